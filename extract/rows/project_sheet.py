"""项目绩效目标表 of one project a sheet, as other provinces print it: labels left, indicators below."""

from __future__ import annotations

import re

from extract.document import Row
from extract.rows.found import FoundRows, beside
from extract.rows.sheet_labels import PROJECT_NAME, Sheet
from extract.rows.targets import parse_target, whole_target
from extract.tables.headers import owners
from extract.tables.titles import bare_title
from extract.tables.whole import WholeTable
from forms.text import fold, joined

_DIMENSION = (
    ("成本", re.compile(r"成本")),
    ("满意度", re.compile(r"满意")),
    ("效益", re.compile(r"效益|效果|影响")),
    ("产出", re.compile(r"产出|数量|质量|时效")),
)
_LEVEL3 = re.compile(r"^三级指标|^指标(内容|名称)$")
_KIND = re.compile(r"^(成本|产出|效益|满意度)指标$")
_SHEET_TITLE = re.compile(r"^(.*?)(项目)?(支出)?绩效目标(申报)?表")
_EVERY_PROJECT = re.compile(
    r"^(20\d\d年?(年度|度)?|政策和?|部门|单位|本级|市级?|省级?|县级?|区级?|综合|预算|支出|财政|专项(资金|业务经费)?|重点|主要|一般性?|总体)+"
)
"""A title's words that say which projects, and name none."""


def dimension_of(level1: str, level2: str) -> str | None:
    """成本, 产出, 效益 or 满意度, as the first level says, else both together."""
    for words in (level1, level1 + level2):
        found = next((name for name, pattern in _DIMENSION if pattern.search(words)), None)
        if found is not None:
            return found
    return None


def is_project_sheet(table: WholeTable) -> bool:
    """True when the table lists 三级指标 downward for one project, named beside its label or in the title."""
    texts = [fold(cell.text) for row in [*table.header, *table.rows] for cell in row if cell is not None]
    labelled = any(PROJECT_NAME.match(text) for text in texts)
    levels = "一级指标" in texts or (labelled and "指标值" in texts and not any(_KIND.match(text) for text in texts))
    named = labelled or project_in_title(table.caption.title)
    return bool(named) and levels and any(_LEVEL3.match(text) for text in texts)


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
        texts = [joined(cell.text) if cell is not None else "" for cell in row]
        folded = [fold(text) for text in texts]
        if sheet.places and any(PROJECT_NAME.match(text) for text in folded):
            sheet.close()
            sheet = Sheet(found)
        if any(_LEVEL3.match(text) for text in folded):
            sheet.places = _places(folded)
            known = sheet.places.values()
            sheet.others = {p: text for p, text in enumerate(folded) if text and p > min(known) and p not in known}
        elif sheet.places:
            whole = [joined(cell.text) if cell is not None else "" for cell in filled[n]]
            _indicator(found, at, texts, whole, sheet)
        else:
            sheet.labels(at, texts, folded)
    sheet.close()
    return found


def _places(folded: list[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for name, pattern in (
        ("level1", r"^一级指标"),
        ("level2", r"^二级指标"),
        ("level3", _LEVEL3.pattern),
        ("sign", r"^指标性质$"),
        ("unit", r"^计量.?单位$"),
        ("target", r"指标值|目标值|^年度指标"),
        ("target", r"绩效指标$"),
    ):
        place = next((n for n, text in enumerate(folded) if re.search(pattern, text)), None)
        if place is not None:
            places.setdefault(name, place)
    return places


def _indicator(found: FoundRows, at: int, texts: list[str], whole: list[str], sheet: Sheet) -> None:
    places, carried, funding = sheet.places, sheet.carried, sheet.funding
    for name in ("level1", "level2"):
        place = places.get(name)
        if place is not None and place < len(whole) and whole[place]:
            carried[name] = whole[place]
    third, target_at = places["level3"], places.get("target")
    indicator = texts[third] if third < len(texts) else ""
    target = texts[target_at] if target_at is not None and target_at < len(texts) else ""
    if target:
        # sign, number and unit in columns of their own: ≥ | 90 | %
        apart = {name: texts[places[name]] for name in ("sign", "unit") if places.get(name, len(texts)) < len(texts)}
        target = whole_target(apart.get("sign", ""), target, apart.get("unit", ""))
    if not indicator or fold(indicator) in ("总分", "合计"):
        if target and not any(fold(text) in ("总分", "合计") for text in texts):
            found.problems.append((at, "row_unplaced", "指标行没有三级指标", " | ".join(t for t in texts if t)))
        return
    dimension = dimension_of(carried.get("level1", ""), carried.get("level2", ""))
    if dimension is None and "level1" in places:
        found.problems.append(
            (at, "dimension_unknown", "指标的类别不是成本、产出、效益或满意度", " | ".join(t for t in texts if t))
        )
        return
    found.add(
        "project_targets",
        at,
        {
            "project_code": funding.get("project_code"),
            "project": funding.get("project"),
            "budget_unit": funding.get("budget_unit"),
            "dimension": dimension,
            "level2": carried.get("level2"),
            "indicator": indicator,
            "target": target or None,
            **parse_target(target),
            "unplaced": beside(texts, sheet.others),
        },
    )
