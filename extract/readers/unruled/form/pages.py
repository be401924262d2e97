"""The 整体绩效目标表 over several pages: which of their lines are its own, and where its columns stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.readers.page.lines import Word
from extract.readers.unruled.form.columns import TITLE, begins_form, begins_sheet, columns_before, columns_of_form
from extract.readers.unruled.form.labels import KnownLabels
from extract.readers.unruled.lines.piece import texts_of
from extract.readers.unruled.spans import Span
from extract.tables.captions import is_subtitle
from extract.tables.furniture import is_page_number
from forms.text import begins_with_ordinal

_ANY_TITLE = re.compile(r".表(（.*）)?$")
_LONGEST = 60
"""Characters of a cell's line; a longer one with a full stop is a sentence of the narrative."""


def names_form(lines: Sequence[list[Word]]) -> bool:
    """True for lines of which the form's title is the last title; in a list of contents it names nothing below."""
    titles = [text for text in texts_of(lines) if TITLE.search(text) or _ANY_TITLE.search(text)]
    listed = len(titles) > 1 and all(map(begins_with_ordinal, titles[-2:]))
    return bool(titles) and bool(TITLE.search(titles[-1])) and not listed


class FormPages:
    """The form as the pages so far show it."""

    def __init__(self) -> None:
        self.columns: list[Span] | None = None
        """Of a form that the page before may not have ended."""
        self.labels = KnownLabels()
        self._over: set[str] = set()
        """The lines above it."""
        self._before: Sequence[list[Word]] = []
        """Its lines on the page before, where the names of its columns end them: their cells stand on this page."""

    def goes_on_below(self, above: Sequence[list[Word]]) -> bool:
        """True where the lines above it stand again without its title: the body's name may be its first row, which
        office programs print again on each page."""
        return self.columns is not None and not names_form(above) and set(texts_of(above)) <= self._over

    def lines_of(
        self, lines: Sequence[list[Word]], over: Sequence[list[Word]], *, titled: bool, first: bool
    ) -> list[list[Word]]:
        """The lines of a region that are of the form; none where it is another table's. ``over``: the lines above
        them, those at the foot of the page before among them; ``first``: of the page."""
        named = names_form(over)
        begins = first and named and begins_form(lines)
        if titled and (self.columns is None or not named or begins_form(lines)):  # else the title is printed again
            self.labels = KnownLabels()
            if named:
                self.columns = columns_of_form(lines) or columns_before(lines)
            else:
                self.columns = columns_of_form(lines) if begins_sheet(lines) else None
            self._over = set(texts_of(over))
        else:  # the title may stand below, the names of the indicators' columns on a later page only
            self.columns = columns_of_form([*self._before, *lines]) or self.columns
            if begins and self.columns is None:
                self.columns = columns_before(lines)
        self._before = lines if self.columns and columns_of_form(lines[-1:]) else []
        if self.columns is None:
            return []
        edges = (0, len(lines) - 1)  # between them a figure a little off its row's line may stand alone
        own = [
            line
            for n, (line, text) in enumerate(zip(lines, texts_of(lines), strict=True))
            if not ((n in edges and is_page_number(text)) or is_subtitle(text))
        ]
        return own if titled or begins or not any("。" in t and len(t) > _LONGEST for t in texts_of(own)) else []
