"""Figures and codes that a narrow column breaks over lines, one word again for the count of what is printed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extract.printedcodes import is_listed
from extract.readers.page.lines import Word
from extract.readers.page.order import is_next
from forms.money import is_figure, is_number, is_project_code

_PART = re.compile(r"^[-−（(]?[\d０-９.,，．]+[)）]?$")
_LIMIT = re.compile(r"^[≤≥<>＜＞]=?\d[\d.,]*$")
"""The upper part of a target."""
_DECIMALS = re.compile(r"\.(\d*)$")
_DEPARTMENT = re.compile(r"^0\d\d$")
_CLOSE, _FAR = 0.8, 1.6
"""Of the type's height: the most that can lie between two lines of one cell, mostly and in web layouts."""
_CELL, _WALLED = 3.0, 40.0
"""Of the type's height: how far above and below the parts the lines of their cell lie, at most; farther where lines
stand at both their sides."""
_BESIDE = 100.0
"""Points between a part and the lines at its sides, at most."""
_BLANK = 0.35
"""Of the type's height: the most between two words of one cell."""
_WIDER = 1.5
"""How many times as wide as the upper part of a code the lower one is at most."""
_MOST_DECIMALS = 2
_FEWEST_DIGITS, _LONGEST_CODE = 4, 21
"""Of its first part, and of all of it."""
_CUT = re.compile(r"[.,．，]\|\d|\d\|[.,．，]")
"""No figure ends or begins with a point or a comma."""


@dataclass(frozen=True, slots=True)
class _Ruling:
    """The lines of a page and the decimals that its figures print, mostly and at most."""

    rules: list[tuple[float, float, float]]
    """The lying lines (y, left, right)."""
    walls: list[tuple[float, float, float]]
    """The upright lines (x, top, bottom)."""
    decimals: int
    most: int


def whole_figures(lines: Sequence[list[Word]], edges: Sequence[dict[str, Any]]) -> list[list[str]]:
    """The words of each line; the lower part of a figure stands with its upper part.

    Two parts are one figure when one stands right under the other in one ruled cell and the upper one is not
    whole as it is. Without ruling lines above and below them only what the lower part makes whole (53,748,90
    over 6.80) and what stands above and below its row's middle is one figure, or what is written with nothing between.
    """
    ruling = _ruling_of(lines, edges)
    texts = {id(word): word["text"] for line in lines for word in line}
    taken: set[int] = set()
    for n, line in enumerate(lines):
        for word in line:
            if id(word) in taken or not (_PART.match(word["text"]) or _LIMIT.match(word["text"])):
                continue
            if code := _code_below(word, lines[n:], ruling.rules):
                texts[id(word)] += "".join(part["text"] for part in code)
                taken.update(map(id, code))
                continue
            lowest, at = word, n
            for m, below in enumerate(lines[n + 1 :], n + 1):
                if below and below[0]["top"] - lowest["bottom"] > 3 * _height(lowest):
                    break
                part = next((other for other in below if _stands_under(lowest, other)), None)
                if part is None or _rule_between(_middle(lowest), _middle(part), part, ruling.rules):
                    continue
                boxed = _boxed(word, part, ruling)
                # figures that are broken print fewer than whole ones, and can outnumber them
                decimals = ruling.most if boxed else ruling.decimals
                whole = _CUT.search(f"{texts[id(word)][-1]}|{part['text'][0]}") or (
                    is_next(lowest, part) and not _are_two(texts[id(word)], part["text"])
                )
                if not whole and (
                    not _completes(texts[id(word)], part["text"], decimals, boxed) or (not boxed and m == at + 1)
                ):
                    continue
                for piece in _touching(part, below):
                    texts[id(word)] += piece["text"]
                    taken.add(id(piece))
                lowest, at = part, m
    return [[texts[id(word)] for word in line if id(word) not in taken] for line in lines]


def _ruling_of(lines: Sequence[list[Word]], edges: Sequence[dict[str, Any]]) -> _Ruling:
    rules = sorted(
        (edge["top"], edge["x0"], edge["x1"]) for edge in edges if edge["orientation"] == "h" and edge["width"] > 1
    )
    figures = [[word["text"] for word in line if is_number(word["text"])] for line in lines]
    decimals = Counter(len(found.group(1)) for line in figures for text in line if (found := _DECIMALS.search(text)))
    walls = [(edge["x0"], edge["top"], edge["bottom"]) for edge in edges if edge["orientation"] == "v"]
    return _Ruling(rules, walls, decimals.most_common(1)[0][0] if decimals else 0, max(decimals, default=0))


