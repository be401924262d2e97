"""Figures and changes in running text, over many amounts, units and wordings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.narrative import figures, read
from extract.narrative.metrics import METRICS, NAMES
from forms.load import record_tables
from forms.money import UNITS

HEADING = "三、支出预算总体情况说明"
AMOUNTS = st.decimals(0, 9_999_999, places=2, allow_nan=False)
MONEY = st.sampled_from(["元", "万元", "亿元"])
RISES = st.sampled_from(["增加", "增长", "上升", "提高"])
COMPARED = st.sampled_from(["比2023年", "较上年", "与上年相比，", "与2023年预算数相比"])
FALLS = st.sampled_from(["减少", "下降", "降低"])


def told(*sentences: str, heading: str = HEADING, year: int | None = 2024) -> list[dict[str, Any]]:
    return read([(1, line) for line in (heading, *sentences)], department="鹤城市教育局", year=year).statements


@given(AMOUNTS, MONEY, st.booleans(), st.sampled_from(["", "为", "安排", "数为"]))
def test_an_amount_is_exact_in_its_own_unit(amount: Decimal, unit: str, commas: bool, said: str) -> None:
    printed = f"{amount:,}" if commas else f"{amount}"
    (row,) = told(f"鹤城市教育局2024年支出预算{said}{printed}{unit}。")
    assert (row["metric"], row["value"], row["value_unit"]) == ("expenditure_total", amount * UNITS[unit], "元")


@given(AMOUNTS, AMOUNTS, MONEY, MONEY, RISES | FALLS, COMPARED)
def test_a_change_has_the_sign_of_its_word_and_its_own_unit(
    value: Decimal, change: Decimal, unit: str, change_unit: str, word: str, compared: str
) -> None:
    sentence = f"2024年公务接待费{value}{unit}，{compared}{word}{change}{change_unit}。"
    (row,) = told(sentence, heading="六、“三公”经费情况")
    sign = -1 if word in ("减少", "下降", "降低") else 1
    assert (row["value"], row["change"]) == (value * UNITS[unit], sign * change * UNITS[change_unit])
    assert not (row["change"] == 0 and row["change"].is_signed())
    assert (row["base_year"], row["change_percent"]) == (2023, None)


@given(st.decimals(0, 100, places=2, allow_nan=False), st.sampled_from(["占", "占比", "占总支出的", "占总额的比重为"]))
def test_a_share_is_of_the_amount_before_it(share: Decimal, said: str) -> None:
    rows = told(f"2024年支出合计90万元，其中：基本支出60万元，{said}{share}%；项目支出30万元。")
    assert [(row["metric"], row["share_percent"]) for row in rows] == [
        ("expenditure_total", None),
        ("basic_total", share),
        ("project_total", None),
    ]


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2023年末，我部门共有", "2023-12-31"),
        ("2023年期末，我部门共有", "2023-12-31"),
        ("截至2023年底，本部门共有", "2023-12-31"),
        ("截止上年底，本部门共有", "2023-12-31"),
        ("截至2023年2月，本部门共有", "2023-02-28"),
        ("截至2024年1月30日，单位共有", "2024-01-30"),
        ("本部门共有", None),
    ],
)
def test_a_stock_has_the_day_it_was_counted(printed: str, day: str | None) -> None:
    (row,) = told(f"{printed}车辆7辆，其中：一般公务用车7辆。", heading="五、国有资产占用情况")
    assert (row["metric"], row["value"], row["as_of"]) == ("vehicles", 7, day)


@given(st.text(alphabet="截至止上年末底期2023019月日，", max_size=40))
def test_any_text_gives_a_date_or_none(text: str) -> None:
    day = figures.as_of(text, 2024)
    assert day is None or len(day) == 10


@pytest.mark.parametrize(
    "sentence",
    [
        "收取单价50万元以上设备的保险，标准为每年3元/月。",  # a threshold and a rate
        "2023年支出合计80万元。",  # another year
        "2024年财政拨款支出预算80万元。",  # another thing
        "2024年政府性基金预算支出80万元。",
        "上年结转的基本支出未安排，委托业务费支出预算80万元。",
    ],
)
def test_what_only_looks_like_a_metric_is_none(sentence: str) -> None:
    assert told(sentence) == []


def test_a_change_of_something_else_is_attached_to_nothing() -> None:
    rows = told("2024年支出合计90万元，会议费比上年增加3万元，增长5%。")
    assert [(row["value"], row["change"], row["change_percent"]) for row in rows] == [(900000, None, None)]


def test_after_a_closed_bracket_the_change_is_of_the_whole() -> None:
    rows = told(
        "三公经费5万元，其中：公务用车购置及运行维护费3万元（公务用车购置费0万元，比上年增加0万元；公务用车运行维护费3万元，"
        "比上年减少1万元。）比上年减少2万元，下降40%，主要原因是封存；公务接待费2万元，比上年增加1万元（100%）。",
        heading="二、“三公”经费安排情况",
    )
    assert {row["metric"]: (row["change"], row["change_percent"], row["reason"]) for row in rows} == {
        "three_public": (None, None, None),
        "vehicle_purchase": (0, None, None),
        "vehicle_operation": (-10000, None, None),
        "reception": (10000, 100, None),
    }


def test_after_a_list_of_parts_the_change_is_of_the_whole() -> None:
    rows = told("2024年支出预算300万元。按支出功能分类，包括教育支出240万元，住房保障支出60万元。比2023年增加20万元。")
    assert [(row["metric"], row["value"], row["change"]) for row in rows] == [
        ("expenditure_total", 3_000_000, 200_000),
        ("function_expenditure", 2_400_000, None),
        ("function_expenditure", 600_000, None),
    ]


def test_a_part_in_a_sentence_of_its_own_has_its_own_change() -> None:
    rows = told("2024年支出预算300万元，其中：", "1.教育支出240万元。比2023年增加20万元。", "2.住房保障支出60万元。")
    assert [row["change"] for row in rows] == [None, 200_000, None]


@pytest.mark.parametrize(
    "between",
    ["年初预算为20万元，", "主要用于：教师工资、水电费支出。年初预算为20万元，", "年初预算为0万元，全年预算为20万元，"],
)
def test_final_accounts_may_explain_what_a_function_is_for_before_its_figures(between: str) -> None:
    lines = [
        (1, "鹤城市教育局2024年度部门决算"),
        (2, "一、一般公共预算财政拨款支出决算情况说明"),
        (2, f"1.教育支出（类）普通教育（款）小学教育（项）。{between}支出决算为18.5万元。"),
    ]
    told = read(lines, department="鹤城市教育局", year=2024)
    assert [(row["label"], row["value"]) for row in told.statements] == [("小学教育", 185000)]
    assert not told.problems


@pytest.mark.parametrize(
    ("title", "heading", "sentence", "values"),
    [
        (
            "部门预算",
            "四、政府采购情况",
            "政府采购预算30万元：政府采购货物20万元、政府采购服务10万元；其中一般公共预算拨款政府采购12万元：政府采购货物8万元。",
            [300_000, 200_000, 100_000],
        ),
        ("部门决算", "五、财政拨款支出情况", "财政拨款支出年初预算为20万元，支出决算为18万元，完成90%。", []),
        ("部门预算", "二、“三公”经费情况", "公务接待费预算0万元（去年预算数为5万元）。", [0]),
    ],
)
def test_what_is_of_something_narrower_or_of_another_year_is_understood(
    title: str, heading: str, sentence: str, values: list[int]
) -> None:
    lines = [(1, f"鹤城市教育局2024年度{title}"), (2, heading), (2, sentence)]
    told = read(lines, department="鹤城市教育局", year=2024)
    assert [row["value"] for row in told.statements] == values
    assert not told.problems


def test_no_three_public_expenses_of_the_appropriation() -> None:
    lines = [(1, "鹤城市教育局2024年度部门决算"), (2, "七、“三公”经费情况"), (2, "2024年度无“三公”经费财政拨款支出。")]
    (row,) = read(lines, department="鹤城市教育局", year=2024).statements
    assert (row["metric"], row["value"]) == ("three_public", 0)


def test_final_accounts_state_the_executed_figure() -> None:
    lines = [
        (1, "鹤城市教育局2024年度部门决算"),
        (2, "一、一般公共预算财政拨款支出决算情况说明"),
        (2, "1. 教育支出（类）普通教育（款）小学教育（项）。年初预算为20万元，支出决算为18.5万元，完成预算的92.5%。"),
    ]
    (row,) = read(lines, department="鹤城市教育局", year=2024).statements
    assert (row["label"], row["value"], row["share_percent"]) == ("小学教育", 185000, None)


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("“教育支出（类）普通教育（款）小学教育（项）”科目", "小学教育"),
        ("教育支出（205类）普通教育（02款）小学教育（02项）", "小学教育"),
        ("教育支出-普通教育-小学教育", "小学教育"),
        ("（1）小学教育（2050202）", "小学教育"),
        ("2050202-小学教育", "小学教育"),
        ("其中：教育（类）支出", "教育支出"),
        ("教育支出（类）支出", "教育支出"),
        ("一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）预算", "行政运行"),
    ],
)
def test_ways_to_print_a_function(printed: str, label: str) -> None:
    (row,) = told(f"{printed}12.5万元。")
    assert (row["metric"], row["label"], row["value"]) == ("function_expenditure", label, 125000)


def test_rows_have_the_columns_of_their_tables() -> None:
    narrative = read([(1, HEADING), (1, "2024年支出合计90万元。")], department=None, year=None)
    keys = {"document", "row", "city", "county", "department", "department_id", "year", "stage", "scope"}
    for table, rows in (("statements", narrative.statements), ("sections", narrative.sections)):
        columns = {column.name for column in record_tables()[table].columns}
        assert set(rows[0]) == columns - keys - {"row_kind", "source_table", "source_row", "reading"}


def test_the_list_is_the_contracts() -> None:
    assert set(NAMES) == {
        "revenue_total", "expenditure_total", "basic_total", "project_total", "general_budget_revenue",
        "general_budget_expenditure", "function_expenditure", "personnel", "public_expenses", "three_public",
        "overseas_travel", "vehicle_purchase", "vehicle_operation", "reception", "agency_operation", "procurement",
        "procurement_goods", "procurement_works", "procurement_services", "vehicles", "equipment_500k", "equipment_1m",
        "transfer_projects", "projects_with_targets",
    }  # fmt: skip
    assert {metric.unit for metric in METRICS.values()} == {"元", "辆", "台（套）", "个"}


def test_revenue_and_expenditure_in_one_figure() -> None:
    rows = told("2024年收、支总计均为1519.27万元。")
    assert {(row["metric"], row["value"]) for row in rows} == {
        ("revenue_total", Decimal(15192700)),
        ("expenditure_total", Decimal(15192700)),
    }


HALF_WIDE = (
    "2024年一般公共预算财政拨款支出612.73万元,比2023年增加52.5万元。其中:基本支出445.39万元,比2023年增加94.5万元,"
    "主要原因是人员经费增加90.07万元,公用经费增加4.43万元;项目支出167.34万元,比2023年减少42万元,主要是建设项目减少。"
)


def test_clauses_end_at_marks_of_half_width_too() -> None:
    rows = told(HALF_WIDE, heading="三、财政拨款情况说明")
    assert [(row["metric"], row["value"], row["change"], row["reason"]) for row in rows] == [
        ("general_budget_expenditure", 6_127_300, 525_000, None),
        ("basic_total", 4_453_900, 945_000, "人员经费增加90.07万元,公用经费增加4.43万元"),
        ("project_total", 1_673_400, -420_000, "建设项目减少"),
    ]


def test_the_sentence_says_what_a_heading_might() -> None:
    rows = told(
        "2.政府采购情况。本局政府采购预算总额60.4万元，其中：政府采购货物预算47.2万元、政府采购工程预算0万元、政府采购服务预算13.2万元。",
        heading="四、其他重要事项的情况说明",
    )
    assert [(row["metric"], row["value"]) for row in rows] == [
        ("procurement", 604_000),
        ("procurement_goods", 472_000),
        ("procurement_works", 0),
        ("procurement_services", 132_000),
    ]


@pytest.mark.parametrize(
    ("sentence", "metric", "value", "change"),
    [
        (
            "鹤城市教育局2024年一般公共预算当年拨款474.82万元，比2023年执行数减少66.6万元。",
            "general_budget_expenditure",
            4_748_200,
            -666_000,
        ),
        ("鹤城市教育局2024年度政府采购金额（以合同签订为准）为21.07万元。", "procurement", 210_700, None),
        ("机关运行经费5万元，较上年没有变化。", "agency_operation", 50_000, 0),
        (
            "鹤城市教育局2024年预算支出安排一般公共预算财政拨款支出923.1961万元。",
            "general_budget_expenditure",
            9_231_961,
            None,
        ),
    ],
)
def test_other_words_for_a_metric(sentence: str, metric: str, value: int, change: int | None) -> None:
    (row,) = told(sentence, heading="五、其他情况")
    assert (row["metric"], row["value"], row["change"]) == (metric, value, change)


def test_a_change_after_the_other_years_own_figure_and_a_share_of_what_is_named() -> None:
    rows = told(
        "2024年支出预算101.5万元，比2023年年初预算数99万元增加2.5万元，增长2.5%。主要原因是新增项目。",
        "（一）基本支出。基本支出预算40.6万元，占本年支出预算40%。",
    )
    names = ("metric", "value", "change", "change_percent", "base_year", "share_percent", "reason")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("expenditure_total", 1_015_000, 25_000, Decimal("2.5"), 2023, None, "新增项目"),
        ("basic_total", 406_000, None, None, None, 40, None),
    ]


def test_vehicles_counted_in_another_unit() -> None:
    rows = told("截至2023年底，共有车辆7台，单位价值100万元以上的设备2台。", heading="九、国有资产占用情况")
    assert [(row["metric"], row["value"], row["value_unit"], row["as_of"]) for row in rows] == [
        ("vehicles", 7, "辆", "2023-12-31"),
        ("equipment_1m", 2, "台（套）", "2023-12-31"),
    ]


@pytest.mark.parametrize(
    ("heading", "sentence", "stated"),
    [
        (
            "一、收入支出预算总体情况说明",
            "我局2024年部门预算收、支总计均为12.5万元。",
            {"revenue_total": 125_000, "expenditure_total": 125_000},
        ),
        (
            "三、支出预算总体情况说明",
            "2024年支出12.5万元，其中，用于基本支出10万元，用于项目支出2.5万元。",
            {"basic_total": 100_000, "project_total": 25_000},
        ),
        (
            "六、一般公共预算基本支出情况说明",
            "一般公共预算安排基本支出12.5万元，包括人员经费10万元和公用经费2.5万元。",
            {"basic_total": 125_000, "personnel": 100_000, "public_expenses": 25_000},
        ),
        (
            "六、一般公共预算基本支出情况说明",
            "其中：人员类支出10万元，公用支出2.5万元。",
            {"personnel": 100_000, "public_expenses": 25_000},
        ),
        ("七、“三公”经费支出情况说明", "我单位2024年无“三公”经费预算。", {"three_public": 0}),
        ("八、机关运行经费", "2024年机关运行经费共安排15.5万元。", {"agency_operation": 155_000}),
        ("八、机关运行经费", "2024年鹤城市教育科学研究所无机关运行经费。", {"agency_operation": 0}),
        (
            "九、政府采购情况",
            "纳入政府采购的预算资金17万元，其中货物17万元。",
            {"procurement": 170_000, "procurement_goods": 170_000},
        ),
        ("九、政府采购情况", "我部门2024年无政府采购支出。", {"procurement": 0}),
        (
            "十、国有资产占用情况",
            "我单位拥有公务用车4辆，无单价50万元以上通用设备。",
            {"vehicles": 4, "equipment_500k": 0},
        ),
        (
            "十、国有资产占用情况",
            "2023年末，我单位无公务用车，无单价100万元以上的专用设备。",
            {"vehicles": 0, "equipment_1m": 0},
        ),
        ("十一、专项转移支付项目情况", "负责管理的专项转移支付项目共有3项。", {"transfer_projects": 3}),
        ("十一、专项转移支付项目情况", "我单位无专项转移支付预算项目。", {"transfer_projects": 0}),
        *(
            ("十二、预算绩效情况", sentence, {"projects_with_targets": 5})
            for sentence in (
                "2024年编制项目绩效目标5个，涉及金额211万元。",
                "2024年我单位5个项目实行绩效目标管理，涉及预算资金211万元。",
                "对5个项目编制了绩效目标。",
                "实行绩效目标管理的项目5个。",
                "纳入绩效目标管理项目5个。",
                "我单位5个预算项目全部编制了绩效目标。",
                "绩效目标管理全覆盖，涉及预算支出项目5项。",
                "实施情况：编报绩效目标的2024年度项目5个，涉及预算金额175.52万元；绩效自评的2024年度项目3个。",
            )
        ),
    ],
)
def test_what_a_metric_is_called_in_other_documents(heading: str, sentence: str, stated: dict[str, int]) -> None:
    rows = told(sentence, heading=heading)
    assert {row["metric"]: row["value"] for row in rows if row["metric"] in stated} == stated


def test_the_name_of_a_body_does_not_make_a_heading_one_that_is_not_read() -> None:
    body = "中共鹤城市委机构编制委员会办公室"
    lines = [f"第二部分 {body}2024年部门预算情况说明", "一、收入预算总体情况说明", "2024年收入合计12.5万元。"]
    for department in (body, "鹤城市委编办"):
        (row,) = read([(1, line) for line in lines], department=department, year=2024).statements
        assert (row["metric"], row["value"]) == ("revenue_total", 125_000)


@pytest.mark.parametrize(
    ("words", "change", "percent"),
    [
        ("与2023年相比增加了2.5万元，同比增长25%", 25_000, 25),
        ("同比增加2.5万元，增幅25%", 25_000, 25),
        ("与上年预算相比，减少2.5万元（下降16.67%）", -25_000, Decimal("-16.67")),
        ("与上年比较增加2.5万元，增长率25%", 25_000, 25),
        ("和2023年相比未发生增减变化", 0, None),
        ("与上年预算数相等", 0, None),
    ],
)
def test_a_change_in_other_words(words: str, change: int, percent: Decimal | int | None) -> None:
    (row,) = told(f"我单位2024年“三公”经费预算12.5万元，{words}。", heading="七、“三公”经费支出情况说明")
    assert (row["change"], row["change_percent"], row["base_year"]) == (change, percent, 2023)


@pytest.mark.parametrize("said", ["同比持平", "同比无增减变化", "与上年相比保持不变"])
def test_nothing_changed_however_it_is_said(said: str) -> None:
    (row,) = told(f"2024年支出预算48.10万元，{said}。")
    assert (row["change"], row["change_percent"], row["base_year"]) == (0, None, 2023)


def test_a_function_that_is_called_a_class_of_accounts() -> None:
    rows = told(
        "2024年支出预算90.5万元，其中：", "（一）卫生健康支出类科目43.9万元，占支出总预算4.85%，同比减少6.01万元。"
    )
    assert [(row["metric"], row["label"], row["change"]) for row in rows][1:] == [
        ("function_expenditure", "卫生健康支出", -60100)
    ]


@pytest.mark.parametrize(
    ("words", "change", "percent", "reason"),
    [
        ("比上年增加0.00万元，增长0.00%，与上年持平。主要原因是：接待任务不变。", 0, 0, "接待任务不变"),
        ("较上年增加（减少）0万元（0%），增加（减少）的主要原因是未安排接待。", 0, 0, "未安排接待"),
        ("比上年减少1万元，下降（增长）33.3%。", -10_000, Decimal("-33.3"), None),
        ("较上年没有变化（0%），无变化的原因是任务不变。", 0, 0, "任务不变"),
        (
            "比上年减少1万元，下降33.3%。主要原因一是压减支出；二是活动减少。",
            -10_000,
            Decimal("-33.3"),
            "一是压减支出；二是活动减少",
        ),
        ("比上年减少1万元。公务接待费减少的主要原因，压减支出。", -10_000, None, "压减支出"),
    ],
)
def test_a_change_said_twice_or_in_the_words_of_a_model_and_its_reason(
    words: str, change: int, percent: Decimal | int | None, reason: str | None
) -> None:
    (row,) = told(f"（二）公务接待费2万元，{words}", heading="六、“三公”经费支出情况")
    assert (row["value"], row["change"], row["change_percent"], row["reason"]) == (20_000, change, percent, reason)


def test_a_change_of_which_the_direction_is_not_said_is_none() -> None:
    told_of = read(
        [(1, "六、“三公”经费支出情况"), (1, "公务接待费2万元，较上年增加（减少）1万元。")],
        department="鹤城市教育局",
        year=2024,
    )
    ((row,), (problem,)) = told_of.statements, told_of.problems
    assert (row["value"], row["change"], problem.kind) == (20_000, None, "statement_unmatched")


def test_an_amount_said_again_beside_last_years_is_one_statement_and_what_follows_compares_it() -> None:
    rows = told(
        "财政拨款支出主要内容如下：",
        "1.“教育支出（类）普通教育（款）小学教育（项）”10.5万元，主要用于学校运转。2023年当年预算执行数为11万元，"
        "2024年预算安排10.5万元，比2023年预算执行数减少4.55%。主要原因是：教师退休。",
        "2.“教育支出（类）普通教育（款）初中教育（项）”8万元，主要用于学校运转。2023年当年预算执行数为8万元，2024年预算安排9万元。",
    )
    known = ("metric", "label", "value", "change_percent", "base_year", "reason")
    assert [tuple(row[name] for name in known) for row in rows] == [
        ("function_expenditure", "小学教育", 105_000, Decimal("-4.55"), 2023, "教师退休"),
        ("function_expenditure", "初中教育", 80_000, None, None, None),
    ]


def test_a_part_as_large_as_its_whole_is_not_the_whole_said_again() -> None:
    rows = told("2024年收入预算90万元，其中：财政拨款收入90万元，比2023年预算增加5万元。")
    assert [(row["metric"], row["value"], row["change"]) for row in rows] == [("revenue_total", 900_000, None)]


@pytest.mark.parametrize("again", ["", "同比"])
def test_the_percentage_of_a_wholes_change_after_its_parts_is_the_wholes_too(again: str) -> None:
    rows = told(
        "2024年预算支出90万元，其中基本支出60万元，占66.7%；项目支出30万元，占33.3%。"
        f"2024年预算比2023年预算增加5万元，{again}增长5.9%。主要是人员经费的正常增长。"
    )
    known = [(row["metric"], row["change"], row["change_percent"], row["reason"]) for row in rows]
    assert known == [
        ("expenditure_total", 50_000, Decimal("5.9"), "人员经费的正常增长"),
        ("basic_total", None, None, None),
        ("project_total", None, None, None),
    ]


def test_what_changed_in_none_of_the_parts_of_a_sentence() -> None:
    rows = told(
        "2024年“三公”经费预算9万元，与2023年持平。其中：因公出国（境）费5万元，公务接待费1万元，公务用车购置费0万元，"
        "公务用车运行维护费3万元，均与上年持平。",
        heading="六、“三公”经费情况",
    )
    assert [(row["metric"], row["change"], row["base_year"]) for row in rows] == [
        (metric, 0, 2023)
        for metric in ("three_public", "overseas_travel", "reception", "vehicle_purchase", "vehicle_operation")
    ]


def test_changes_whose_own_words_stand_before_the_comparison_in_a_further_sentence() -> None:
    rows = told(
        "（一）公务用车购置及运行费9万元，其中，公务用车购置费0万元；公务用车运行维护费9万元，主要用于燃料费、维修费。"
        "公务用车购置费预算数比2023年增加0万元；公务用车运行维护费预算数比2023年减少1万元，主要原因：车辆减少。",
        heading="七、“三公”经费支出预算情况说明",
    )
    assert [(row["metric"], row["change"], row["reason"]) for row in rows] == [
        ("vehicle_purchase", 0, None),
        ("vehicle_operation", -10000, "车辆减少"),
    ]


def test_projects_that_are_managed_by_targets() -> None:
    (row,) = told("2024年，我局纳入预算绩效管理的项目14个，均按要求编制了绩效目标。", heading="（三）绩效目标设置情况")
    assert (row["metric"], row["value"], row["value_unit"]) == ("projects_with_targets", 14, "个")


@pytest.mark.parametrize("compared", ["比上年预算", "较2023年的", "比上年累计支出", "较去年预算数"])
def test_last_years_own_amount_within_the_comparison(compared: str) -> None:
    (row,) = told(
        f"2024年支出总计90万元，{compared}80万元增加10万元，增长12.5%，主要原因是：一是人员增加；二是项目增加。"
    )
    assert (row["value"], row["change"], row["change_percent"], row["base_year"]) == (900_000, 100_000, 12.5, 2023)
    assert row["reason"] == "一是人员增加；二是项目增加"
    (row,) = told(f"2024年支出总计90万元，{compared}80万元，增长12.5%。")
    assert row["change"] is None, "80 may as well be the change, whose word was left out"


def test_a_reason_in_a_sentence_of_its_own_is_of_every_change_before_it() -> None:
    rows = told(
        "2024年收入总计90万元，支出总计90万元。与2023年相比，收入总计增加5万元，增长5.9%；支出总计增加5万元，增长5.9%。"
        "主要原因：人员增加。2024年基本支出60万元，比上年增加1万元；项目支出30万元，与上年持平。主要原因：人员增加。"
    )
    assert [(row["metric"], row["change"], row["reason"]) for row in rows] == [
        ("revenue_total", 50_000, "人员增加"),
        ("expenditure_total", 50_000, "人员增加"),
        ("basic_total", 10_000, "人员增加"),
        ("project_total", 0, None),
    ]
