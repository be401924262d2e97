"""Indicator targets that are numbers: ``≤257.84万元`` → sign, value, unit."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from forms.money import NIL
from forms.text import fold, set_characters

_TARGET = re.compile(
    r"^\s*((?:[<>＜＞﹤﹥]\s*[=＝]|[≤≥<>=＜＞≦≧⩽⩾＝﹤﹥])?)\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*([^\d\s=≤≥<>][^\d]{0,11})?\s*$"
)
_DATE = re.compile(r"^\s*(20\d\d\s*年|\d{1,2}\s*[月日号]\s*(底|末|初|[上中下]旬|以?前|之前))")
_SIGNS = str.maketrans("＜＞≦≧⩽⩾＝﹤﹥", "<>≤≥≤≥=<>", " \u3000\xa0")
_IN_TWO = {"<=": "≤", ">=": "≥"}


def parse_target(text: str | None) -> dict[str, Any]:
    """``target_sign``, ``target_value`` (exact, in the printed unit) and ``target_unit``; empty for words
    and for dates (12月底前)."""
    # the narrow cell of a target breaks inside a number: ≥9 5%
    printed = re.sub(r"(?<=[\d.])\s(?=[\d.]*[\d%])", "", set_characters(text or ""))
    found = _TARGET.match(printed)
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
