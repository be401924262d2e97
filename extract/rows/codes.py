"""A code and a name in one cell, and the levels of a code in one."""

from __future__ import annotations

import re

from forms.text import fold

_LEVELS = re.compile(r"^[（\[【]?(\d{3})[-.](\d{2})(?:[-.](\d{2}))?[）\]】]?$")
_BRACKETED = re.compile(r"^[（\[【](\d{3,})[）\]】]$")
_IN_FRONT = re.compile(r"^[（\[【]?(\d{3,})[）\]】]?[-—_－.、]*[^\d\-—_－.、]")
_IN_FRONT_PRINTED = re.compile(r"^\s*[（(\[【]?\d{3,}[）)\]】]?[\s\-—_－.、]*")
_BEHIND = re.compile(r"^\D+[（\[【](\d{3}|\d{5}|\d{7})[）\]】]$")
_BEHIND_PRINTED = re.compile(r"\s*[（(\[【]\d+[）)\]】]\s*$")


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
        return front[1], _IN_FRONT_PRINTED.sub("", text)
    if behind := _BEHIND.match(folded):
        return behind[1], _BEHIND_PRINTED.sub("", text)
    return None, text or None
