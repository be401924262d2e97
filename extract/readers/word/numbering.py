"""The automatic numbers of Word paragraphs (一、 （一） 1.), which stand in the style, not in the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_DIGITS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """1 → 一, 10 → 十, 23 → 二十三, 105 → 一百〇五; digit by digit from 1000 on."""
    if number >= 1000 or number < 0:
        return "".join(_DIGITS[int(digit)] for digit in str(abs(number)))
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "〇"
    return text + (_DIGITS[ones] if ones else "") or _DIGITS[0]


def roman(number: int) -> str:
    """1 → I, 4 → IV, 1990 → MCMXC."""
    text = ""
    for value, letters in (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while number >= value:
            text, number = text + letters, number - value
    return text


def letter(number: int) -> str:
    """1 → a, 26 → z, 27 → aa, 28 → bb, as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": chinese,
    "upperLetter": lambda number: letter(number).upper(),
    "lowerLetter": letter,
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "decimalZero": lambda number: f"{number:02d}",
    "decimalEnclosedCircle": lambda number: chr(0x245F + number) if 0 < number <= 20 else str(number),
    "decimalEnclosedCircleChinese": lambda number: chr(0x245F + number) if 0 < number <= 20 else str(number),
}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: Word's name of its number format, its text (``（%1）``) and the first number."""

    style: str
    text: str
    start: int


class Numbering:
    """The running counters of one document's lists; ``label`` is called once a paragraph, in order."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract: dict[str, str] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[tuple[str, int], int] = {}
        abstracts: dict[str, dict[int, Level]] = {}
        for abstract in () if numbering is None else numbering.iter(f"{W}abstractNum"):
            abstracts[abstract.get(f"{W}abstractNumId")] = dict(map(_level, abstract.iter(f"{W}lvl")))
        for num in () if numbering is None else numbering.iter(f"{W}num"):
            identity, abstract = num.get(f"{W}numId"), _value(num, "abstractNumId")
            levels = dict(abstracts.get(abstract or "", {}))
            for override in num.iter(f"{W}lvlOverride"):
                levels.update(map(_level, override.iter(f"{W}lvl")))
                depth, start = override.get(f"{W}ilvl", ""), _value(override, "startOverride") or ""
                if depth.isdigit() and start.isdigit() and int(depth) in levels:
                    levels[int(depth)] = replace(levels[int(depth)], start=int(start))
            self._levels[identity] = levels
            # lists of one abstract definition go on counting where the other left off, unless overridden
            self._abstract[identity] = identity if num.find(f"{W}lvlOverride") is not None else f"a{abstract}"
        for style in () if styles is None else styles.iter(f"{W}style"):
            reference = _reference(style)
            if reference:
                self._styles[style.get(f"{W}styleId")] = reference

    def label(self, paragraph: Any) -> str:
        """The number printed before this paragraph, '' for a paragraph without one or with a bullet."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return ""
        found = _reference(paragraph) or self._styles.get(_value(properties, "pStyle") or "")
        if found is None or found[1] not in self._levels.get(found[0], {}):
            return ""
        identity, depth = found
        levels, key = self._levels[identity], self._abstract[identity]
        self._counts[key, depth] = self._counts.get((key, depth), levels[depth].start - 1) + 1
        for deeper in range(depth + 1, 9):
            self._counts.pop((key, deeper), None)
        if levels[depth].style in ("bullet", "none"):
            return ""
        text = levels[depth].text
        for index, level in levels.items():
            number = self._counts.get((key, index), level.start)
            text = text.replace(f"%{index + 1}", _FORMATS.get(level.style, str)(number))
        return text


def _level(element: Any) -> tuple[int, Level]:
    start = _value(element, "start") or "1"
    return int(element.get(f"{W}ilvl", "0")), Level(
        _value(element, "numFmt") or "decimal", _value(element, "lvlText") or "", int(start) if start.isdigit() else 1
    )


def _reference(element: Any) -> tuple[str, int] | None:
    found = element.find(f"{W}pPr/{W}numPr")
    identity = None if found is None else _value(found, "numId")
    if found is None or identity is None:
        return None
    depth = _value(found, "ilvl") or "0"
    return identity, int(depth) if depth.isdigit() else 0


def _value(element: Any, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    value = None if found is None else found.get(f"{W}val")
    return str(value) if value is not None else None
