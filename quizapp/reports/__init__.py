"""Lists and results that leave the centre."""
