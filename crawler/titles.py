"""Whether a title announces a department's budget or final accounts; the rules are data in ``titles.yml``."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from forms.declared import read_yaml
from forms.text import set_characters

RULES = Path(__file__).parent / "titles.yml"
_YEAR = re.compile(r"(20\d\d)\s*(?:年|度|-)")
_CUT = re.compile(r"\s*(?:…+|\.{2,}|⋯+)\s*$")
_ENDS = ("部门预算公开", "门预算公开", "预算公开", "算公开")
_BARE_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def is_disclosure(title: str) -> bool:
    """Whether an article of this title discloses a department's or a unit's budget or final accounts."""
    accept, refuse = _rules()
    plain = re.sub(r"\s+", "", set_characters(title))
    return bool(accept.search(plain)) and not refuse.search(plain)


def may_be_disclosure(title: str) -> bool:
    """As ``is_disclosure``, or the title is cut off (许昌市水利局2025年部门…) and may go on to announce one."""
    found = _CUT.search(title)
    return is_disclosure(title) or bool(found and any(is_disclosure(title[: found.start()] + end) for end in _ENDS))


def year_of(title: str) -> int | None:
    """The budget year that a title states; ``None`` when it states none."""
    plain = set_characters(title)
    found = _YEAR.search(plain) or _BARE_YEAR.search(plain)
    return int(found[1]) if found else None


@cache
def _rules() -> tuple[re.Pattern[str], re.Pattern[str]]:
    declared = read_yaml(RULES, {"accept", "refuse", "examples"})
    return re.compile("|".join(declared["accept"])), re.compile("|".join(declared["refuse"]))
