"""Forms as final accounts print them, where that differs from the budget."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.extract.drawing import Frame, Sheet, column, drawn, extracted

COVER = ["舞阳县水利局", "2023年度部门决算"]


@pytest.mark.parametrize("wide", ["公用经费合计|<|<|<|<", "公用经费合计||||"])
def test_blocks_side_by_side_are_read_one_under_the_other(wide: str) -> None:
    head = "科目编码|科目名称|决算数"
    found = extracted(
        drawn(
            COVER,
            ["一般公共预算财政拨款基本支出决算表", "部门：舞阳县水利局", "金额单位：万元",
             Frame(["人员经费|<|<|公用经费|<|<|<|<|<", f"{head}|{head}|{head}",
                    "301|工资福利支出|6.5|302|商品和服务支出|2.5|310|资本性支出|0.75",
                    "30101|基本工资|4|30201|办公费|1.5|31002|办公设备购置|0.75",
                    "30102|津贴补贴|2.5|30202|印刷费|1|||",
                    "303|对个人和家庭的补助|1|30217|公务接待费||||",
                    "30305|生活补助|1||||||",
                    f"人员经费合计|<|7.5|{wide}|3.25"])],
        )
    )  # fmt: skip
    rows = column(found, "basic_expenditure", "department_economic_code", "department_economic", "total", "row_kind")
    assert rows == [
        ("301", "工资福利支出", Decimal(65000), "小计"),
        ("30101", "基本工资", Decimal(40000), "明细"),
        ("30102", "津贴补贴", Decimal(25000), "明细"),
        ("303", "对个人和家庭的补助", Decimal(10000), "小计"),
        ("30305", "生活补助", Decimal(10000), "明细"),
        (None, "人员经费合计", Decimal(75000), "小计"),
        ("302", "商品和服务支出", Decimal(25000), "小计"),
        ("30201", "办公费", Decimal(15000), "明细"),
        ("30202", "印刷费", Decimal(10000), "明细"),
        (None, "公用经费合计", Decimal(32500), "小计"),
        ("310", "资本性支出", Decimal(7500), "小计"),
        ("31002", "办公设备购置", Decimal(7500), "明细"),
    ]
    assert not any(row["unplaced"] for row in found.rows["basic_expenditure"])
    assert found.numbers_captured == found.numbers_printed == 12


def test_a_sum_that_begins_the_next_page_keeps_its_own_label() -> None:
    head = ["经济分类|<|科目名称|决算数|经济分类|<|科目名称|决算数", "类|款|^|^|类|款|^|^"]
    found = extracted(
        drawn(
            COVER,
            ["一般公共预算财政拨款基本支出决算表", "部门：舞阳县水利局", "金额单位：万元",
             Frame([*head, "301|01|基本工资|4|302|01|办公费|1.5", "303|05|生活补助|1|302|02|印刷费|1"])],
            [Frame(["人员经费合计|<|<|5|公用经费合计|<|<|2.5"])],
        )
    )  # fmt: skip
    rows = column(found, "basic_expenditure", "department_economic_code", "department_economic", "row_kind")
    assert rows == [
        ("30101", "基本工资", "明细"),
        ("30305", "生活补助", "明细"),
        (None, "人员经费合计", "小计"),
        ("30201", "办公费", "明细"),
        ("30202", "印刷费", "明细"),
        (None, "公用经费合计", "小计"),
    ]


def test_budget_and_final_account_in_turns_under_each_head() -> None:
    rows = [
        "财政拨款“三公”经费|<|<|<|<|<",
        "合计|<|公务用车运行维护费|<|公务接待费|<",
        "预算数|决算数|预算数|决算数|预算数|决算数",
        "2.85|1.39|1.5|1|1.35|0.39",
    ]
    found = extracted(drawn(COVER, ["财政拨款“三公”经费支出决算表", "单位：万元", Frame(rows)]))
    assert column(found, "three_public", "total", "vehicle_operation", "reception") == [
        (Decimal(13900), Decimal(10000), Decimal(3900))
    ]


def test_an_appropriation_with_the_government_fund_in_it_is_not_that_of_the_general_budget() -> None:
    def revenue(head: str, total: str) -> list[tuple[object, ...]]:
        rows = [head, total, total.replace("合计|<", "213|农林水支出")]
        page: Sheet = ["收入决算表", "部门：舞阳县水利局", "金额单位：万元", Frame(rows)]
        return column(extracted(drawn(COVER, page)), "revenue", "total", "general_budget_appropriation", "unplaced")[:1]

    alone = "项目|<|本年收入合计|财政拨款收入|事业收入|其他收入", "合计|<|9.5|8|1|0.5"
    assert revenue(*alone) == [(Decimal(95000), None, {"财政拨款收入": "8"})]
    beside = "项目|<|本年收入合计|财政拨款收入|政府性基金预算收入|其他收入", "合计|<|9.5|8|1|0.5"
    assert [row[1] for row in revenue(*beside)] == [Decimal(80000)]
