"""Names of bodies: what two spellings of one name share."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from forms.declared import read_yaml
from forms.text import fold

_COMMITTEE = re.compile(r"(?<=[省市县区旗])委员会")
"""市委员会 of a party or league is its 市委; 政协 keeps the word, and a 管理委员会 is no committee of a place."""

_PLACE = re.compile(r"[省市县区州旗](?!场)")
"""国家税务总局许昌市税务局 is a body of its place; the 市场 of a 市场监督管理总局 is none."""


@cache
def _declared() -> dict[str, Any]:
    return read_yaml(Path(__file__).with_name("bodies.yml"), {"organisations", "words", "central", "endings"})


def endings() -> str:
    """What the names of bodies end with, as alternatives of a regular expression."""
    return "|".join(_declared()["endings"])


def _spellings() -> tuple[dict[str, str], dict[str, str]]:
    return _declared()["organisations"], _declared()["words"]


def is_central(key: str) -> bool:
    """Whether a key without its organisation is a central body's: no place in it, and a name that only those have."""
    return not _PLACE.search(key) and any(re.search(pattern, key) for pattern in _declared()["central"])


def body_key(name: str) -> str:
    """The name as compared: folded, written-out words cut short. No key is ever shown."""
    organisations, words = _spellings()
    key = fold(name)
    for written, short in organisations.items():
        if key.startswith(written):
            key = short + key.removeprefix(written)
            break
    for written, short in words.items():
        key = key.replace(written, short)
    organisation, rest = without_organisation(key)
    return organisation + _COMMITTEE.sub("委", rest, count=1) if organisation not in ("", "政协") else key


def without_organisation(key: str) -> tuple[str, str]:
    """(organisation, rest) of a key: ("中共", "许昌市委宣传部"); the organisation is empty where there is none."""
    for short in _spellings()[0].values():
        if key.startswith(short):
            return short, key.removeprefix(short)
    return "", key
