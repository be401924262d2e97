"""A file that holds several disclosures: a department's and its units', one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.document import Line, Page, Source
from extract.identity import Subject, read_title, same_body
from forms.bodies import endings
from forms.text import fold

_MOST_COVER_LINES = 14
_FEWEST_GRIDS = 3
_LONGEST_LINE = 40
_MOST_TITLE_LINES = 3
_TITLE_END = re.compile(r"(预算|决算)(公开|信息|文本|草案|报告|情况|说明|[（）])*$")
"""A title line of the whole, not of one of its tables."""
_CONTENTS = ("目录", "目次")
_NOT_A_COVER = re.compile(r"第[一二三四五]部分|[。；：]|^[（]?[一二三四五六七八九十\d]+[）、.]")
_BODY = re.compile(rf"^[\u4e00-\u9fff（）、]{{2,40}}({endings()}|台|园|库)([（(].*[）)])?$")


def disclosures_in(source: Source) -> list[Source]:
    """The document parted at each cover that names another body or scope than the part before it.

    Without pages (text, Word, web pages, workbooks) a title in lines of its own is a cover. A part
    without tables of its own stays with the part before it, so that a title page inside a disclosure
    parts nothing.
    """
    parts: list[list[Page]] = [[]]
    subject: Subject | None = None
    for page, cover in (found for whole in source.pages for found in _covered(whole)):
        if cover is not None and subject is not None and _another(cover, subject) and _has_tables(parts[-1]):
            parts.append([])
        if cover is not None and (subject is None or not parts[-1]):
            subject = cover
        parts[-1].append(page)
    if len(parts) > 1 and not _has_tables(parts[-1]):
        parts[-2].extend(parts.pop())
    return [replace(source, pages=pages) for pages in parts] if len(parts) > 1 else [source]


def _covered(page: Page) -> Iterator[tuple[Page, Subject | None]]:
    """(page, what its cover says); one without a number in as many pieces as titles of different bodies part it."""
    if page.number is not None:
        yield page, _cover(page)
        return
    subject: Subject | None = None
    rest = page
    for line, title in list(_titles(page)):
        if subject is not None and _another(title, subject):
            before, rest = _cut(rest, line)
            yield before, subject
        elif subject is not None:
            continue
        subject = title
    yield rest, subject


def _titles(page: Page) -> Iterator[tuple[Line, Subject]]:
    """Titles of disclosures among the lines outside the tables, each with its first line."""
    n = 0
    while n < len(page.prose):
        said = next(filter(None, (_title(page.prose[n : n + size]) for size in range(1, _MOST_TITLE_LINES + 1))), None)
        if said is not None:
            yield page.prose[n], said
        n += 1


def _title(lines: list[Line]) -> Subject | None:
    texts = [fold(line.text) for line in lines]
    if any(_NOT_A_COVER.search(text) or len(text) > _LONGEST_LINE for text in texts):
        return None
    whole = "".join(texts)
    return _named(read_title(whole)) if _TITLE_END.search(whole) else None


def _cut(page: Page, line: Line) -> tuple[Page, Page]:
    """A page without a number in two: what comes before a line outside its tables, and the rest from it on."""
    at = next(n for n, other in enumerate(page.prose) if other is line)
    after = {id(other) for other in page.prose[at:]}
    first = next((n for n, grid in enumerate(page.grids) if any(id(other) in after for other in grid.lead)), None)
    first = len(page.grids) if first is None else first
    grids = [replace(grid, lead=[above for above in grid.lead if id(above) in after]) for grid in page.grids[first:]]
    lines = next(n for n, other in enumerate(page.lines) if other.text == line.text and n >= at)
    words = _words_before(page, first)
    return (
        Page(None, page.lines[:lines], page.grids[:first], page.prose[:at], page.tokens[:words], page.recognised),
        Page(None, page.lines[lines:], grids, page.prose[at:], page.tokens[words:], page.recognised),
    )


def _words_before(page: Page, first: int) -> int:
    """How many lines of the page's words belong to what stands before its grid ``first``."""
    at = 0
    for row in (row for grid in page.grids[:first] for row in grid.rows):
        printed = [" ".join(cell.text.split()) for cell in row if cell is not None and cell.text.strip()]
        at = next((n + 1 for n in range(at, len(page.tokens)) if [w for w in page.tokens[n] if w] == printed), at)
    return at


def _cover(page: Page) -> Subject | None:
    """What a title page says: few lines, no table, and a body, a year and a stage among them. The contents may
    begin on the same page."""
    lines = [line.text for line in page.prose if fold(line.text)]
    lines = lines[: next((n for n, line in enumerate(lines) if n and fold(line) in _CONTENTS), None)]
    if page.grids or not lines or len(lines) > _MOST_COVER_LINES:
        return None
    if any(_NOT_A_COVER.search(fold(line)) or len(fold(line)) > _LONGEST_LINE for line in lines):
        return None
    return _named(read_title("".join(lines[:6])))


def _named(subject: Subject) -> Subject | None:
    named = subject.department is not None and _BODY.match(fold(subject.department))
    return subject if named and subject.year and subject.stage else None


def _another(cover: Subject, before: Subject) -> bool:
    other_scope = cover.scope is not None and before.scope is not None and cover.scope != before.scope
    other_body = not same_body(cover.department or "", before.department or "")
    return other_scope or other_body or cover.year != before.year or cover.stage != before.stage


def _has_tables(pages: list[Page]) -> bool:
    return sum(len(page.grids) for page in pages) >= _FEWEST_GRIDS
