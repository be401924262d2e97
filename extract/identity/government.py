"""Budgets of a whole city, county or province, which its People's Congress decides on: no department's disclosure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.extracted import Keys
from extract.identity.places import is_place
from forms.text import fold

_OF_ALL = re.compile(r"全[省市区县旗州]|[省市区县旗州]本级(?!.{0,2}(?:部门|单位))")
"""全市一般公共预算支出表, 市本级“三公”经费预算表: words that a department's own forms do not have."""
_REPORT = re.compile(r"(预算|决算)(执行情况|草案)|(政府|财政|总)(预算|决算)|转移支付")
_PLAIN = re.compile(r"20\d\d年?(年度|度)?(预算|决算)")
"""郾城区2024年预算: nothing between the year and the word, where a department's title says 部门 or 单位."""


def of_government(keys: Keys, titles: Sequence[str]) -> bool:
    """True where most titles of forms are of a whole place, or the title is and names no body but the place."""
    folded = [fold(title) for title in titles]
    if 2 * sum(bool(_OF_ALL.search(title)) for title in folded) > len(folded):
        return True
    title = fold(keys.title or "")
    if keys.department is not None:
        return is_place(keys.department) and any(words.search(title) for words in (_OF_ALL, _REPORT, _PLAIN))
    return any(words.search(title) for words in (_OF_ALL, _REPORT))
