"""Figures and codes that a narrow column breaks over lines, one word again for the count of what is printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from extract.brokenfigures import completes, is_cut
from extract.printedcodes import is_listed
from extract.readers.page.lines import Word, no_blank_between
from extract.readers.page.order import is_next
from extract.readers.page.ruling.walls import Walls, height_of
from forms.money import decimals, is_figure, is_number, is_project_code

_PART = re.compile(r"^[-−（(]?[\d０-９.,，．]+[)）]?$")
_LIMIT = re.compile(r"^[≤≥<>＜＞]=?\d[\d.,]*$")
"""The upper part of a target."""
_CLOSE, _FAR = 0.8, 1.6
"""Of the type's height: the most that can lie between two lines of one cell, mostly and in web layouts."""
_WIDER = 1.5
"""How many times as wide as the upper part of a code the lower one is at most."""
_MOST_DECIMALS = 2
_FEWEST_DIGITS, _LONGEST_CODE = 4, 21
"""Of its first part, and of all of it."""


def whole_figures(lines: Sequence[list[Word]], edges: Sequence[dict[str, Any]]) -> list[list[str]]:
    """The words of each line; the lower part of a figure stands with its upper part.

    Two parts are one figure when one stands right under the other in one ruled cell and the upper one is not
    whole as it is. Without ruling lines above and below them only what the lower part makes whole (53,748,90
    over 6.80) and what stands above and below its row's middle is one figure, or what is written with nothing between.
    """
    page = _Page(lines, edges)
    texts = {id(word): word["text"] for line in lines for word in line}
    taken: set[int] = set()
    for n, line in enumerate(lines):
        for word in line:
            if id(word) in taken or not (_PART.match(word["text"]) or _LIMIT.match(word["text"])):
                continue
            for part in _code_below(word, lines[n:], page.walls) or page.parts_below(word, lines[n + 1 :]):
                texts[id(word)] += part["text"]
                taken.add(id(part))
    return [[texts[id(word)] for word in line if id(word) not in taken] for line in lines]


class _Page:
    """What a page tells of its broken figures: where its lines are, and how many decimals the whole ones print."""

    def __init__(self, lines: Sequence[list[Word]], edges: Sequence[dict[str, Any]]) -> None:
        self.walls = Walls(edges)
        self._mostly, self._most = _decimals(lines)

    def parts_below(self, word: Word, lines: Sequence[list[Word]]) -> list[Word]:
        """The further parts of a figure or a target that begins with a word; ``lines``: those below it."""
        text, lowest = word["text"], word
        parts: list[Word] = []
        above = -1
        for n, line in enumerate(lines):
            if line and line[0]["top"] - lowest["bottom"] > 3 * height_of(lowest):
                break
            part = next((other for other in line if _stands_under(lowest, other)), None)
            if part is None or not self._goes_on(text, word, lowest, part, right_below=n == above + 1):
                continue
            pieces = _touching(part, line)
            text += "".join(piece["text"] for piece in pieces)
            parts += pieces
            lowest, above = part, n
        return parts

    def _goes_on(self, text: str, first: Word, lowest: Word, part: Word, *, right_below: bool) -> bool:
        """True where a part makes one figure with the ``text`` of those above it."""
        if self.walls.part(lowest, part):
            return False
        if is_cut(text, part["text"]) or (is_next(lowest, part) and not _are_two(text, part["text"])):
            return True
        boxed = self.walls.box(first, part)
        # figures that are broken print fewer than whole ones, and can outnumber them
        return _makes_one(text, part["text"], self._most if boxed else self._mostly, boxed) and (
            boxed or not right_below
        )


def _decimals(lines: Sequence[Sequence[Word]]) -> tuple[int, int]:
    """How many decimals the figures of a page print, mostly and at most."""
    words = (word["text"] for line in lines for word in line if is_number(word["text"]))
    counts = Counter(printed for text in words if (printed := decimals(text)))
    return (counts.most_common(1)[0][0], max(counts)) if counts else (0, 0)


def _width(word: Word) -> float:
    return float(word["x1"] - word["x0"])


def _stands_under(upper: Word, lower: Word) -> bool:
    """True for a part of a figure, or of a target (30 over 人), right below another in the same column. Codes break
    for want of room alone: the lower part is hardly wider, as no unit is."""
    limit, figure = _LIMIT.match(upper["text"]), _PART.match(lower["text"])
    if (limit or not figure) and not is_next(upper, lower):
        return False
    if lower["x0"] >= upper["x1"] or lower["x1"] <= upper["x0"]:
        return False
    narrow = (upper["text"] + lower["text"]).isdigit() or not (limit or figure)
    if narrow and _width(lower) > _WIDER * _width(upper):
        return False
    # what was broken for want of room leaves a part no wider than the one above
    most = _FAR if _width(lower) <= _width(upper) + 1 else _CLOSE
    return bool(-0.5 * height_of(upper) < lower["top"] - upper["bottom"] < most * height_of(upper))


def _touching(part: Word, line: Sequence[Word]) -> list[Word]:
    """A part and the words of its line that no blank parts from it: 7 and 万元 below 112."""
    touching = [part]
    for word in line[line.index(part) + 1 :]:
        if not (no_blank_between(touching[-1], word) and is_next(touching[-1], word)):
            break
        touching.append(word)
    return touching


def _code_below(word: Word, lines: Sequence[Sequence[Word]], walls: Walls) -> list[Word]:
    """The further parts of a project's code that begins with a word of the first line; none where it does not.

    All but the last fill the width of their cell, and not every line of them prints figures, as rows of amounts do.
    """
    code, parts = word["text"], [word]
    if not code.isdigit() or len(code) < _FEWEST_DIGITS:
        return []
    alone = not _prints_figures(lines[0], word)
    for line in lines[1:]:
        if line and line[0]["top"] - parts[-1]["bottom"] > 3 * height_of(word):
            break
        part = next((other for other in line if other["text"].isdigit() and _stands_under(parts[-1], other)), None)
        if part is None:
            continue
        full = len(parts[-1]["text"]) == len(word["text"]) >= len(part["text"])
        written = "rank" not in part or is_next(parts[-1], part)
        if not full or not written or walls.part(parts[-1], part):
            break
        if len(code) + len(part["text"]) > _LONGEST_CODE:
            break
        code += part["text"]
        parts.append(part)
        alone = alone or not _prints_figures(line, part)
    return parts[1:] if alone and is_project_code(code) else []


def _prints_figures(line: Sequence[Word], part: Word) -> bool:
    return any(is_figure(word["text"]) for word in line if word is not part)


def _are_two(upper: str, lower: str) -> bool:
    """True for two figures that make none together, nor a code's part: 680.5 over 505.0, a nought over another."""
    noughts = upper == "0" and (lower == "0" or not lower.isdigit())
    return is_number(upper) and is_number(lower) and (noughts or not is_number(upper + lower))


def _makes_one(upper: str, lower: str, printed: int, boxed: bool) -> bool:
    """True when the upper part is no whole figure of this page, which prints so many decimals; outside a ruled cell
    only when both are one."""
    if not boxed:
        return is_listed(upper + lower) or completes(upper, lower, printed)
    if "." in upper and lower.isdigit():
        return decimals(upper + lower) <= _MOST_DECIMALS  # a ruled cell holds one amount
    return not printed or decimals(upper) < printed
