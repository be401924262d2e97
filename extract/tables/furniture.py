"""Page furniture: running headers, footers and page numbers, which belong to no table and no sentence."""

from __future__ import annotations

import re
from collections import Counter

from extract.document import Page
from forms.text import fold

_PAGE_NUMBER = re.compile(r"^[-—–_·.]*(第?\d{1,3}页?(共\d{1,3}页)?(/\d{1,3})?)[-—–_·.]*$")


_AMOUNT = re.compile(r"#[.,]#")
"""Rows that close several tables differ only in their amounts, as footers in their page numbers."""


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", fold(text))


def running_lines(pages: list[Page]) -> set[str]:
    """Shapes of the first and last lines of pages that at least three pages, and a third of all, repeat."""
    counts: Counter[str] = Counter()
    for page in pages:
        edge = [line.text for line in [*page.lines[:2], *page.lines[-2:]]]
        counts.update({_shape(text) for text in edge})
    numbered = sum(1 for page in pages if page.number is not None)
    return {
        shape
        for shape, count in counts.items()
        if count >= 3
        and count * 3 >= numbered
        and not shape.endswith("表")
        and not _AMOUNT.search(shape)
        and "单位：" not in shape
        and "名称：" not in shape
    }


def is_running(text: str, running: set[str]) -> bool:
    """True for a page number or a line that runs through the document."""
    return bool(_PAGE_NUMBER.match(fold(text))) or _shape(text) in running
