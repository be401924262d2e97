"""Figures and targets that a narrow column or a page's end breaks: what two texts make, one below the other.

Whether they may be one at all, where they stand tells: in one cell, without room, over a page's end. That is for who
asks; what the texts themselves say is decided here.
"""

from __future__ import annotations

import re

from forms.money import NIL, decimals, is_number
from forms.text import fold

LONG_CODE = 12
"""Digits of a project's code, at least: codes break as well."""
_SEAM = re.compile(r"^[^\u4e00-\u9fff]*(?:\d[.,]\|\d|\d\|[.,])")
_TARGET = re.compile(r"^[≥≤＞＜><=＝]?\d")
_WHOLE_TARGET = re.compile(r"^[≥≤＞＜><=＝]?[\d.,]+[%％\u4e00-\u9fff]")
"""With its unit."""


def is_whole(text: str) -> bool:
    """True for a figure that nothing broke: it prints its decimals or all its thousands, or is a nil."""
    printed = fold(text)
    return (is_number(printed) and bool(set(printed) & set(".,"))) or printed in NIL - {""}


def is_cut(upper: str, lower: str) -> bool:
    """True where a figure breaks at its point or comma (0. over 0): none ends or begins with one, or has two points."""
    return bool(_SEAM.search(f"{fold(upper)}|{fold(lower)}")) and (fold(upper) + fold(lower)).count(".") < 2


def make_figure(upper: str, lower: str, most: int) -> bool:
    """True for texts that together are a figure of no more than ``most`` decimals."""
    both = fold(upper) + fold(lower)
    return is_number(both) and decimals(both) <= most


def completes(upper: str, lower: str, printed: int) -> bool:
    """True for texts of which the lower one makes a figure of ``printed`` decimals whole, or its thousands (53,748,90
    over 6)."""
    both = fold(upper) + fold(lower)
    if "." in both:
        return is_number(both) and decimals(both) == printed
    return "," in fold(upper) and not is_number(upper) and is_number(both)


def begins_target(text: str) -> bool:
    """True for what a target begins with: a figure, with its sign or without."""
    return bool(_TARGET.match(fold(text)))


def has_sign(text: str) -> bool:
    """True for what a target begins with that prints a sign: ≥40."""
    return begins_target(text) and not fold(text)[0].isdigit()


def is_whole_target(text: str) -> bool:
    """True for a target with its unit."""
    return bool(_WHOLE_TARGET.match(fold(text)))


def are_two_targets(upper: str, lower: str) -> bool:
    """True for a figure under a target that has its unit."""
    return is_whole_target(upper) and begins_target(lower)
