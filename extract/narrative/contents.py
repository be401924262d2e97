"""The table of contents (目录): where it stands, and which tables it lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.narrative.paragraphs import ORDINAL
from extract.narrative.running import Printed
from forms.text import clean, fold, split_ordinal

_TITLE = re.compile(r"^目[录次]$")
_PART = re.compile(r"^第[一二三四五六七八九十]+部分")
_PART_ONE = re.compile(r"^第一部分")
_LEADER = re.compile(r"[\s.．…·⋯—-]+\d*\s*$")
_BULLET = re.compile(r"^\s*(?:[-*•●]\s+|#{1,6}\s+)")
_ENTRY_END = re.compile(r"[.．…·⋯]{2,}\s*\d*$|[；;。]$")
_TABLE = re.compile(r"表(?:（[^（）]*）)?$")
_WHOLE = re.compile(r"(?:部门|单位)?(?:综合)?预算(?:公开)?(?:报)?表(?:（[^（）]*）)?$")
_NUMBER = re.compile(r"^[（]?(?:公开|预算|决算|附)*(?:表\s?[\d一二三四五六七八九十]|\d{1,2}表)")
"""表1 2024年收支总体情况表: a form's number begins an entry as an ordinal does."""
_COUNT = re.compile(r"^\d{1,2}\s+(?=[^\d\s]|\d{4}\s*年)")
"""1 收支总体情况表: in a spreadsheet an entry's number stands in a cell of its own, without a mark."""
_CONTAINER = re.compile(r"^(?:第[一二三四五六七八九十]+部分|附件)")
LONGEST = 120
"""A table of contents has no more lines than this; a later repetition of its first entry is not looked for."""
LONGEST_ENTRY = 60
"""Characters: a longer line between two parts is their text."""


def span(lines: Sequence[Printed]) -> tuple[int, int] | None:
    """(first line, line after the last) of the table of contents, its title included; ``None`` without one.

    It ends where its own first entry (第一部分 …) is printed again as a heading, else at the first line that is no
    entry. Without its title it is what stands between the first two lines that begin with 第一部分.
    """
    start = next((n for n, (_, text) in enumerate(lines) if _TITLE.match(fold(_BULLET.sub("", text)))), None)
    if start is None:
        return _untitled(lines)
    entries = [_entry(text) for _, text in lines[start + 1 : start + 1 + LONGEST]]
    first = next((n for n, entry in enumerate(entries) if entry), None)
    if first is None:
        return None
    beginning = fold(entries[first])
    for number, entry in enumerate(map(fold, entries[first + 1 :]), first + 1):
        if entry == beginning or (_PART_ONE.match(beginning) and _PART_ONE.match(entry)):
            return start, start + 1 + number
    end = first
    while end < len(entries) and (not entries[end] or _begins_entry(entries[end])):
        end += 1
    return start, start + 1 + end


def _untitled(lines: Sequence[Printed]) -> tuple[int, int] | None:
    parts = [n for n, (_, text) in enumerate(lines) if _PART.match(fold(text))]
    firsts = [n for n in parts if _PART_ONE.match(fold(lines[n][1]))]
    if len(firsts) < 2 or firsts[1] - firsts[0] > LONGEST or firsts[0] != parts[0]:
        return None
    entries = [text.strip() for _, text in lines[firsts[0] : firsts[1]]]
    short = all(len(text) <= LONGEST_ENTRY for text in entries)
    return (firsts[0], firsts[1]) if short and parts[1] < firsts[1] else None


def listed_forms(lines: Sequence[Printed]) -> list[str]:
    """The titles of the tables among the entries, without ordinal, leaders and page numbers, in printed order."""
    entries: list[str] = []
    for _, text in lines:
        printed = _BULLET.sub("", text).strip()
        if not printed or _TITLE.match(fold(printed)):
            continue
        if entries and not _begins_entry(printed) and not _ENTRY_END.search(entries[-1]):
            entries[-1] = f"{entries[-1]}\n{printed}"
        else:
            entries.append(printed)
    named = [split_ordinal(_entry(clean(entry)))[1] for entry in entries if not _CONTAINER.match(fold(entry))]
    titles = [_COUNT.sub("", title.strip()).removeprefix("《").removesuffix("》") for title in named]
    return [title for title in titles if _TABLE.search(fold(title)) and not _WHOLE.fullmatch(fold(title))]


def _begins_entry(printed: str) -> bool:
    text = fold(printed)
    return bool(ORDINAL.match(text) or _NUMBER.match(text) or _COUNT.match(printed))


def _entry(text: str) -> str:
    return _LEADER.sub("", _BULLET.sub("", text).strip()).rstrip("；;。，, ")
