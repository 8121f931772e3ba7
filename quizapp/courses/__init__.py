"""The catalogue: courses and their lessons."""
