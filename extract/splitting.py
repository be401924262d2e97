"""A file that holds several disclosures: a department's and its units', one after another."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.document import Page, Source
from extract.identity import Subject, read_title, same_body
from forms.text import fold

_MOST_COVER_LINES = 14
_FEWEST_GRIDS = 3
_LONGEST_LINE = 40
_NOT_A_COVER = re.compile(r"第[一二三四五]部分|[。；：]|^[（]?[一二三四五六七八九十\d]+[）、.]")
_BODY = re.compile(
    r"^[\u4e00-\u9fff（）、]{2,40}(局|委|委员会|办公室|厅|会|院|中心|处|队|站|馆|校|学|部|室|署|所|团|社|台|府|街道|镇|乡|园|库)([（(].*[）)])?$"
)


def disclosures_in(source: Source) -> list[Source]:
    """The document parted at each cover that names another body or scope than the part before it.

    A part without tables of its own stays with the part before it, so that a title page inside a
    disclosure parts nothing.
    """
    parts: list[list[Page]] = [[]]
    subject: Subject | None = None
    for page in source.pages:
        cover = _cover(page)
        if cover is not None and subject is not None and _another(cover, subject) and _has_tables(parts[-1]):
            parts.append([])
        if cover is not None and (subject is None or not parts[-1]):
            subject = cover
        parts[-1].append(page)
    if len(parts) > 1 and not _has_tables(parts[-1]):
        parts[-2].extend(parts.pop())
    return [replace(source, pages=pages) for pages in parts] if len(parts) > 1 else [source]


def _cover(page: Page) -> Subject | None:
    """What a title page says: few lines, no table, and a body, a year and a stage among them."""
    lines = [line.text for line in page.prose if fold(line.text)]
    if page.grids or not lines or len(lines) > _MOST_COVER_LINES:
        return None
    if any(_NOT_A_COVER.search(fold(line)) or len(fold(line)) > _LONGEST_LINE for line in lines):
        return None
    subject = read_title("".join(lines[:6]))
    named = subject.department is not None and _BODY.match(fold(subject.department))
    return subject if named and subject.year and subject.stage else None


def _another(cover: Subject, before: Subject) -> bool:
    other_scope = cover.scope is not None and before.scope is not None and cover.scope != before.scope
    other_body = not same_body(cover.department or "", before.department or "")
    return other_scope or other_body or cover.year != before.year or cover.stage != before.stage


def _has_tables(pages: list[Page]) -> bool:
    return sum(len(page.grids) for page in pages) >= _FEWEST_GRIDS
