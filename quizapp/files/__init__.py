"""Uploaded files by content, kept in the database so that every web process can read them."""
