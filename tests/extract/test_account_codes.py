"""Codes of accounts that are not printed as the classification writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.rows.codes import parted
from tests.extract.drawing import BODY, COVER, UNIT, Frame, column, drawn, extracted

TITLE = "支出总体情况表"
HEADER = ["科目编码|<|<|科目名称|合计|基本支出|项目支出", "类|款|项|^|^|^|^"]


def test_noughts_that_a_worksheet_dropped_are_part_of_the_code() -> None:
    rows = [
        *HEADER,
        "|||合计|100|60|40",
        "201|3|1|行政运行|60|60|0",
        "208|5|5|机关事业单位基本养老保险缴费支出|30|0|30",
        "|11|99|其他残疾人事业支出|10|0|10",
    ]
    found = extracted(drawn(COVER, [TITLE, UNIT, Frame(rows)], BODY))
    assert column(found, "expenditure", "function_code", "total") == [
        (None, Decimal(1000000)),
        ("2010301", Decimal(600000)),
        ("2080505", Decimal(300000)),
        ("2081199", Decimal(100000)),
    ]
    assert "code_unknown" not in {problem.kind for problem in found.problems}


def test_a_code_that_is_no_account_is_kept_as_printed_and_told() -> None:
    rows = [*HEADER, "|||合计|70|60|10", "201|03|01|行政运行|60|60|0", "7|11|02|事业单位医疗|10|0|10"]
    found = extracted(drawn(COVER, [TITLE, UNIT, Frame(rows)], BODY))
    assert column(found, "expenditure", "function_code", "row_kind")[-1] == ("71102", "明细")
    assert [(problem.page, problem.printed) for problem in found.problems if problem.kind == "code_unknown"] == [
        (2, "71102")
    ]


@pytest.mark.parametrize(
    ("printed", "code", "name"),
    [
        ("[2082801]行政运行", "2082801", "行政运行"),
        ("[20828 01] 行政运行", "2082801", "行政运行"),
        ("2082 801-行政运行", "2082801", "行政运行"),
        ("行政运行（2082801）", "2082801", "行政运行"),
        ("公路事业发展中心[184003]", "184003", "公路事业发展中心"),
        ("208-28-01", "2082801", None),
        ("行政运行", None, "行政运行"),
    ],
)
def test_a_code_and_its_name(printed: str, code: str | None, name: str | None) -> None:
    assert parted(printed) == (code, name)
