"""Names of the 整体绩效目标表 written upright, one character below another, as narrow columns make it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.readers.page.boxes import across
from extract.readers.page.lines import Word, around, joined
from extract.readers.unruled.gaps import TIGHT
from forms.text import fold

_NAMES = re.compile(
    r"(?:部门|单位)名称|年度(?:履职目标|主要任务|绩效目标|总体目标)|任务名称|主要内容|预算情况|[一二三]级指标|指标值说明|指标值"
)
_ONE_LINE = 1.5
"""Points by which characters below each other stand off one upright line, and names beside each other off a lying
one."""


def upright_names(lines: Sequence[list[Word]]) -> list[list[Word]]:
    """The lines with each such name as one word, as high as its characters; names beside each other are a line."""
    names = [name for stack in _stacks(lines) for name in _names_in(stack)]
    if not names:
        return list(lines)
    taken = {id(char) for name in names for char in name}
    rest = [kept for line in lines if (kept := [word for word in line if id(word) not in taken])]
    for word in sorted(map(_whole, names), key=lambda word: (word["top"] + word["bottom"], word["x0"])):
        beside = next((line for line in rest if _is_beside(word, line)), None)
        if beside is None:
            rest.append([word])
        else:
            beside.append(word)
            beside.sort(key=lambda word: word["x0"])
    return sorted(rest, key=_height_of)


def _stacks(lines: Sequence[list[Word]]) -> list[list[Word]]:
    """Single characters, each close below the one before it."""
    stacks: list[list[Word]] = []
    for line in lines:
        for word in line:
            if len(word["text"]) != 1:
                continue
            above = next((stack for stack in stacks if _is_under(word, stack[-1])), None)
            if above is None:
                stacks.append([word])
            else:
                above.append(word)
    return [stack for stack in stacks if len(stack) > 1]


def _is_under(word: Word, above: Word) -> bool:
    apart = word["top"] - above["bottom"]
    high = above["bottom"] - above["top"]
    return abs(across(word) - across(above)) <= _ONE_LINE and -high / 2 < apart < TIGHT * high


def _names_in(stack: Sequence[Word]) -> Iterator[list[Word]]:
    text = "".join(fold(word["text"]) for word in stack)
    if len(text) == len(stack):
        for name in _NAMES.finditer(text):
            yield list(stack[name.start() : name.end()])


def _whole(chars: Sequence[Word]) -> Word:
    x0, top, x1, bottom = around(list(chars))
    box = {"x0": x0, "top": top, "x1": x1, "bottom": bottom}
    return {**chars[0], **box, "text": joined(chars)}


def _height_of(line: Sequence[Word]) -> float:
    """Where a line stands: the lowest of its words are of one line."""
    lowest = min(line, key=lambda word: word["bottom"] - word["top"])
    return float(lowest["top"] + lowest["bottom"])


def _is_beside(word: Word, line: Sequence[Word]) -> bool:
    """True where the word and one of the line, both as high as several lines or not, share their middle or top."""
    return any(
        abs(word["top"] - other["top"]) <= _ONE_LINE
        or abs(word["bottom"] - other["bottom"]) <= _ONE_LINE
        or abs(word["top"] + word["bottom"] - other["top"] - other["bottom"]) <= 2 * _ONE_LINE
        for other in line
    )
