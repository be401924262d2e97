"""What one title says: body, year, stage and scope of a disclosure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.identity.places import is_place, place_of
from forms.bodies import body_key, endings
from forms.text import clean, fold

BUDGET, FINAL = "预算", "决算"
DEPARTMENT, UNIT = "部门", "单位"

YEAR = re.compile(r"(20[0-3]\d)\s*年?")
_CHINESE_YEAR = re.compile(r"二[〇○零O0]([一二三四五六七八九〇○零O0])([一二三四五六七八九〇○零O0])年")
_CHINESE_DIGITS = {**{c: n for n, c in enumerate("〇一二三四五六七八九")}, "○": 0, "零": 0, "O": 0, "0": 0}

_MARK = re.compile(r"[（(]\s*(汇总|本级|机关|部门|单位|含所属|本部|部门汇总|汇总部门|含下属单位)\s*[）)]")
_UNIT_MARK = re.compile(r"[（(]\s*(本级|机关|单位|本部)\s*[）)]")
_WHOLE_MARK = re.compile(r"[（(]\s*(汇总|部门|含所属|部门汇总|含下属单位)\s*[）)]")

_SUBJECT = re.compile(
    r"^(?:附[件表录][一二三四五六七八九十\d-]*[：:、]?)?(?P<before>[^0-9]*?)(?:20\d\d)年?(?:度)?(?P<after>.*?)(?P<scope>部门|单位)?(?:综合)?(?:收支)?(?P<stage>预算|决算)"
)
_YEARLESS = re.compile(
    r"^(?P<before>[^0-9。,]{4,40}?)(?P<after>)年?度?(?P<scope>部门|单位)(?P<stage>预算|决算)(公开|情况说明|说明|信息公开)*$"
)
_NOT_A_NAME = re.compile(
    r"^(关于|公开|信息|市级|市本级|区级|县级|省级|年度|的|部门|单位|公开文本|情况说明|目录|第一部分|附件"
    r"|政府性基金|国有资本经营|一般公共|社会保险基金|财政拨款|项目支出|基本支出|政府采购|支出|收入|收支|“?三公”?经费)*$"
)
_BODY = re.compile(rf"(?:{endings()}|办|园|台)$")
_HEAD = re.compile(r"^(关于|公开|信息|附件\d*|部门预算|部门决算|第[一二三四五六七八九十]+部分)+")
_TAIL = re.compile(
    r"(政府性基金|国有资本经营|一般公共|财政拨款|关于|的|市级|区级|县级|所属|部门|单位|公开|年度|综合|收支|收入|支出|报告|信息|情况|说明|批复)+$"
)


@dataclass(slots=True)
class Subject:
    """What one title line says."""

    department: str | None = None
    year: int | None = None
    stage: str | None = None
    scope: str | None = None

    def fill(self, other: Subject) -> None:
        """Takes over from ``other`` what this one does not say."""
        for name in ("department", "year", "stage", "scope"):
            if getattr(self, name) is None:
                setattr(self, name, getattr(other, name))


def first_said(witnesses: Sequence[Subject]) -> Subject:
    """What several titles say, the first that says it: a link names a unit where its article names the department."""
    said = Subject()
    for witness in witnesses:
        said.fill(witness)
    return said


def without_mark(name: str) -> str:
    """A body's name without its bracketed scope mark: （汇总）（本级）（机关）."""
    return _MARK.sub("", clean(name)).strip(" 　:：，,")


def scope_mark(name: str) -> str | None:
    """The scope that a bracketed mark in the name tells."""
    folded = fold(name)
    return UNIT if _UNIT_MARK.search(folded) else DEPARTMENT if _WHOLE_MARK.search(folded) else None


def same_body(one: str, other: str) -> bool:
    """Whether two printed names can be one body's: one contains the other."""
    a, b = body_key(one), body_key(other)
    return a in b or b in a


def read_title(text: str) -> Subject:
    """Department, year, stage and scope from a title such as ``X局（汇总）2024年度部门预算``."""
    folded = fold(text)
    subject = Subject()
    chinese = _CHINESE_YEAR.search(folded)
    found = YEAR.search(folded)
    if found:
        subject.year = int(found.group(1))
    elif chinese:
        subject.year = 2000 + 10 * _CHINESE_DIGITS[chinese.group(1)] + _CHINESE_DIGITS[chinese.group(2)]
        folded = _CHINESE_YEAR.sub(f"{subject.year}年", folded, count=1)
    subject.stage = stage_in(folded)
    subject.scope = scope_mark(text) or _scope_in(folded)
    subject.department = _name_in(folded)
    return subject


def stage_in(text: str) -> str | None:
    """决算 where the word stands anywhere, else 预算 where that one does."""
    return FINAL if FINAL in text else BUDGET if BUDGET in text else None


def _scope_in(folded: str) -> str | None:
    if re.search(r"单位(综合)?(预算|决算)", folded):
        return UNIT
    return DEPARTMENT if re.search(r"部门(综合)?(收支)?(预算|决算)", folded) else None


def _name_in(folded: str) -> str | None:
    named = _SUBJECT.search(folded) or _YEARLESS.search(folded)
    parts = [_bare(part) for part in (named["before"], named["after"])] if named else []
    names = [name for name in parts if len(name) >= 3 and not _NOT_A_NAME.match(name)]
    if len(names) > 1 and _BODY.search(names[1]):
        if is_place(names[0]):
            return "".join(names)  # 许昌市2024年教育局部门预算: the year stands within the name
        if _scope_in(folded) == UNIT and place_of(names[1])[0]:
            return names[1]  # 洛阳市教育局2024年洛阳市第一高级中学单位预算
    return names[0] if names else None


def _bare(part: str) -> str:
    return _HEAD.sub("", _TAIL.sub("", without_mark(part).strip("-—_.,，、：《》<>")))
