"""项目绩效目标表 of one project a sheet, as other provinces print it: labels left, indicators below."""

from __future__ import annotations

import re

from extract.document import Row
from extract.rows.cells import texts_of
from extract.rows.found import FoundRows, beside
from extract.rows.indicators import LEVEL3, add_target, places_of
from extract.rows.sheet_labels import PROJECT_NAME, Sheet
from extract.tables.headers import owners
from extract.tables.titles import bare_title
from extract.tables.whole import WholeTable
from forms.text import fold, joined

_KIND = re.compile(r"^(成本|产出|效益|满意度)指标$")
_SHEET_TITLE = re.compile(r"^(.*?)(项目)?(支出)?绩效目标(申报)?表")
_EVERY_PROJECT = re.compile(
    r"^(20\d\d年?(年度|度)?|政策和?|部门|单位|本级|市级?|省级?|县级?|区级?|综合|预算|支出|财政|专项(资金|业务经费)?|重点|主要|一般性?|总体)+"
)
"""A title's words that say which projects, and name none."""


def is_project_sheet(table: WholeTable) -> bool:
    """True when the table lists 三级指标 downward for one project, named beside its label or in the title."""
    texts = [fold(cell.text) for row in [*table.header, *table.rows] for cell in row if cell is not None]
    labelled = any(PROJECT_NAME.match(text) for text in texts)
    levels = "一级指标" in texts or (labelled and "指标值" in texts and not any(_KIND.match(text) for text in texts))
    named = labelled or project_in_title(table.caption.title)
    return bool(named) and levels and any(LEVEL3.match(text) for text in texts)


def project_in_title(title: str | None) -> str | None:
    """The project that a sheet's title names: 公务用车管理费 of 公务用车管理费项目绩效目标表."""
    found = _SHEET_TITLE.match(bare_title(title or ""))
    name = found.group(1) if found else ""
    return name if len(name) > 1 and not _EVERY_PROJECT.fullmatch(name) else None


def project_sheet_rows(table: WholeTable, unit: str | None) -> FoundRows:
    """Per sheet one project_funding row and its project_targets; amounts in yuan.

    Sheets of one title run on as one table: a project's name after indicators begins the next sheet.
    """
    found = FoundRows(unit)
    printed = [*table.header, *table.rows]
    width = max(map(len, printed), default=0)  # sheets of one title need not have as many columns
    rows: list[Row] = [[*row, *[None] * (width - len(row))] for row in printed]
    filled = owners(rows)
    sheet = Sheet(found, project_in_title(table.caption.title))
    for n, row in enumerate(rows):
        at = max(0, n - len(table.header))
        texts = texts_of(row)
        folded = [fold(text) for text in texts]
        if sheet.places and any(PROJECT_NAME.match(text) for text in folded):
            sheet.close()
            sheet = Sheet(found)
        if any(LEVEL3.match(text) for text in folded):
            sheet.places = places_of(folded)
            known = sheet.places.values()
            sheet.others = {p: text for p, text in enumerate(folded) if text and p > min(known) and p not in known}
        elif sheet.places:
            for name, place in sheet.places.items():
                whole = filled[n][place] if name in ("level1", "level2") else None
                if whole is not None and fold(whole.text):
                    sheet.carried[name] = joined(whole.text)
            add_target(found, at, texts, sheet.places, sheet.carried, sheet.funding, beside(texts, sheet.others))
        else:
            sheet.labels(at, texts, folded)
    sheet.close()
    return found
