"""Figures that blanks, tab stops or blocks of a page set in columns where no table stands: they are told, not read."""

from __future__ import annotations

import re

from archive.extracted import Problem
from extract.document import Source
from forms.money import is_number
from forms.text import fold

_APART = re.compile(r"\t|[ \u00a0\u3000]{2,}")
_AMOUNT = re.compile(r"^-?(?:\d*[.,].*|(?!20[0-3]\d$)[1-9]\d{3,10})$")
"""With a point or a comma, or in yuan: a page or a part has a shorter number, a telephone begins with 0."""
_SENTENCE = re.compile(r"(?<!\d),|,(?!\d{3})|[。；：]")
_FEWEST = 3
"""Lines: one or two may be anything."""
_FIGURES = 3
"""On one line."""


def columns(text: str) -> list[str]:
    """The words of a line that are set apart, if a figure that only an amount prints is among them and the line is no
    sentence. Of several figures single blanks are enough, as programs write the text of a table's row."""
    words = [word.strip() for word in _APART.split(text) if word.strip()]
    if sum(map(is_number, text.split())) >= _FIGURES:
        words = text.split()
    figures = any(_AMOUNT.match(fold(word)) and is_number(word) for word in words)
    return words if figures and not _SENTENCE.search(fold(text)) else []


def tell_loose(source: Source) -> None:
    """Adds the problem to the source where several lines print figures outside every table."""
    lines = [line.text for page in source.pages for line in page.prose if columns(line.text)]
    if len(lines) >= _FEWEST:
        source.outcome = "partial" if source.outcome == "ok" else source.outcome
        message = f"正文有 {len(lines)} 行数字用空格、制表符或版块排列，不是表格，未读成数据"
        source.problems.append(Problem("table_lost", message))
