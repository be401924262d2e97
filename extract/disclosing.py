"""Whether pages are a disclosure at all: by the forms they print, the words of a narrative and the figures in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from archive.extracted import Keys
from extract.identity import read_title
from extract.narrative import Narrative
from extract.states import FILE_NAME, noted_empty
from extract.tables.whole import WholeTable
from forms.text import fold

_PHRASES = ("收入总计", "支出总计", "基本支出", "项目支出", "一般公共预算", "机关运行经费", "三公经费")
"""Words of a narrative."""
_ENOUGH, _ENOUGH_BELOW_TITLE = 4, 2
"""How many of these tell one, and how many below a title that says whose budget it is: …2026年单位预算情况说明."""
_EXPLAINED = re.compile(r"^[一二三四五六七八九十]+、[^,。：]{0,12}(收入|支出|收支|三公经费)[^,。：]{0,12}说明$")
"""A heading of a narrative: 二、收入预算情况说明."""
_FEWEST_STATED = 3
"""Figures that a narrative states, at least."""


def printed_forms(tables: Iterable[WholeTable], lines: Sequence[str]) -> set[str]:
    """The forms that are printed as tables, or in a file of their own as a title and a note."""
    forms = {table.form.name for table in tables if table.form is not None}
    # a form in a file of its own, without a row, prints its title and a sentence; a page that but links it a title
    return forms | set(noted_empty(lines))


def is_disclosure(keys: Keys, forms: set[str], lines: Sequence[str]) -> bool:
    """True for pages with forms of a year or a stage, and for those with the words of a narrative under a title of one.
    ``forms``: those printed; ``lines``: the prose."""
    if len(forms) >= 2 or (forms and (keys.stage or keys.year)):
        return True
    texts = [fold(line) for line in lines]
    # a line that names a form, or the file it is in, tells nothing of it
    text = "".join(text for text in texts if not FILE_NAME.search(text) and not text.endswith("表"))
    told = sum(phrase in text for phrase in _PHRASES)
    explained = sum(1 for line in texts if _EXPLAINED.search(line))
    title = read_title(keys.title or "")
    enough = _ENOUGH_BELOW_TITLE if title.scope and title.department else _ENOUGH
    return bool(title.stage and title.year) and (told >= enough or explained >= 2)


def states_figures(told: Narrative) -> bool:
    """True for a narrative: news, notices and audits have the words of one, and hardly one of its figures."""
    return sum(statement["value"] is not None for statement in told.statements) >= _FEWEST_STATED
