"""The place that a body's name begins with, and budgets of a whole place, which are no department's disclosure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from archive.classifications import Elsewhere, divisions, elsewhere
from archive.extracted import Keys
from forms.bodies import body_key, is_central, without_organisation
from forms.text import fold

PROVINCE = "河南省"
CENTRAL = "中央"
"""Stands for a city where a body is one of the central government or of a national organisation."""
_PLACE_ONLY = re.compile(r"^[\u4e00-\u9fff]{2,12}(省|市|区|县|旗)(级|本级)?$")
_CITY = re.compile(r"^[^市县区省]{2,4}(?:市(?!场)|自治州|州|地区|盟)")
_COUNTY = re.compile(r"^[^市县区]{1,4}(?:区|县|市)")
"""Places that no list has: short names (恩施州), new districts (大鹏新区)."""
_ZONE = re.compile(r"^[^市县区]{0,10}(?:示范区|实验区|开发区|高新区|航空港区)")
"""济源产城融合示范区, 郑州航空港经济综合实验区: such a zone is called after its city without 市."""
_NO_COUNTY = re.compile(r"社区|小区|城市")
"""苏州市城市管理局 is of no county."""
_SHORTEST_COUNTY = 3
"""Characters of a county that a name without its city can begin with; 城区 and 东区 are parts of any town."""
_OF_ALL = re.compile(r"全[省市区县旗州]|[省市区县旗州]本级(?!.{0,2}(?:部门|单位))")
"""全市一般公共预算支出表, 市本级“三公”经费预算表: words that a department's own forms do not have."""
_REPORT = re.compile(r"(预算|决算)(执行情况|草案)|(政府|财政|总)(预算|决算)|转移支付")
_PLAIN = re.compile(r"20\d\d年?(年度|度)?(预算|决算)")
"""郾城区2024年预算: nothing between the year and the word, where a department's title says 部门 or 单位."""


def is_place(name: str) -> bool:
    """True for a name that is a place's alone: 舞阳县, 漯河市本级."""
    return _PLACE_ONLY.match(fold(name)) is not None


def place_of(department: str | None) -> tuple[str | None, str | None]:
    """(city, county) that a body's name begins with; a place that no list knows as printed."""
    if not department:
        return None, None
    _, name = without_organisation(body_key(department))
    if name.startswith(PROVINCE):
        return PROVINCE, None
    return _in_henan(name) or _elsewhere(name) or (CENTRAL if is_central(name) and not _in_city(name) else None, None)


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
    for division in divisions():
        short = division.name.removesuffix("市")
        if division.level == "city" and name.startswith(short) and _ZONE.match(name.removeprefix(short)):
            return division.name, None
    return None


def _elsewhere(name: str) -> tuple[str, str | None] | None:
    province = _longest(name, (place.province for place in elsewhere()))
    rest = name.removeprefix(province or "")
    places = [place for place in elsewhere() if province in (None, place.province)]
    city = _longest(rest, (place.city for place in places))
    if city is None and (county := _only_county(rest, places)):
        return county.city, county.county
    unlisted = None if city or province else _CITY.match(rest)
    if unlisted:
        city = unlisted.group()
    if city is None:
        return (province, None) if province else None
    rest = rest.removeprefix(city)
    listed = _longest(rest, (place.county for place in places if place.city == city))
    found = _COUNTY.match(rest)
    return city, listed or (found.group() if found and not _NO_COUNTY.search(found.group()) else None)


def _in_city(name: str) -> bool:
    """True for the branch of a central body in a city: 国家统计局许昌调查队."""
    cities = [division.name for division in divisions()] + [place.city for place in elsewhere()]
    return any(city.removesuffix("市") in name for city in cities if city.endswith("市"))


def _longest(name: str, places: Iterable[str]) -> str | None:
    return max((place for place in places if place and name.startswith(place)), key=len, default=None)


def _only_county(name: str, places: Iterable[Elsewhere]) -> Elsewhere | None:
    """The county that a name begins with, where only one city has one of that name."""
    found = [place for place in places if len(place.county) >= _SHORTEST_COUNTY and name.startswith(place.county)]
    return found[0] if len(found) == 1 else None


def of_government(keys: Keys, titles: Sequence[str]) -> bool:
    """True where most titles of forms are of a whole place, or the title is and names no body but the place."""
    folded = [fold(title) for title in titles]
    if 2 * sum(bool(_OF_ALL.search(title)) for title in folded) > len(folded):
        return True
    title = fold(keys.title or "")
    if keys.department is not None:
        return is_place(keys.department) and any(words.search(title) for words in (_OF_ALL, _REPORT, _PLAIN))
    return any(words.search(title) for words in (_OF_ALL, _REPORT))
