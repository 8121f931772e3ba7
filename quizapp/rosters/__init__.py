"""Class lists brought in from files: preview, import, undo."""
