"""Running headers and footers, as the pages read so far show them: they part no header of a table from its page, and
are no line of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence

from extract.readers.page.lines import Word
from extract.tables.furniture import may_run, shape

_AT_EDGES = 2
"""Lines at the top and at the foot of a page that may be furniture."""
_OFTEN = 3
"""Pages on which a line stands there."""
_CHARACTERS = "#-—–_·./:,，|"
"""Of which page numbers, dates and figures are made: such a line is known by what it prints, not by coming again."""


class RunningLines:
    """Lines that stand at the edges of pages beside no table of theirs; a table's own header stands only above it."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def note(self, lines: Sequence[list[Word]], inside: Container[int]) -> None:
        """Takes up a page. ``inside``: the words of its tables, by their ``id``."""
        edges = [*lines[:_AT_EDGES], *lines[-_AT_EDGES:]]
        self._seen.update({_shape(line) for line in edges if not any(id(word) in inside for word in line)})

    def without(self, lines: list[list[Word]]) -> list[list[Word]]:
        """A page's lines without those."""
        edge = {*range(_AT_EDGES), *range(len(lines) - _AT_EDGES, len(lines))}
        return [line for n, line in enumerate(lines) if n not in edge or not self._runs(_shape(line))]

    def _runs(self, line: str) -> bool:
        return self._seen[line] >= _OFTEN and may_run(line) and bool(line.strip(_CHARACTERS))


def _shape(line: Sequence[Word]) -> str:
    return shape("|".join(word["text"] for word in line))  # of a date and a time no amount