def _width(word: Word) -> float:
    return float(word["x1"] - word["x0"])


def _height(word: Word) -> float:
    return float(word["bottom"] - word["top"])


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
    return bool(-0.5 * _height(upper) < lower["top"] - upper["bottom"] < most * _height(upper))


def _touching(part: Word, line: Sequence[Word]) -> list[Word]:
    """A part and the words of its line that no blank parts from it: 7 and 万元 below 112."""
    touching = [part]
    for word in line[line.index(part) + 1 :]:
        if word["x0"] - touching[-1]["x1"] > _BLANK * _height(part) or not is_next(touching[-1], word):
            break
        touching.append(word)
    return touching


def _code_below(word: Word, lines: Sequence[Sequence[Word]], rules: list[tuple[float, float, float]]) -> list[Word]:
    """The further parts of a project's code that begins with a word of the first line; none where it does not.

    All but the last fill the width of their cell, and not every line of them prints figures, as rows of amounts do.
    """
    code, parts = word["text"], [word]
    if not code.isdigit() or len(code) < _FEWEST_DIGITS:
        return []
    alone = not _prints_figures(lines[0], word)
    for line in lines[1:]:
        if line and line[0]["top"] - parts[-1]["bottom"] > 3 * _height(word):
            break
        part = next((other for other in line if other["text"].isdigit() and _stands_under(parts[-1], other)), None)
        if part is None:
            continue
        full = len(parts[-1]["text"]) == len(word["text"]) >= len(part["text"])
        written = "rank" not in part or is_next(parts[-1], part)
        if not full or not written or _rule_between(_middle(parts[-1]), _middle(part), part, rules):
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


def _completes(upper: str, lower: str, decimals: int, boxed: bool) -> bool:
    """True when the upper part is no whole figure of this page; outside a ruled cell only when both are one."""
    printed = _DECIMALS.search(upper)
    if boxed and printed and lower.isdigit():
        return len(printed.group(1) + lower) <= _MOST_DECIMALS  # a ruled cell holds one amount
    if printed and decimals and len(printed.group(1)) >= decimals:
        return False
    if boxed:
        return True
    whole = upper + lower
    ended = _DECIMALS.search(whole)
    return _is_code(whole) or bool(ended and is_number(whole) and decimals and len(ended.group(1)) == decimals)


def _is_code(whole: str) -> bool:
    """True for a code of the classification, and for a department's that is no amount. Two quantities one above the
    other are none."""
    return is_listed(whole) or bool(_DEPARTMENT.match(whole))


def _middle(word: Word) -> float:
    return float(word["top"] + word["bottom"]) / 2


def _boxed(first: Word, last: Word, ruling: _Ruling) -> bool:
    """True when a ruling line lies close above the first part and another close below the last."""
    reach = (_WALLED if _walled(first, last, ruling.walls) else _CELL) * _height(first)
    return _rule_between(_middle(first) - reach, _middle(first), first, ruling.rules) and _rule_between(
        _middle(last), _middle(last) + reach, last, ruling.rules
    )


def _walled(first: Word, last: Word, walls: list[tuple[float, float, float]]) -> bool:
    """True when an upright line stands left of both parts and another right of them."""
    beside = [x for x, top, bottom in walls if top <= _middle(first) and _middle(last) <= bottom]
    x0, x1 = min(first["x0"], last["x0"]), max(first["x1"], last["x1"])
    return any(x0 - _BESIDE <= x <= x0 + 1 for x in beside) and any(x1 - 1 <= x <= x1 + _BESIDE for x in beside)


def _rule_between(above: float, below: float, word: Word, rules: list[tuple[float, float, float]]) -> bool:
    """True when a ruling line lies between two heights where the word stands."""
    middle = (word["x0"] + word["x1"]) / 2
    for y, x0, x1 in rules[bisect_left(rules, (above, 0.0, 0.0)) :]:
        if y > below:
            return False
        if x0 <= middle <= x1:
            return True
    return False
