"""Words in the order in which a page draws its characters, as browsers do it: cell after cell, characters set solid.

Where cells touch, or one reaches over the next, places alone do not say where a word ends: the order does, and so does
any gap. Words that are drawn without one, but for blanks, share their ``run``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from pdfplumber.page import Page as PlumberPage

from extract.readers.page.lines import Word, around
from extract.readers.page.words.letters import in_cells, is_within, lower

_Char = dict[str, Any]

_SOLID, _GAP = 0.03, 0.12
"""Of the type's size: the most between two characters that are set solid, and the least where a run ends."""
_BETWEEN = 0.005
"""Share of the gaps that may lie between these."""
_LINE = 0.3
"""Of the type's size: what characters of one line differ in height."""
_MOST_TORN = 0.05
"""Share of the runs: more on a page that draws its characters here and there."""


class Drawing:
    """How a document draws its characters, as its pages so far show it."""

    def __init__(self) -> None:
        self._mixed = False
        """Whether digits and letters stand beside Chinese characters without a gap: office programs leave one."""

    def words(self, page: PlumberPage) -> list[Word] | None:
        """The page's words; ``None`` where neither order nor gaps tell where one ends."""
        if not self._is_solid(page.chars):
            return None
        runs = page.extract_words(
            x_tolerance_ratio=_GAP,
            y_tolerance=lower(page),
            use_text_flow=True,
            keep_blank_chars=True,
            return_chars=True,
        )
        printed = [run for run in runs if run["text"].strip()]
        if _torn(printed) > _MOST_TORN * len(printed):
            return None
        return in_cells({**word, "run": n} for n, run in enumerate(printed) for word in _words(run["chars"]))

    def _is_solid(self, chars: Sequence[_Char]) -> bool:
        between = gaps = 0
        for before, char in pairwise(chars):
            beside = abs(char["bottom"] - before["bottom"]) < _LINE * before["size"]
            if not beside or not before["text"].strip() or not char["text"].strip():
                continue
            gap = (char["x0"] - before["x1"]) / before["size"]
            gaps += 1
            between += _SOLID < gap < _GAP
            if abs(gap) <= _SOLID and before["text"].isascii() != char["text"].isascii():
                self._mixed = self._mixed or (before["text"] + char["text"]).isalnum()
        return self._mixed and between <= _BETWEEN * gaps


def _torn(runs: Sequence[Word]) -> int:
    """How many runs go on right where another one ends."""
    ends = {(round(run["x1"], 1), round(run["bottom"], 1)) for run in runs}
    return sum((round(run["x0"], 1), round(run["bottom"], 1)) in ends for run in runs)


def _words(chars: Sequence[_Char]) -> Iterator[Word]:
    for word in _parted(chars):
        x0, top, x1, bottom = around(word)
        text = "".join(char["text"] for char in word)
        yield {"text": text, "x0": x0, "top": top, "x1": x1, "bottom": bottom, "chars": word}


def _parted(chars: Sequence[_Char]) -> Iterator[list[_Char]]:
    """The characters parted at blanks, but for those within a cell's words."""
    word: list[_Char] = []
    for before, char, after in zip([None, *chars], chars, [*chars[1:], None], strict=False):
        if char["text"].strip():
            word.append(char)
        elif word and not (before and after and is_within(before, char, after)):
            yield word
            word = []
    if word:
        yield word
