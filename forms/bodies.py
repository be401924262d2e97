"""Names of bodies: what two spellings of one name share."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from forms.declared import read_yaml
from forms.text import fold

_COMMITTEE = re.compile(r"(?<=[省市县区旗])委员会")
"""市委员会 of a party or league is its 市委; 政协 keeps the word, and a 管理委员会 is no committee of a place."""


@cache
def _spellings() -> tuple[dict[str, str], dict[str, str]]:
    declared = read_yaml(Path(__file__).with_name("bodies.yml"), {"organisations", "words"})
    return declared["organisations"], declared["words"]


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
