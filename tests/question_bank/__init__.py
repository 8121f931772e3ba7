"""The content that ships with the product, read as a critical colleague would."""
