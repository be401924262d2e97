"""The columns of indicators that are listed downward: three levels, what is asked for, in one column or in three.

Targets that are numbers are read: ``≤257.84万元`` → sign, value, unit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from extract.rows.found import FoundRows
from forms.money import NIL
from forms.text import fold, set_characters

LEVEL3 = re.compile(r"^三级指标|^(绩效)?指标(内容|名称)$")
_COLUMNS = (
    ("level1", re.compile(r"^一级指标|^指标类(型|别)$")),
    ("level2", re.compile(r"^二级指标")),
    ("level3", LEVEL3),
    ("sign", re.compile(r"^(指标性质|指标方向性?|比较符号?|运算符号?|计算符号?)$")),
    ("unit", re.compile(r"^(计量|度量|指标(值)?).?单位$")),
)
_TARGET = (
    re.compile(r"^(年度|绩效)?(指标|目标)值(（.*）)?$"),
    re.compile(r"指标值|目标值|^年度指标"),
    re.compile(r"绩效指标$"),
)
"""What is asked for, of the year before a project's whole term. It stands right of its indicator: left of that the same
words name a part of the form."""
_DIMENSION = (
    ("成本", re.compile(r"成本")),
    ("满意度", re.compile(r"满意")),
    ("效益", re.compile(r"效益|效果|影响")),
    ("产出", re.compile(r"产出|数量|质量|时效")),
)
_UNFILLED = re.compile(r"^((指标|目标|任务)\d{1,2}[：:]?|…+|\.{3,})+$")
_SUM = re.compile(r"^(总分|合计)$")
_NUMBER = re.compile(
    r"^\s*((?:[<>＜＞﹤﹥]\s*[=＝]|[≤≥<>=＜＞≦≧⩽⩾＝﹤﹥])?)\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(%[^\d\s]{0,4}|[^\d\s=≤≥<>%][^\d]{0,11})?\s*$"
)
_DATE = re.compile(r"^\s*(20\d\d\s*年|\d{1,2}\s*[月日号]\s*(底|末|初|[上中下]旬|以?前|之前))")
_SIGNS = str.maketrans("＜＞≦≧⩽⩾＝﹤﹥", "<>≤≥≤≥=<>", " \u3000\xa0")
_NARROW = str.maketrans("．％", ".%")
_IN_TWO = {"<=": "≤", ">=": "≥"}


def places_of(header: Sequence[str]) -> dict[str, int]:
    """The places of ``level1`` to ``level3``, ``sign``, ``target`` and ``unit`` among a header's folded words."""
    places: dict[str, int] = {}
    for name, pattern in _COLUMNS:
        place = next((n for n, text in enumerate(header) if pattern.search(text)), None)
        if place is not None:
            places[name] = place
    free = [n for n in range(places.get("level3", 0), len(header)) if n not in places.values()]
    target = next((n for pattern in _TARGET for n in free if pattern.search(header[n])), None)
    return places if target is None else {**places, "target": target}


def printed_at(texts: Sequence[str], place: int | None) -> str:
    """What a row prints in a column; nothing where it has no such column."""
    return texts[place] if place is not None and 0 <= place < len(texts) else ""


def target_in(texts: Sequence[str], places: Mapping[str, int]) -> str:
    """What a row asks for, its sign and unit with it: ≥ | 90 | %."""
    sign, target, unit = (printed_at(texts, places.get(name)) for name in ("sign", "target", "unit"))
    return whole_target(sign, target, unit)


def is_unfilled(text: str) -> bool:
    """True for what a form prints where nobody has filled it in: 指标1：, 目标1：目标2：……"""
    return _UNFILLED.match(fold(text)) is not None


def dimension_of(level1: str, level2: str) -> str | None:
    """成本, 产出, 效益 or 满意度, as the first level says, else both together."""
    for words in (level1, level1 + level2):
        found = next((name for name, pattern in _DIMENSION if pattern.search(words)), None)
        if found is not None:
            return found
    return None


def add_target(
    found: FoundRows,
    at: int,
    texts: Sequence[str],
    places: Mapping[str, int],
    levels: Mapping[str, str],
    project: Mapping[str, Any],
    unplaced: dict[str, str],
) -> None:
    """Adds the row of ``project_targets`` that a printed row is, or a problem. ``levels``: the first two, as printed
    here or above; ``unplaced``: what stands in columns that have no place in the table."""
    indicator, target = printed_at(texts, places["level3"]), target_in(texts, places)
    printed = " | ".join(text for text in texts if text)
    if not indicator or _SUM.match(fold(indicator)):
        if target and not any(_SUM.match(fold(text)) for text in texts):
            found.tell(at, "row_unplaced", "指标行没有三级指标", printed)
        return
    if not target and is_unfilled(indicator):
        return
    dimension = dimension_of(levels.get("level1", ""), levels.get("level2", ""))
    if dimension is None and "level1" in places:
        found.tell(at, "dimension_unknown", "指标的类别不是成本、产出、效益或满意度", printed)
        return
    record = {name: project.get(name) for name in ("project_code", "project", "budget_unit")}
    record |= {"dimension": dimension, "level2": levels.get("level2"), "indicator": indicator}
    record |= {"target": target or None, **parse_target(target), "unplaced": unplaced}
    found.add("project_targets", at, record)


def tell_without_level1(found: FoundRows, at: int, of: str) -> None:
    """The problem of a table that prints no first level; ``of``: what names the table."""
    told = "该表没有印指标的类别（成本、产出、效益或满意度），各行的类别为空"
    found.tell(at, "dimension_unknown", told, of)


def parse_target(text: str | None) -> dict[str, Any]:
    """``target_sign``, ``target_value`` (exact, in the printed unit) and ``target_unit``; empty for words
    and for dates (12月底前)."""
    # the narrow cell of a target breaks inside a number: ≥9 5%
    printed = re.sub(r"(?<=[\d.])\s(?=[\d.]*[\d%])", "", set_characters(text or "").translate(_NARROW))
    found = _NUMBER.match(printed)
    if not found or _DATE.match(printed):
        return {}
    sign, number, unit = found.groups()
    sign = sign.translate(_SIGNS)
    return {
        "target_sign": _IN_TWO.get(sign, sign) or None,
        "target_value": Decimal(number.replace(",", "")),
        "target_unit": (unit or "").strip() or None,
    }


def whole_target(sign: str, value: str, unit: str) -> str:
    """≥ | 90 | % in columns of their own as one target; words have no sign of equality and nothing is counted in 无."""
    unit = "" if fold(unit) in (*NIL, "无") else unit
    whole = f"{sign}{value}{unit}"
    if value and not parse_target(whole) and (sign.startswith("定性") or fold(sign) in ("=", "＝")):
        return f"{value}{unit}"
    return whole if value else ""
