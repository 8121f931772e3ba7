"""The centre's own name, heading, signers, Wi-Fi and public address: one row, edited on a page."""
