"""Sessions of a class and the roll call."""
