"""Printed lines joined to the paragraphs they were broken from."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extract.narrative.running import Printed
from forms.text import clean, fold

ORDINAL = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.．、](?!\d(?!\d{3}年))|[（(]\d{1,2}[）)]"
    r"|附件[\d一二三四五六七八九十]*(?:[：:]|$)|目录$)"
)
_CAPTION = re.compile(
    r"^(?:预算|编制)?(?:部门|单位)(?:（单位）)?(?:名称)?[：:]|(?:金额)?单位[：:].{0,3}元$|^[（(]?[注]\d?[：:]|^备注[：:]"
    r"|^[（(]?(?:公开|预算|附)?表[\d一二三四五六七八九十]+|^公开\d+表|^[^，。；：《]{2,40}表(?:（[^（）]*）)?$|^[（(]\d{4}年度?[）)]$"
)
_NOTE = re.compile(r"^[（(]?(?:备?注)")
_ENDED = re.compile(r"[。！？!?]$")
_HALF = re.compile(r"[；;：:]$")
_BULLET = re.compile(r"^\s*(?:[-*•●]\s+(?=\S)|#{1,6}\s+)")
_SENTENCE = re.compile(r"[，。；！？,;]|：.|^[^、]*、.*、.*(?<!情况)(?<!说明)$")
_NUMBER_END = re.compile(r"\d[.,]?$")  # no two numbers of a sentence stand beside each other: this one is broken
_NUMBER_ON = re.compile(r"\d|[.,]\d")
LINE_SHARE = 0.5
"""In text set in lines of one width at least half of the longer lines fill it."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: its text as the archive keeps it, and where in it each printed line begins."""

    text: str
    starts: tuple[int, ...]
    pages: tuple[int | None, ...]

    def page_at(self, offset: int) -> int | None:
        return self.pages[max(0, bisect_right(self.starts, offset) - 1)]

    @property
    def page(self) -> int | None:
        return self.pages[0]


def paragraph(lines: Sequence[Printed]) -> Paragraph:
    """The lines as one paragraph; words broken by a line end are whole again."""
    text = ""
    starts: list[int] = []
    for _, printed in lines:
        line = clean(printed)
        if text and line:
            text += "" if _NUMBER_END.search(text) and _NUMBER_ON.match(line) else _gap(text[-1], line[0])
        starts.append(len(text))
        text += line
    return Paragraph(text, tuple(starts), tuple(page for page, _ in lines))


def _gap(before: str, after: str) -> str:
    return " " if " " in clean(f"{before}\n{after}") else ""


def join(lines: Sequence[Printed]) -> list[Paragraph]:
    """The paragraphs of a text. Bullets of converted text are taken off; empty lines say nothing."""
    printed = [(page, _BULLET.sub("", text).strip()) for page, text in lines]
    printed = [(page, text) for page, text in printed if text]
    widths = _line_widths(printed)
    groups: list[list[Printed]] = []
    for line in printed:
        if groups and _continues(groups[-1][-1][1], line[1], len(groups[-1]), widths[groups[-1][-1][0]]):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [paragraph(group) for group in groups]


def is_caption(text: str) -> bool:
    """True for what stands above or below a table: its title, 单位：万元, 部门名称：…, 注：…"""
    return bool(_CAPTION.search(fold(text)))


def is_table_caption(text: str) -> bool:
    """True for what stands above a table."""
    return is_caption(text) and not _NOTE.match(fold(text))


def _continues(previous: str, line: str, lines_before: int, width: float | None) -> bool:
    before, folded = fold(previous), fold(line)
    if _ENDED.search(before) or ORDINAL.match(folded) or is_caption(line):
        return False
    if lines_before == 1 and (is_caption(previous) and not _NOTE.match(before)):
        return False
    if len(before) > 4 and before.endswith((",", "、")):
        return True
    if width is not None:
        prose = "," in before and not _HALF.search(before)
        return _width(previous) >= (0.65 if prose else 0.85) * width
    if _HALF.search(before):
        return False
    short_heading = lines_before == 1 and ORDINAL.match(before) and len(before) <= 30 and not _SENTENCE.search(before)
    return not short_heading


def _width(text: str) -> float:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text) / 2


def _line_widths(lines: Sequence[Printed]) -> dict[int | None, float | None]:
    """The width of a full line on each page, in characters; ``None`` for text not set in lines.

    A page with too few lines to tell has the width of the whole text.
    """
    whole = _line_width([text for _, text in lines])
    by_page: dict[int | None, list[str]] = {}
    for page, text in lines:
        by_page.setdefault(page, []).append(text)
    return {page: (_line_width(texts) if page is not None else None) or whole for page, texts in by_page.items()}


def _line_width(texts: Sequence[str]) -> float | None:
    widths = sorted(_width(text) for text in texts)
    if len(widths) < 8:
        return None
    full = widths[int(len(widths) * 0.9)]
    longer = [width for width in widths if width >= full / 2]
    filling = [width for width in longer if 0.88 * full <= width <= 1.12 * full]
    return full if 15 <= full <= 90 and len(filling) >= LINE_SHARE * len(longer) else None
