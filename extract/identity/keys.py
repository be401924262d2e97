"""The keys of a disclosure from its witnesses, and where they disagree.

The document speaks first: its cover, then its tables. Its page's titles come next, then who ingested it, at last the
file's name. A later witness fills what the earlier ones do not say; where two of them differ a problem tells both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeVar

from archive.extracted import Keys, Problem
from extract.identity.cover import cover_subject, labelled, named_alone, title_of
from extract.identity.places import is_place, place_of
from extract.identity.titles import (
    BUDGET,
    DEPARTMENT,
    FINAL,
    YEAR,
    Subject,
    first_said,
    read_title,
    same_body,
    scope_mark,
    stage_in,
    without_mark,
)
from forms.text import fold

T = TypeVar("T")
_NUMBERED = re.compile(r"^[（(]?\d{1,3}[)）.．、_ -]+")
_SHORTEST_NAME = 5
"""Characters of a body's name that a cover alone can be believed."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What the collector knows: the site's place, the page's titles, what ``ingest`` was told.

    They fill what the document does not say, and are held against what it says.
    """

    city: str | None = None
    county: str | None = None
    department: str | None = None
    year: int | None = None
    title: str | None = None
    """Titles of the link and of the article, a line each, which name body, year and scope too."""
    file_name: str | None = None
    """What a person called the file (``outer.zip/inner.pdf``): asked last, and held against nothing."""
    member: str | None = None
    """What the file is called in a container (``schools/first.pdf``), whose page tells of all its members together:
    asked before the page's titles."""


@dataclass(frozen=True, slots=True)
class _Witnesses:
    cover: Subject
    tables: Subject
    page: Subject
    titles: Sequence[Subject]
    """What each title of the page says; ``page`` is what they say together."""
    file_name: Subject
    hints: Hints


def read_keys(
    cover: Sequence[str], bodies: Sequence[str], titles: Sequence[str], hints: Hints
) -> tuple[Keys, list[Problem]]:
    """The keys of a disclosure, and where its witnesses disagree.

    ``cover``: printed lines before the contents; ``bodies``: names printed as 部门名称 above the
    tables, in whose place a name so labelled on the cover stands, or one that is a line of its own;
    ``titles``: the tables' titles.
    """
    member = [name for name in _names_in(hints.member) if place_of(read_title(name).department)[0]]
    of_page = [read_title(line) for line in (*member, *(hints.title or "").split("\n")) if line.strip()]
    called = first_said([read_title(name) for name in _names_in(hints.file_name)])
    of_cover = cover_subject(cover)
    bodies = bodies or labelled(cover)
    if of_cover.department is None or is_place(of_cover.department):
        bodies = bodies or named_alone(cover)[:1]
    said = _Witnesses(of_cover, _of_tables(bodies, titles), first_said(of_page), of_page, called, hints)
    problems: list[Problem] = []
    department = _department(said, problems)
    year = _year(said, problems)
    stage = _stage(said, problems)
    scope = said.cover.scope or said.tables.scope or said.page.scope or said.file_name.scope or DEPARTMENT
    city, county = _place(department, hints, problems)
    title = title_of(cover, "\n".join(member) or hints.title)
    return Keys(city, county, department, year, stage, scope, title), problems


def _names_in(path: str | None) -> list[str]:
    """The names that a path consists of, the innermost first, without their numbers and the endings of files."""
    return [_NUMBERED.sub("", PurePosixPath(part).stem) for part in reversed(PurePosixPath(path or "").parts)]


def _of_tables(bodies: Sequence[str], titles: Sequence[str]) -> Subject:
    return Subject(
        _most(without_mark(name) for name in bodies),
        _most(int(year) for title in titles for year in YEAR.findall(fold(title))),
        _most(stage_in(title) for title in titles),
        _most(scope_mark(name) for name in bodies),
    )


def _most(values: Iterable[T | None]) -> T | None:
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else None


def _department(said: _Witnesses, problems: list[Problem]) -> str | None:
    own, hints = _of_document(said, problems), said.hints
    department = own or said.page.department or hints.department or said.file_name.department
    stated = hints.department or said.page.department
    names = [name for name in (hints.department, *(title.department for title in said.titles)) if name]
    if stated and department and not any(same_body(name, department) for name in names):
        told = f"文件写“{department}”，网页或导入者写“{stated}”，按文件"
        problems.append(Problem("department_disagrees", told, None, stated))
    return department


def _of_document(said: _Witnesses, problems: list[Problem]) -> str | None:
    """The name on the cover, or the tables' where the cover prints only a part of it or only a place."""
    cover, body = said.cover.department, said.tables.department
    if not (cover and body):
        return cover or body
    if fold(body).endswith(fold(cover)) or is_place(cover):
        return body
    if same_body(cover, body):
        return cover
    if len(fold(cover)) < _SHORTEST_NAME:
        return body
    told = f"封面写“{cover}”，表上写“{body}”，按封面"
    problems.append(Problem("department_disagrees", told, None, body))
    return cover


def _year(said: _Witnesses, problems: list[Problem]) -> int | None:
    own, of_tables, hints = said.cover.year, said.tables.year, said.hints
    if own and of_tables and own != of_tables:
        told = f"封面是 {own} 年，表上多为 {of_tables} 年，按封面"
        problems.append(Problem("year_disagrees", told, None, str(of_tables)))
    year = own or of_tables or said.page.year or hints.year or said.file_name.year
    stated = hints.year or said.page.year
    if stated and year and stated != year:
        told = f"文件是 {year} 年，网页或导入者写 {stated} 年，按文件"
        problems.append(Problem("year_disagrees", told, None, str(stated)))
    return year


def _stage(said: _Witnesses, problems: list[Problem]) -> str | None:
    stage = said.cover.stage or said.tables.stage or said.page.stage or said.file_name.stage
    printed = fold(said.hints.title or "")
    told = {word for word in (BUDGET, FINAL) if word in printed or "预决算" in printed}
    if stage and told and stage not in told:
        message = f"文件是{stage}，网页写{said.page.stage}，按文件"
        problems.append(Problem("stage_disagrees", message, None, said.page.stage))
    return stage


def _place(department: str | None, hints: Hints, problems: list[Problem]) -> tuple[str | None, str | None]:
    """(city, county): where the body's name begins with a place that one, else the site's."""
    city, county = place_of(department)
    stated_city, stated_county = place_of(hints.city)
    stated_city, stated_county = stated_city or hints.city, hints.county or stated_county
    if stated_city and city is None:
        return stated_city, stated_county or county
    if stated_city and city != stated_city:
        told = f"文件属于{city}，网站或导入者写{hints.city}，按文件"
        problems.append(Problem("city_disagrees", told, None, hints.city))
        return city, county
    return city, county or stated_county
