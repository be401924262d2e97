"""The table of contents (目录): where it stands, and which tables it lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.narrative.paragraphs import ORDINAL
from extract.narrative.running import Printed
from forms.text import clean, fold, split_ordinal

_TITLE = re.compile(r"^目录$")
_PART_ONE = re.compile(r"^第一部分")
_LEADER = re.compile(r"[\s.．…·⋯—-]+\d*\s*$")
_BULLET = re.compile(r"^\s*(?:[-*•●]\s+|#{1,6}\s+)")
_ENTRY_END = re.compile(r"[.．…·⋯]{2,}\s*\d*$|[；;。]$")
_TABLE = re.compile(r"表(?:（[^（）]*）)?$")
_WHOLE = re.compile(r"(?:部门|单位)?(?:综合)?预算(?:公开)?(?:报)?表(?:（[^（）]*）)?$")
_NUMBER = re.compile(r"^[（]?(?:公开|预算|决算|附)*(?:表\s?[\d一二三四五六七八九十]|\d{1,2}表)")
"""表1 2024年收支总体情况表: a form's number begins an entry as an ordinal does."""
_CONTAINER = re.compile(r"^(?:第[一二三四五六七八九十]+部分|附件)")
LONGEST = 120
"""A table of contents has no more lines than this; a later repetition of its first entry is not looked for."""


def span(lines: Sequence[Printed]) -> tuple[int, int] | None:
    """(first line, line after the last) of the table of contents, its title included; ``None`` without one.

    It ends where its own first entry (第一部分 …) is printed again as a heading, else at the first line that is no
    entry.
    """
    start = next((n for n, (_, text) in enumerate(lines) if _TITLE.match(fold(_BULLET.sub("", text)))), None)
    if start is None:
        return None
    entries = [fold(_entry(text)) for _, text in lines[start + 1 : start + 1 + LONGEST]]
    first = next((n for n, entry in enumerate(entries) if entry), None)
    if first is None:
        return None
    for number, entry in enumerate(entries[first + 1 :], first + 1):
        if entry == entries[first] or (_PART_ONE.match(entries[first]) and _PART_ONE.match(entry)):
            return start, start + 1 + number
    end = first
    while end < len(entries) and (not entries[end] or _begins_entry(entries[end])):
        end += 1
    return start, start + 1 + end


def listed_forms(lines: Sequence[Printed]) -> list[str]:
    """The titles of the tables among the entries, without ordinal, leaders and page numbers, in printed order."""
    entries: list[str] = []
    for _, text in lines:
        printed = _BULLET.sub("", text).strip()
        if not printed or _TITLE.match(fold(printed)):
            continue
        if entries and not _begins_entry(fold(printed)) and not _ENTRY_END.search(entries[-1]):
            entries[-1] = f"{entries[-1]}\n{printed}"
        else:
            entries.append(printed)
    titles = [split_ordinal(_entry(clean(entry)))[1] for entry in entries if not _CONTAINER.match(fold(entry))]
    return [title for title in titles if _TABLE.search(fold(title)) and not _WHOLE.fullmatch(fold(title))]


def _begins_entry(text: str) -> bool:
    return bool(ORDINAL.match(text) or _NUMBER.match(text))


def _entry(text: str) -> str:
    return _LEADER.sub("", _BULLET.sub("", text).strip()).rstrip("；;。，, ")
