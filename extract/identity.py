"""Whose disclosure a document is: read from its own first pages, with its page's metadata as second witness."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from archive.classifications import divisions
from extract.result import Keys, Problem
from forms.text import clean, fold

BUDGET, FINAL = "预算", "决算"
DEPARTMENT, UNIT = "部门", "单位"
PROVINCE = "河南省"

_MARK = re.compile(r"[（(]\s*(汇总|本级|机关|部门|单位|含所属|本部|部门汇总|汇总部门|含下属单位)\s*[）)]")
_UNIT_MARK = re.compile(r"[（(]\s*(本级|机关|单位|本部)\s*[）)]")
_WHOLE_MARK = re.compile(r"[（(]\s*(汇总|部门|含所属|部门汇总|含下属单位)\s*[）)]")
_YEAR = re.compile(r"(20[0-3]\d)\s*年?")
_CHINESE_YEAR = re.compile(r"二[〇○零O0]([一二三四五六七八九〇○零O0])([一二三四五六七八九〇○零O0])年")
_CHINESE_DIGITS = {**{c: n for n, c in enumerate("〇一二三四五六七八九")}, "○": 0, "零": 0, "O": 0, "0": 0}
_SUBJECT = re.compile(
    r"^(?:附件\d*[：、]?)?(?P<before>[^0-9]*?)(?:20\d\d)年?(?:度)?(?P<after>.*?)(?P<scope>部门|单位)?(?:综合)?(?:收支)?(?P<stage>预算|决算)"
)
_YEARLESS = re.compile(
    r"^(?P<before>[^0-9。，]{4,40}?)(?P<after>)年?度?(?P<scope>部门|单位)(?P<stage>预算|决算)(公开|情况说明|说明|信息公开)*$"
)
_NOT_A_NAME = re.compile(
    r"^(关于|公开|信息|市级|市本级|区级|县级|省级|年度|的|部门|单位|公开文本|情况说明|目录|第一部分|附件)*$"
)
_PLACE_ONLY = re.compile(r"^[\u4e00-\u9fff]{2,12}(省|市|区|县|旗)(级|本级)?$")
_TAIL = re.compile(r"(关于|的|市级|区级|县级|所属|部门|单位|公开|年度|综合|收支|报告|信息|情况|说明|批复)+$")


@dataclass(frozen=True, slots=True)
class Hints:
    """What the collector knows: the site's place, the page's titles, what ``ingest`` was told. They
    fill what the document does not say, and are held against what it says."""

    city: str | None = None
    county: str | None = None
    department: str | None = None
    year: int | None = None
    title: str | None = None
    """Titles of the link and of the article, a line each, which name body, year and scope too."""
    file_name: str | None = None
    """What a person called the file (``outer.zip/inner.pdf``): asked last, and held against nothing."""


@dataclass(slots=True)
class Subject:
    """What one title line says."""

    department: str | None = None
    year: int | None = None
    stage: str | None = None
    scope: str | None = None


def without_mark(name: str) -> str:
    """A body's name without its bracketed scope mark: （汇总）（本级）（机关）."""
    return _MARK.sub("", clean(name)).strip(" 　:：，,")


def read_title(text: str) -> Subject:
    """Department, year, stage and scope from a title such as ``X局（汇总）2024年度部门预算``."""
    folded = fold(text)
    subject = Subject()
    chinese = _CHINESE_YEAR.search(folded)
    found = _YEAR.search(folded)
    if found:
        subject.year = int(found.group(1))
    elif chinese:
        subject.year = 2000 + 10 * _CHINESE_DIGITS[chinese.group(1)] + _CHINESE_DIGITS[chinese.group(2)]
        folded = _CHINESE_YEAR.sub(f"{subject.year}年", folded, count=1)
    if FINAL in folded:
        subject.stage = FINAL
    elif BUDGET in folded:
        subject.stage = BUDGET
    if re.search(r"单位(综合)?(预算|决算)", folded):
        subject.scope = UNIT
    elif re.search(r"部门(综合)?(收支)?(预算|决算)", folded):
        subject.scope = DEPARTMENT
    if _UNIT_MARK.search(folded):
        subject.scope = UNIT
    elif _WHOLE_MARK.search(folded):
        subject.scope = DEPARTMENT
    named = _SUBJECT.search(folded) or _YEARLESS.search(folded)
    if named:
        for part in (named["before"], named["after"]):
            name = _TAIL.sub("", without_mark(part).strip("-—_.,，、：《》<>"))
            name = re.sub(r"^(关于|公开|信息|附件\d*|部门预算|部门决算|第[一二三四五六七八九十]+部分)+", "", name)
            if name and len(name) >= 3 and not _NOT_A_NAME.match(name):
                subject.department = name
                break
    return subject


