"""Plug-ins between files and facts: bytes to drafts and problems, facts to bytes; no Flask, no SQL."""
