"""The place that a body's name begins with."""

from __future__ import annotations

import re

from archive.classifications import divisions
from forms.bodies import body_key, without_organisation
from forms.text import fold

PROVINCE = "河南省"
_PLACE_ONLY = re.compile(r"^[\u4e00-\u9fff]{2,12}(省|市|区|县|旗)(级|本级)?$")
_ELSEWHERE = re.compile(r"^([^市县区省]{2,4}(?:市(?!场)|自治州|州|地区|盟))([^市县区]{1,4}(?:区|县|市))?")
_NO_COUNTY = re.compile(r"社区|小区")


def is_place(name: str) -> bool:
    """True for a name that is a place's alone: 舞阳县, 漯河市本级."""
    return _PLACE_ONLY.match(fold(name)) is not None


def place_of(department: str | None) -> tuple[str | None, str | None]:
    """(city, county) that a body's name begins with; of other provinces the city as printed."""
    if not department:
        return None, None
    _, name = without_organisation(body_key(department))
    if name.startswith(PROVINCE):
        return PROVINCE, None
    return _in_henan(name) or _elsewhere(name)


def _in_henan(name: str) -> tuple[str, str | None] | None:
    named = [division for division in divisions() if name.startswith(division.name)]
    for city in named:
        if city.level == "city":
            rest = name.removeprefix(city.name)
            below = (d.name for d in divisions() if d.parent == city.division_code and rest.startswith(d.name))
            return city.name, next(below, None)
    counties = [division for division in named if division.level == "county"]
    if len(counties) == 1:
        (above,) = (division.name for division in divisions() if division.division_code == counties[0].parent)
        return above, counties[0].name
    return None


def _elsewhere(name: str) -> tuple[str | None, str | None]:
    found = _ELSEWHERE.match(name)
    if found:
        city, county = found.groups()
        return city, county if county and not _NO_COUNTY.search(county) else None
    province = re.match(r"^[^市县区省]{2,3}省|^[^市县省]{2,6}?自治区", name)
    return (province.group(), None) if province else (None, None)