def read_keys(
    cover: Sequence[str], bodies: Sequence[str], titles: Sequence[str], hints: Hints
) -> tuple[Keys, list[Problem]]:
    """The keys of a disclosure, and where its witnesses disagree.

    ``cover``: printed lines before the contents; ``bodies``: names printed as 部门名称 above the
    tables; ``titles``: the tables' titles.
    """
    problems: list[Problem] = []
    own = _cover_subject(cover)
    witnesses = [read_title(line) for line in (hints.title or "").split("\n") if line.strip()]
    page = _first_said(witnesses)
    called = read_title(PurePosixPath(hints.file_name or "").stem)
    body = _common(without_mark(name) for name in bodies)
    if own.department and body and not same_body(own.department, body) and len(fold(own.department)) < 5:
        own.department = None
    if own.department and (
        _PLACE_ONLY.match(fold(own.department)) or (body and fold(body).endswith(fold(own.department)))
    ):
        own.department = body or own.department
    department = own.department or body or page.department
    if own.department and body and not same_body(own.department, body):
        problems.append(
            Problem("department_disagrees", f"封面写“{own.department}”，表上写“{body}”，按封面", None, body)
        )
    if body and own.department and fold(body).endswith(fold(own.department)) and len(body) > len(own.department):
        department = body
    years = Counter(int(y) for title in titles for y in _YEAR.findall(fold(title)))
    table_year = years.most_common(1)[0][0] if years else None
    year = own.year or table_year or page.year or hints.year or called.year
    if own.year and table_year and own.year != table_year:
        problems.append(
            Problem("year_disagrees", f"封面是 {own.year} 年，表上多为 {table_year} 年，按封面", None, str(table_year))
        )
    stages = Counter(FINAL if FINAL in title else BUDGET for title in titles if FINAL in title or BUDGET in title)
    stage = own.stage or (stages.most_common(1)[0][0] if stages else None) or page.stage or called.stage
    said = fold(hints.title or "")
    told = {word for word in (BUDGET, FINAL) if word in said or "预决算" in said}
    if stage and told and stage not in told:
        problems.append(Problem("stage_disagrees", f"文件是{stage}，网页写{page.stage}，按文件", None, page.stage))
    marks = [
        UNIT if _UNIT_MARK.search(fold(name)) else DEPARTMENT if _WHOLE_MARK.search(fold(name)) else None
        for name in bodies
    ]
    marked = _common(mark for mark in marks if mark)
    scope = own.scope or marked or page.scope or called.scope
    stated_year = hints.year or page.year
    if stated_year and year and stated_year != year:
        problems.append(
            Problem(
                "year_disagrees", f"文件是 {year} 年，网页或导入者写 {stated_year} 年，按文件", None, str(stated_year)
            )
        )
    department = department or hints.department or called.department
    stated_name = hints.department or page.department
    names = [name for name in (hints.department, *(witness.department for witness in witnesses)) if name]
    if stated_name and department and not any(same_body(name, department) for name in names):
        problems.append(
            Problem(
                "department_disagrees",
                f"文件写“{department}”，网页或导入者写“{stated_name}”，按文件",
                None,
                stated_name,
            )
        )
    city, county = place_of(department)
    stated_city, stated_county = place_of(hints.city)
    stated_city, stated_county = stated_city or hints.city, hints.county or stated_county
    if stated_city and city is None:
        city, county = stated_city, stated_county or county
    elif stated_city and city != stated_city:
        problems.append(
            Problem("city_disagrees", f"文件属于{city}，网站或导入者写{hints.city}，按文件", None, hints.city)
        )
    elif stated_county and county is None:
        county = stated_county
    return Keys(
        city, county, department, year, stage, scope or DEPARTMENT, _title(cover) or _own_title(cover, hints)
    ), problems


def _first_said(witnesses: Sequence[Subject]) -> Subject:
    """What the titles say, the first that says it.

    A file's link names a unit where the article names its department.
    """
    said = Subject()
    for witness in witnesses:
        for name in ("department", "year", "stage", "scope"):
            if getattr(said, name) is None:
                setattr(said, name, getattr(witness, name))
    return said


