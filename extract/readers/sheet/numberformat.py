"""Numbers and dates as a workbook shows them: the stored value under its cell's number format.

Only what budget workbooks use: fixed decimals, thousands separators, percentages, leading zeros,
scaling by thousands, a format of its own for negatives and for zero. Under any other format the
plain number is shown.
"""

from __future__ import annotations

import datetime as dt
import operator
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

Value = float | int | str | bool | dt.date | dt.time | dt.timedelta

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    31: 'yyyy"年"m"月"d"日"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"',
    42: '#,##0;-#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '#,##0.00;-#,##0.00;"-"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""The formats that a workbook names by number alone, as the Chinese edition shows them."""

Piece = tuple[str, bool]
"""A mark of a number format or, with True, a text that it prints as it stands."""

Condition = tuple[str, Decimal]
"""When a part of a format applies: an operator and what the number is compared with."""

_PIECE = re.compile(r'"([^"]*)"|[\\!](.)|[_*].|\[([^\]]*)\]|(.)', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=) ?(-?[0-9]+(?:\.[0-9]+)?)$")
_HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_NOT_PLAIN = re.compile(r"general|[@eymdhs/]", re.IGNORECASE)
_ZERO = Decimal(0)
_NOISE = 6
"""Decimals beyond which a stored number is noise of binary arithmetic: 0.30000000000000004."""


def shown(value: Value, code: str = "") -> str:
    """The text of a cell that holds ``value`` under the number format ``code`` ('' is General)."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.date):
        return _date(value, code)
    if isinstance(value, dt.time | dt.timedelta):
        return str(value)
    number = Decimal(repr(value))
    if not number.is_finite():
        return str(value)
    pieces, unsigned = _chosen(number, _sections(code))
    return _section(abs(number) if unsigned else number, pieces)


def _date(value: dt.date, code: str) -> str:
    if "年" in code or "月" in code:
        parts = (("年", value.year), ("月", value.month), ("日", value.day))
        return "".join(f"{number}{mark}" for mark, number in parts if mark in code)
    if isinstance(value, dt.datetime) and value.time() != dt.time():
        return value.isoformat(" ", "seconds")
    return value.strftime("%Y-%m-%d")


def _sections(code: str) -> list[tuple[Condition | None, list[Piece]]]:
    """The parts of a format that print numbers, each with the condition that is written in it ([>=10000]…)."""
    sections: list[tuple[Condition | None, list[Piece]]] = [(None, [])]
    for quoted, escaped, bracketed, mark in _PIECE.findall(code or "General"):
        if mark == ";":
            sections.append((None, []))
        elif found := _CONDITION.match(bracketed):
            sections[-1] = ((found[1], Decimal(found[2])), sections[-1][1])
        elif quoted or escaped or mark:
            sections[-1][1].append((quoted or escaped or mark, not mark))
    texts = len(sections) > 3 or (len(sections) > 1 and ("@", False) in sections[-1][1])
    return sections[:-1] if texts else sections


def _chosen(number: Decimal, sections: list[tuple[Condition | None, list[Piece]]]) -> tuple[list[Piece], bool]:
    """(the part that prints this number, whether it prints it without its sign): positive numbers, negative ones and
    zero have a part each where no condition says otherwise; a part for negative numbers alone has its own sign."""
    if len(sections) == 1:
        condition, pieces = sections[0]
        fits = condition is None or _HOLDS[condition[0]](number, condition[1])
        return (pieces if fits else [("General", False)]), False
    first, second = sections[0][0], sections[1][0]
    conditions = [first or (">" if len(sections) > 2 else ">=", _ZERO)]
    if len(sections) > 2 or second:
        conditions.append(second or ("<", _ZERO))
    chosen = next((n for n, (sign, limit) in enumerate(conditions) if _HOLDS[sign](number, limit)), len(sections) - 1)
    below = chosen < len(conditions) and conditions[chosen][0] in ("<", "<=") and conditions[chosen][1] <= 0
    rest = chosen == len(conditions) and conditions[0] in ((">", _ZERO), (">=", _ZERO))
    return sections[chosen][1], number < 0 and (below or rest)


def _section(number: Decimal, pieces: list[Piece]) -> str:
    marks = "".join("x" if literal else text for text, literal in pieces)
    if _NOT_PLAIN.search(marks):
        return _trimmed(_fixed(number, _NOISE))
    if "0" not in marks and "#" not in marks:  # a text in the number's place: "-" for zero, or nothing
        return "".join(text for text, literal in pieces if literal or text != "?").strip()
    point = marks.find(".") if "." in marks else len(marks)
    whole, fraction = pieces[:point], pieces[point:]
    last = max(i for i, mark in enumerate(marks[:point] or "0") if mark in "0#?" or not i)
    # commas behind the last digit scale by thousands, those between digits group them
    scale, grouped = marks[last:point].count(",") + marks[point:].count(","), "," in marks[:last]
    places = sum(map(_is_digit, fraction))
    value = number.scaleb(2 * marks.count("%") - 3 * scale)
    digits, _, decimals = _fixed(abs(value), places).partition(".")
    optional = len(marks[point:].rstrip("%")) - len(marks[point:].rstrip("%").rstrip("#?"))
    while optional and decimals.endswith("0"):
        decimals, optional = decimals[:-1], optional - 1
    rest = iter(decimals)
    text = _set(whole, digits.lstrip("0"), grouped)
    for piece in fraction:
        if _is_digit(piece):
            text += next(rest, "")
        elif piece != (",", False) and (piece != (".", False) or decimals):
            text += piece[0]
    negative = number < 0 and any(digit in "123456789" for digit in digits + decimals)
    return ("-" if negative else "") + text.strip()


def _set(pieces: list[Piece], digits: str, grouped: bool) -> str:
    """Digits set into their places from the right; those left over stand at the first place."""
    places = [i for i, piece in enumerate(pieces) if _is_digit(piece)]
    texts = {i: text for i, (text, literal) in enumerate(pieces) if literal or text != ","}
    for i in reversed(places):
        texts[i] = digits[-1:] or ("0" if pieces[i][0] == "0" else "")
        digits = digits[:-1]
    if places:
        texts[places[0]] = digits + texts[places[0]]
    if grouped:
        number = "".join(texts[i] for i in places)
        texts.update(dict.fromkeys(places, ""))
        texts[places[-1]] = f"{int(number):,}" if number else ""
    return "".join(texts[i] for i in sorted(texts))


def _is_digit(piece: Piece) -> bool:
    return not piece[1] and piece[0] in "0#?"


def _fixed(number: Decimal, places: int) -> str:
    if number.adjusted() + places > 26:  # beyond what a double holds: nothing to round
        return format(number, "f")
    return format(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), "f")


def _trimmed(text: str) -> str:
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
