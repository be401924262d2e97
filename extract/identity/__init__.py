"""Whose disclosure a document is: read from its own first pages, with its page's metadata as second witness.

``keys`` hears the witnesses: the ``cover``, whose words ``titles`` understands, and the ``places`` that bodies are
named after, which tell what is no department's.
"""

from extract.identity.keys import Hints, read_keys
from extract.identity.places import of_government
from extract.identity.titles import Subject, read_title, same_body, without_mark

__all__ = ["Hints", "Subject", "of_government", "read_keys", "read_title", "same_body", "without_mark"]
