"""What a sheet of 项目绩效目标表 says of its project before the indicators begin: names, and amounts beside labels."""

from __future__ import annotations

import re
from typing import Any

from extract.rows.found import FoundRows
from extract.rows.indicators import tell_without_level1
from forms.money import is_number, labelled_unit, own_unit

PROJECT_NAME = re.compile(r"^(项目|专项(资金)?)名称[：]?$")
_PROJECT_CODE = re.compile(r"^(项目|专项(资金)?)(编码|代码|编号)[：]?$")
_FUNDS = (
    ("total", re.compile(r"资金总额|项目总额|预算总额|金额合计|^(年度|当年)预算(资金|金额)?(（.*）)?[：]?$")),
    ("government_budget", re.compile(r"财政拨款|财政资金|政府预算资金|财政性资金")),
    ("special_account", re.compile(r"财政专户")),
    ("unit_funds", re.compile(r"其他资金|单位资金|自有资金")),
)
_TERM = re.compile(r"^(中期|实施期|项目(周期|总体)|全周期|总体)[^年]*(资金|预算|投资)?总额[：:]?$")
_ANNUAL = re.compile(r"^(年度|当年|本年)[^；，。]*(资金|预算)?总额[：:]?$")
"""中期资金总额 | 600 | 年度资金总额 | 200: what stands left of the year's amounts is of the project's whole term."""
_AMOUNT_LABEL = re.compile(r"(资金|预算|支出|拨款|补助|收入|结转|结余|投入|金额|区县)[^；，。]{0,8}$")
"""An amount without a column of its own: 上年结转, 市级支出, 补助区县."""


class Sheet:
    """What one sheet says of its project before the indicators begin."""

    def __init__(self, found: FoundRows, project: str | None = None) -> None:
        self.found = found
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
            if PROJECT_NAME.match(text) and following:
                self.funding["project"] = following
            elif _PROJECT_CODE.match(text) and re.search(r"\d{6}", following):
                self.funding["project_code"] = following
            elif re.match(r"^(项目)?(实施)?单位(名称)?[：]?$", text) and following:
                self.funding["budget_unit"] = following
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
        if self.places and "level1" not in self.places:
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
