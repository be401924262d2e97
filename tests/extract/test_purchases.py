"""Rows of 政府采购 that stand for others, printed in the column of the purchases."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.extract.drawing import COVER, UNIT, Frame, column, drawn, extracted

CODED = "科目编码|<|<|单位编码|采购项目|采购目录|数量|预算金额"
LEVELS = "类|款|项|^|^|^|^|^"
NAMES = ("row_kind", "function_code", "budget_unit", "item", "amount")


def read(*rows: str) -> list[tuple[object, ...]]:
    found = extracted(drawn(COVER, ["政府采购预算表", UNIT, Frame([CODED, LEVELS, *rows])]))
    return column(found, "procurement", *NAMES)


def yuan(amount: float) -> Decimal:
    return Decimal(str(amount)) * 10000


def test_a_name_with_a_units_code_among_the_purchases_is_the_units() -> None:
    assert read(
        "||||合计||6|15",
        "213|03|01|1|全额||4|10",
        "213|03|01|301001|舞阳县水利局||4|10",
        "213|03|01||办公用品|A05049900其他办公用品|1|4",
        "213|03|01||水泵采购|A02051900泵|3|6",
        "213|03|05|1|全额||2|5",
        "213|03|05|301001|舞阳县水利局||2|5",
        "213|03|05||河道清淤|C21010000环境服务|2|5",
    ) == [
        ("合计", None, None, "合计", yuan(15)),
        ("小计", "2130301", None, "全额", yuan(10)),
        ("单位", "2130301", "舞阳县水利局", None, yuan(10)),
        ("明细", "2130301", "舞阳县水利局", "办公用品", yuan(4)),
        ("明细", "2130301", "舞阳县水利局", "水泵采购", yuan(6)),
        ("小计", "2130305", None, "全额", yuan(5)),
        ("单位", "2130305", "舞阳县水利局", None, yuan(5)),
        ("明细", "2130305", "舞阳县水利局", "河道清淤", yuan(5)),
    ]


def test_a_department_above_its_unit() -> None:
    kinds = [row[0] for row in read(
        "||||合计||4|10",
        "213|03|01|301|舞阳县水利局||4|10",
        "213|03|01|301001|舞阳县水利局||4|10",
        "213|03|01||办公用品|A05049900其他办公用品|1|4",
        "213|03|01||水泵采购|A02051900泵|3|6",
    )]  # fmt: skip
    assert kinds == ["合计", "部门", "单位", "明细", "明细"]


def test_without_a_code_a_body_is_what_is_bought_from() -> None:
    rows = ["科目编码|采购项目|采购目录|预算金额", "|合计||10", "2130301|舞阳县水利学院||4", "2130301|水泵采购|泵|6"]
    found = extracted(drawn(COVER, ["政府采购预算表", UNIT, Frame(rows)]))
    assert [row[0] for row in column(found, "procurement", "item", "amount")] == ["合计", "舞阳县水利学院", "水泵采购"]


@pytest.mark.parametrize("kind", ["货物", "一、货物", "货物类"])
def test_goods_among_the_purchases_are_their_kind(kind: str) -> None:
    rows = ["项目编号|项目|总计", "|合计|12", f"A|{kind}|9", "C|服务|3"]
    found = extracted(drawn(COVER, ["政府采购预算明细表", UNIT, Frame(rows)]))
    assert column(found, "procurement", "row_kind", "item", "catalogue", "amount") == [
        ("合计", "合计", None, yuan(12)),
        ("明细", None, kind, yuan(9)),
        ("明细", None, "服务", yuan(3)),
    ]
