"""Printed amounts and units, exactly: text → Decimal → yuan. No binary floating point anywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from forms.text import fold

UNITS: dict[str, Decimal] = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10000),
    "百万元": Decimal(1000000),
    "亿元": Decimal(100000000),
}
"""Printed money units in yuan."""
UNIT = "|".join(UNITS)
"""Any of them, in a regular expression."""

_STATED = re.compile(rf"(?:金额)?单位(?:名称)?[：]?[（]?(?:人民币)?[：]?({UNIT})(?![/人])")
_LABELLED = re.compile(rf"（({UNIT})）")
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NUMBER = re.compile(rf"^[-−﹣–+＋]?{_DIGITS}$|^[（]{_DIGITS}[）]$")
_PROJECT_CODE = re.compile(r"^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])\d{4}[12]\d{13,14}$")
"""A division's code, the year and a number."""
_BEHIND = re.compile(rf"^(.*\d[）]?)({UNIT})$")
_PARTED = re.compile(r"(?<=\d)[ \u00a0\u3000]+(?=\d)")
_CURRENCY = re.compile(r"^([-−﹣–+＋（]?)¥")
NIL = frozenset({"", "-", "—", "–", "－", "/", "--", "——", "---", "−", "\\", "*", "**"})


def find_unit(text: str) -> str | None:
    """The money unit a line such as ``金额单位：万元`` states, or ``None``."""
    found = _STATED.search(fold(text))
    return found.group(1) if found else None


def labelled_unit(text: str) -> str | None:
    """The money unit in brackets behind a label such as ``资金总额（万元）``, or ``None``."""
    found = _LABELLED.search(fold(text))
    return found.group(1) if found else None


def _figure(text: str | None) -> str:
    """The text as numbers are compared, without the currency in front of it: ``¥ 1,234.00``, ``-￥5``, ``¥ -``."""
    return (text or "").strip() if _holds_two(text or "") else _CURRENCY.sub(r"\1", fold(text))


def _holds_two(text: str) -> bool:
    """True for two figures in one cell (39 27.90). A figure is broken at its point or comma (39. 50), or set apart
    digit by digit."""
    return bool(_PARTED.search(text)) and any(len(part) > 1 for part in text.split())


def parse_number(text: str | None) -> Decimal | None:
    """The number a cell prints, or ``None`` when it prints none (blank, ``-``, ``—``, ``/``).

    Raises ``ValueError`` for text that is neither a number nor a printed nil.
    """
    printed = _figure(text)
    if printed in NIL:
        return None
    if not _NUMBER.match(printed):
        raise ValueError(f"not a number: {text!r}")
    negative = printed[0] in "-−﹣–（"
    digits = printed.strip("-−﹣–+＋（）").replace(",", "")
    return -Decimal(digits) if negative else Decimal(digits)


def is_number(text: str | None) -> bool:
    """True when the cell prints a number (a printed nil is none)."""
    return bool(_NUMBER.match(_figure(text)))


def is_figure(text: str | None) -> bool:
    """True when something prints a number or a nil; a blank is neither."""
    return is_number(text) or fold(text) in NIL - {""}


def is_project_code(text: str) -> bool:
    """True for the 20 or 21 digits of a project's code; those of two amounts in whole yuan are fewer, or begin
    otherwise."""
    return bool(_PROJECT_CODE.match(text))


def own_unit(text: str | None) -> tuple[str, str | None]:
    """A figure and the money unit printed behind it (``200万元`` → ``200``, ``万元``); other text, and ``None``."""
    found = _BEHIND.match(fold(text))
    return (found[1], found[2]) if found and is_number(found[1]) else (text or "", None)


def decimals(text: str) -> int:
    """How many decimals a printed number shows: ``4458.96`` → 2, ``419`` → 0."""
    printed = fold(text).strip("（）")
    return len(printed.partition(".")[2])


def last_digit(values: Sequence[Decimal]) -> Decimal:
    """The largest power of ten that divides all values: what the last printed digit is worth, at most."""
    digit = Decimal("0.01")
    while digit < 10000 and all(value % (digit * 10) == 0 for value in values):
        digit *= 10
    return digit


def to_yuan(value: Decimal, unit: str) -> Decimal:
    """A printed number in yuan; exact, trailing zeros removed."""
    yuan = value * UNITS[unit]
    return yuan.quantize(Decimal(1)) if yuan == yuan.to_integral_value() else yuan.normalize()


def storable(value: Decimal | None) -> int | str | None:
    """What to bind for an amount column: whole yuan as ``int``, cents as decimal text that
    SQLite's NUMERIC affinity takes over without loss of a printed digit."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else format(value.normalize(), "f")


def from_stored(value: int | float | str | None) -> Decimal | None:
    """The exact amount behind a stored value (SQLite gives cents back as their shortest float)."""
    return None if value is None else Decimal(str(value))
