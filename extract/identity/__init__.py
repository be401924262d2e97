"""Whose disclosure a document is: read from its own first pages, with its page's metadata as second witness."""

from extract.identity.government import of_government
from extract.identity.keys import Hints, read_keys
from extract.identity.titles import Subject, read_title, same_body, without_mark

__all__ = ["Hints", "Subject", "of_government", "read_keys", "read_title", "same_body", "without_mark"]
