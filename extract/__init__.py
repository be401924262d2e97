"""Converts documents: bytes → pages of text and grids → tables made whole → rows of the forms."""

EXTRACTOR = "2"
"""Version of the conversion; documents converted by another version are converted again."""
