"""Amounts in the forms of objectives: by the unit printed beside them, else the document's one, never by a guess."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.extract.drawing import BODY, COVER, Frame, Sheet, column, drawn, extracted

BALANCE = ["收入|<|支出|<", "项目|金额|项目|金额", "收入总计|12.5|支出总计|12.5"]
AIMS = ["年度履职目标|安全度汛。|<", "预算情况|部门预算总额{}|12.5", "^|资金来源：政府预算资金|12.5"]
SHEET = [
    "项目名称|河道清淤|<|<",
    "年度资金总额{}|<|<|21.5",
    "绩效指标|一级指标|三级指标|指标值",
    "^|产出指标|长度|≥3公里",
]
PROJECTS = [
    "项目编码|项目名称|项目金额{}|<|产出指标|<",
    "^|^|资金总额|政府预算资金|三级指标|指标值",
    "41A|河道清淤|21.5|21.5|长度|≥3公里",
]
HEADED = ["年度预算安排{}|资金总额|12.5", "^|项目支出|12.5", "总体目标|安全度汛。|<"]
FORMS = {
    "department_funding": ("整体绩效目标表", AIMS, "amount", [125_000, 125_000]),
    "department_funding headed": ("部门整体支出绩效目标表", HEADED, "amount", [125_000, 125_000]),
    "project_funding": ("项目绩效目标表", SHEET, "total", [215_000]),
    "project_funding beside": ("部门预算项目绩效目标表", PROJECTS, "total", [215_000]),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("above", "beside", "behind", "told"),
    [
        ("单位：元", "（万元）", "", []),
        ("单位：元", "", "万元", []),
        ("单位：万元", "", "", ["unit_assumed"]),
        (None, "", "", ["unit_missing"]),
        (None, "", "万元", []),
    ],
)
def test_the_unit_of_amounts_is_never_guessed(
    form: str, above: str | None, beside: str, behind: str, told: list[str]
) -> None:
    title, rows, name, yuan = FORMS[form]
    sheet = Frame([row.format(beside).replace(".5", f".5{behind}") for row in rows])
    before: Sheet = ["收支总体情况表", BODY, above, Frame(BALANCE)] if above else ["2024年部门预算"]
    found = extracted(drawn(COVER, before, [title, sheet]))
    units = {problem.kind for problem in found.problems if problem.kind.startswith("unit_") and problem.page == 3}
    assert sorted(units) == told
    amounts = column(found, form.split(maxsplit=1)[0], name)
    if told == ["unit_missing"]:
        assert not any(amount for (amount,) in amounts)
    else:
        assert amounts == [(Decimal(amount),) for amount in yuan]
