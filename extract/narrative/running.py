"""Running lines of a narrative: headers, footers and page numbers, which belong to no sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from forms.text import fold

Printed = tuple[int | None, str]
"""(page number or ``None``, one printed line)."""

_DASHED = re.compile(r"^[-—–－_·.一]+第?\d{1,4}页?[-—–－_·.一]+$")
"""Recognition takes dashes for 一; a gazette's pages have four digits."""
_NUMBER = re.compile(r"^(?:第?\d{1,3}页?|第\d{1,3}页[，,]?共\d{1,3}页|\d{1,3}/\d{1,3})$")
_CAPTION = re.compile(r"单位[：:]|名称[：:]|表(?:（.*）)?$|^(?:公开|预算)?表[\d一二三四五六七八九十]")
EDGE = 2
"""Running lines stand among the first and the last two lines of a page."""


def split(lines: Sequence[Printed]) -> tuple[list[Printed], list[Printed]]:
    """(the lines of the text, the running lines), both in printed order.

    A line is running when it is a page number at the edge of a page, or when at least three pages and a third of
    all print it at their edge. Captions of tables repeat too, and are none.
    """
    pages = [list(group) for _, group in groupby(lines, key=lambda line: line[0])]
    numbered = sum(1 for page in pages if page[0][0] is not None)
    repeated: Counter[str] = Counter()
    for page in pages:
        if page[0][0] is not None:
            repeated.update({fold(text) for text in _edge(page)})
    running = {
        text for text, count in repeated.items() if text and count >= max(3, numbered / 3) and not _CAPTION.search(text)
    }
    kept: list[Printed] = []
    dropped: list[Printed] = []
    for page in pages:
        for position, line in enumerate(page):
            at_edge = position < EDGE or position >= len(page) - EDGE
            text = fold(line[1])
            number = _DASHED.match(text) or (line[0] is not None and at_edge and _NUMBER.match(text))
            (dropped if number or (at_edge and line[0] is not None and text in running) else kept).append(line)
    return kept, dropped


def _edge(page: Sequence[Printed]) -> list[str]:
    return [text for _, text in [*page[:EDGE], *page[-EDGE:]]]
