"""Marks in a text what a search found in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from markupsafe import Markup, escape

from archive.search import Phrase, phrases


def _pattern(phrase: Phrase) -> Iterator[str]:
    """How a phrase may stand in a text: the index passes over punctuation, and a number is found whole."""
    for tokens in phrase.spellings:
        pieces = r"[\W_]*".join(map(re.escape, tokens))
        before = r"(?<![0-9a-z])" if tokens[0].isascii() else ""
        after = r"(?![0-9a-z])" if tokens[-1].isascii() and not phrase.open_end else ""
        yield f"{before}{pieces}{after}"


@lru_cache(maxsize=64)
def _marks(query: str) -> re.Pattern[str]:
    """What is marked for a query, longer words first."""
    found = sorted((pattern for phrase in phrases(query) for pattern in _pattern(phrase)), key=len, reverse=True)
    return re.compile("|".join(found) or r"(?!)", re.IGNORECASE)


def marked(text: str | None, query: str, length: int | None = None) -> Markup:
    """The text with every hit in ``<mark>``, escaped; cut to ``length`` characters around the first hit."""
    text = text or ""
    # folded for finding only when that keeps every character at its place
    folded = unicodedata.normalize("NFKC", text)
    searched = folded if len(folded) == len(text) else text
    pattern = _marks(query)
    if length is not None and len(text) > length:
        first = pattern.search(searched)
        start = max(0, (first.start() if first else 0) - length // 3)
        text, searched = text[start : start + length], searched[start : start + length]
        before, after = ("…" if start else ""), "…"
    else:
        before = after = ""
    pieces, end = [escape(before)], 0
    for hit in pattern.finditer(searched):
        pieces += [escape(text[end : hit.start()]), Markup("<mark>{}</mark>").format(text[hit.start() : hit.end()])]
        end = hit.end()
    return Markup("").join([*pieces, escape(text[end:]), escape(after)])
