"""Starting, serving, demo data and health of an installation."""
