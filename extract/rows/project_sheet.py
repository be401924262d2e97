"""项目绩效目标表 of one project a sheet, as other provinces print it: labels left, indicators below."""

from __future__ import annotations

import re
from typing import Any

from extract.document import Row
from extract.rows.cells import texts_of
from extract.rows.codes import unit_parted
from extract.rows.found import FoundRows, beside
from extract.rows.indicators import LEVEL3, add_target, places_of, tell_without_level1
from extract.tables.goingon import PROJECT_NAME
from extract.tables.headers import owners
from extract.tables.titles import bare_title
from extract.tables.whole import WholeTable
from forms.money import is_number, labelled_unit, own_unit
from forms.text import fold, joined

_KIND = re.compile(r"^(成本|产出|效益|满意度)指标$")
_SHEET_TITLE = re.compile(r"^(.*?)(项目)?(支出)?绩效目标(申报)?表")
_EVERY_PROJECT = re.compile(
    r"^(20\d\d年?(年度|度)?|政策和?|部门|单位|本级|市级?|省级?|县级?|区级?|综合|预算|支出|财政|专项(资金|业务经费)?|重点|主要|一般性?|总体)+"
)
"""A title's words that say which projects, and name none."""
_PROJECT_CODE = re.compile(r"^(项目|专项(资金)?)(编码|代码|编号)[：]?$")
_FUNDS = (
    ("total", re.compile(r"资金总额|项目总额|预算总额|金额合计|^(年度|当年)预算(资金|金额)?(（.*）)?[：]?$")),
    ("government_budget", re.compile(r"财政拨款|财政资金|政府预算资金|财政性资金")),
    ("special_account", re.compile(r"财政专户")),
    ("unit_funds", re.compile(r"其他资金|单位资金|自有资金")),
)
_TERM = re.compile(r"^(中期|实施期|项目(周期|总体)|全周期|总体)[^年]*(资金|预算|投资)?总额[：:]?$")
_ANNUAL = re.compile(r"^(年度|当年|本年)[^；,。]*(资金|预算)?总额[：:]?$")
"""中期资金总额 | 600 | 年度资金总额 | 200: what stands left of the year's amounts is of the project's whole term."""
_LABEL = re.compile(r"^(主管|项目|实施)(部门|单位|名称)(（单位）|及代码|名称)?[：:]?$")
"""What stands right of a label where its value is blank: 项目名称 | | 主管部门."""
_AMOUNT_LABEL = re.compile(r"(资金|预算|支出|拨款|补助|收入|结转|结余|投入|金额|区县)[^；,。]{0,8}$")
"""An amount without a column of its own: 上年结转, 市级支出, 补助区县."""


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
    return _printed(name, title or "") if len(name) > 1 and not _EVERY_PROJECT.fullmatch(name) else None


def _printed(name: str, title: str) -> str:
    """A folded name with the quotation marks that the title prints: “双随机”检查经费."""
    spans = ((start, end) for start in range(len(title)) for end in range(len(title), start, -1))
    return next((title[start:end].strip() for start, end in spans if fold(title[start:end]) == name), name)


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


class Sheet:
    """What one sheet says of its project before the indicators begin."""

    def __init__(self, found: FoundRows, project: str | None = None) -> None:
        self.found = found
        self.before = len(found.rows)
        self.unit: str | None = None
        self.funding: dict[str, Any] = {"project": project} if project else {}
        self.funded_at = 0
        self.places: dict[str, int] = {}
        self.others: dict[int, str] = {}
        """Headers of columns of indicators that have no place in the table (权重)."""
        self.carried: dict[str, str] = {}
        self.unplaced: dict[str, str] = {}
        self.annual_at = 0
        """The column from which on amounts are the year's."""

    def labels(self, at: int, texts: list[str], folded: list[str]) -> None:
        """A row of labels and the values right of them."""
        self.unit = labelled_unit("".join(folded)) or self.unit
        if any(map(_TERM.match, folded)):
            self.annual_at = next((place for place, text in enumerate(folded) if _ANNUAL.match(text)), self.annual_at)
        for place, text in enumerate(folded):
            following = next((t for t in texts[place + 1 :] if t), "")
            following = "" if _LABEL.match(fold(following)) else following
            if PROJECT_NAME.match(text) and following:
                self.funding["project"] = following
            elif _PROJECT_CODE.match(text) and re.search(r"\d{6}", following):
                self.funding["project_code"] = following
            elif re.match(r"^(项目)?(实施)?单位(名称)?[：]?$", text) and following:
                code, self.funding["budget_unit"] = unit_parted(following)
                self.funding |= {"budget_unit_code": code} if code else {}
            if not is_number(own_unit(following)[0]):
                continue
            name = next((name for name, pattern in _FUNDS if pattern.search(text) and name not in self.funding), None)
            name = name if place >= self.annual_at else None
            if name is None and _AMOUNT_LABEL.search(text) and not is_number(text):
                term = "" if place >= self.annual_at or _TERM.match(text) else "中期/"
                self.unplaced[f"{term}{text.rstrip('：:')}（{self.unit or self.found.unit or '未印单位'}）"] = following
            elif name is not None and (amount := self.found.amount(at, following, self.unit)) is not None:
                self.funding[name] = amount
                self.funded_at = at

    def close(self) -> None:
        """The sheet's funding stands before its targets."""
        if self.places and "level1" not in self.places and len(self.found.rows) > self.before:
            tell_without_level1(self.found, self.funded_at, self.funding.get("project") or "")
        if any(name in self.funding for name, _ in _FUNDS):
            self.found.add(
                "project_funding",
                self.funded_at,
                {
                    **self.funding,
                    "row_kind": "明细",
                    "unplaced": self.unplaced,
                },
            )