def _common(values: object) -> str | None:
    counted = Counter(value for value in values if value)  # type: ignore[attr-defined]
    return counted.most_common(1)[0][0] if counted else None


def same_body(one: str, other: str) -> bool:
    """Whether two printed names can be one body's: one contains the other."""
    a, b = fold(one), fold(other)
    return a in b or b in a


def _cover_subject(cover: Sequence[str]) -> Subject:
    """The cover's title is wrapped over lines: the shortest run of lines that names body, year and stage."""
    # without a contents page the lines of the first pages come along: a note that names a year is no title
    lines = [clean(line) for line in cover if fold(line) and not re.search(r"^注：|。", fold(line))]
    best = Subject()
    for size in (1, 2, 3, 4, 5):
        for start in range(max(1, min(len(lines), 14) - size + 1)):
            subject = read_title("".join(lines[start : start + size]))
            if subject.department and subject.year and subject.stage:
                _prepend(subject, lines[max(0, start - 3) : start])
                following = read_title("".join(lines[start : start + 6]))
                subject.scope = subject.scope or following.scope
                return subject
            for name in ("department", "year", "stage", "scope"):
                if getattr(best, name) is None:
                    setattr(best, name, getattr(subject, name))
    return best


def _own_title(cover: Sequence[str], hints: Hints) -> str | None:
    """Without a cover the page's words for the file; failing them its first printed line."""
    said = next((line.strip() for line in (hints.title or "").split("\n") if line.strip()), None)
    return said or next((clean(line) for line in cover if fold(line) and _can_be_title(line)), None)


_LONGEST_TITLE = 80
"""Characters; what is longer is a sentence of the narrative."""
_NAME_LINE = re.compile(r"^[\u4e00-\u9fff（）、]{2,24}$")


_BEFORE_A_PLACE = re.compile(r"^(中共|中国共产党|政协|民革|民盟|共青团)$")


def _prepend(subject: Subject, before: Sequence[str]) -> None:
    """A name wrapped over cover lines: the lines above that are nothing but the beginning of a name.

    A name that begins with its place is whole: what stands above it is a menu or another line of the cover.
    """
    placed = subject.department is not None and place_of(subject.department)[0] is not None
    for line in reversed(before):
        if placed and not _BEFORE_A_PLACE.match(fold(line)):
            return
        text = fold(line)
        if not _NAME_LINE.match(text) or re.search(
            r"附件|公开|目录|预算|决算|说明|样例|局$|厅$|委员会$|办公室$|中心$", text
        ):
            return
        subject.department = text + (subject.department or "")


def _title(cover: Sequence[str]) -> str | None:
    lines = [clean(line) for line in cover if fold(line)]
    for size in (1, 2, 3, 4):
        for start in range(max(0, min(len(lines), 10) - size + 1)):
            text = "".join(lines[start : start + size])
            subject = read_title(text)
            if subject.year and subject.stage and subject.department and _can_be_title(text):
                return text
    return None


def _can_be_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and "。" not in text


def place_of(department: str | None) -> tuple[str | None, str | None]:
    """(city, county) that a body's name begins with; of other provinces the city as printed."""
    if not department:
        return None, None
    name = re.sub(r"^中共|^中国共产党|^政协|^民革|^民盟|^共青团", "", fold(department))
    if name.startswith(PROVINCE):
        return PROVINCE, None
    for division in divisions():
        if division.level == "city" and name.startswith(division.name):
            county = next(
                (
                    c.name
                    for c in divisions()
                    if c.parent == division.division_code and name[len(division.name) :].startswith(c.name)
                ),
                None,
            )
            return division.name, county
    counties = [division for division in divisions() if division.level == "county" and name.startswith(division.name)]
    if len(counties) == 1:
        city = next((d.name for d in divisions() if d.division_code == counties[0].parent), None)
        return city, counties[0].name
    other = re.match(r"^([^市县区省]{2,3}(?:市|自治州|地区|盟))([^市县区]{1,4}(?:区|县|市))?", name)
    if other:
        return other.group(1), other.group(2) if other.group(2) and not re.search(
            r"社区|小区", other.group(2)
        ) else None
    province = re.match(r"^[^市县区省]{2,3}省", name)
    return (province.group(), None) if province else (None, None)
