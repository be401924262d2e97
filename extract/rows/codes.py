"""Codes of accounts as they are printed: beside a name in one cell, level by level, with their noughts lost."""

from __future__ import annotations

import re

from archive.classifications import account_codes
from forms.text import fold, set_characters

ACCOUNT_CODES = ("function_code", "department_economic_code", "government_economic_code")

_LEVELS = re.compile(r"^[（\[【]?(\d{3})[-.](\d{2})(?:[-.](\d{2}))?[）\]】]?$")
_BRACKETED = re.compile(r"^[（\[【](\d{3,})[）\]】]$")
_IN_FRONT = re.compile(r"^[（\[【]?(\d{3,})[）\]】]?[-—_－.、]*[^\d\-—_－.、]")
_BEHIND = re.compile(r"^\D+[（\[【](\d{3}|\d{5,7}|\d{9})[）\]】]$")
_BEHIND_PRINTED = re.compile(r"\s*[（(\[【]\d+[）)\]】]\s*$")
_UNIT_IN_FRONT = re.compile(r"^(?:\d{6}(?:\d{3})?|[（(\[【]?\d{3}[）)\]】\-—_－])(?!\d)")
"""What is a unit's code in front of its name: 110 alone may be a part of the name."""
_WHOLE = re.compile(r"^\d{3}(\d{2}){0,2}$")


def level(printed: str, place: int) -> str:
    """One level of a code as it is written: 款 and 项 have a nought in front that numbers in a worksheet lose."""
    return f"0{printed}" if place and len(printed) == 1 else printed


def is_account(code: str) -> bool:
    """True for three, five or seven digits of which the first three are a 类 of the classification."""
    return bool(_WHOLE.match(code)) and code[:3] in account_codes()


def parted(text: str) -> tuple[str | None, str | None]:
    """(code, name): 201-03-01, [2010301], 2010301-行政运行, （2010301）行政运行, 行政运行（2010301）; a text without a
    code is a name."""
    folded = fold(text)
    if folded.isdecimal():
        return folded, None
    if levels := _LEVELS.match(folded):
        return "".join(filter(None, levels.groups())), None
    if alone := _BRACKETED.match(folded):
        return alone[1], None
    if front := _IN_FRONT.match(folded):
        digits = r"\s*".join(front[1])  # a narrow cell may have broken them: [20828 01]行政运行
        return front[1], re.sub(rf"^\s*[（(\[【]?\s*{digits}\s*[）)\]】]?[\s\-—_－.、]*", "", text)
    if behind := _BEHIND.match(folded):
        return behind[1], _BEHIND_PRINTED.sub("", text)
    return None, text or None


def unit_parted(text: str) -> tuple[str | None, str]:
    """(code, name) of a unit printed in one cell: 105001鹤城市信访局, 105-鹤城市信访局."""
    code, name = parted(text) if _UNIT_IN_FRONT.match(set_characters(text).strip()) else (None, text)
    return (code, name) if code and name and "\u4e00" <= name[0] <= "\u9fff" else (None, text)
