"""Each canned query against its answer, worked out by hand from the rows of ``small_archive.py``."""

import re

import pytest

from publish.questions import questions
from tests.publish.asking import Get

ANSWERS = [
    ("department_budgets", {"year": "2023"}, ["department", "expenditure", "basic", "project", "three_public"], [
        ["教育局", 10000000, 7500000, 2500000, 90000], ["水利局", 4000000, 1000000, 3000000, None]]),
    ("department_budgets", {"city": "郑州市"}, ["department"], []),
    ("three_public_expenses", {}, ["department", "total", "overseas_travel", "vehicle_purchase", "vehicle_operation",
                                   "reception"], [["教育局", 90000, 0, None, 60000.1, 29999.9]]),
    ("change_from_last_year", {}, ["department", "year", "expenditure", "last_year", "change", "change_percent"],
     [["教育局", 2023, 10000000, 8000000, 2000000, 25]]),
    ("largest_projects", {}, ["department", "project", "total"], [
        ["水利局", "河道治理", 3000000], ["教育局", "校园5G网络建设", 1500000], ["教育局", "教师差旅培训", 1000000]]),
    ("largest_projects", {"word": "差旅"}, ["department", "project"], [["教育局", "教师差旅培训"]]),
    ("spending_on_function", {"subject": "205"}, ["department", "items", "total", "basic_total", "project_total"],
     [["教育局", "学前教育", 6000000.25, 5000000, 1000000.25]]),
    ("spending_on_function", {"subject": "行政运行"}, ["department", "total"], [["水利局", 4000000]]),
    ("basic_and_project", {"year": "2023"}, ["department", "basic_percent", "project_percent"],
     [["水利局", 25, 75], ["教育局", 75, 25]]),
    ("personnel_and_public", {}, ["department", "personnel", "public_expenses", "public_percent"],
     [["教育局", 6000000, 1500000, 20]]),
    ("carryover_funds", {}, ["department", "carryover", "carryover_percent"],
     [["水利局", 1000000, 25], ["教育局", 250000.5, 2.5]]),
    ("procurement_prices", {"word": "计算机"}, ["item", "quantity", "amount", "unit_price"],
     [["台式计算机", 3, 10000, 3333.33]]),
    ("failed_checks", {"year": "2023"}, ["department", "difference", "tolerance"], [["教育局", 1000, 500]]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "params", "columns", "answer"), ANSWERS)
def test_a_question_has_this_answer(
    get: Get, name: str, params: dict[str, str], columns: list[str], answer: list[list[object]]
) -> None:
    rows = get(f"/archive/{name}.json", _shape="array", **params).json()
    assert [[row[column] for column in columns] for row in rows] == answer


def test_whole_yuan_are_integers_in_data(get: Get) -> None:
    asked = [
        ("three_public_expenses", "total"),
        ("personnel_and_public", "personnel"),
        ("change_from_last_year", "change"),
    ]
    for name, column in [*asked, ("totals", "basic"), ("totals", "procurement")]:
        values = [row[column] for row in get(f"/archive/{name}.json", _shape="array").json() if row[column] is not None]
        assert values
        assert all(isinstance(value, int) for value in values), (name, values)


def test_every_question_is_asked_here_and_has_chinese_headers(get: Get) -> None:
    assert {name for name, *_ in ANSWERS} == set(questions())
    for name, asked in questions().items():
        page = get(f"/archive/{name}").text
        header = page[page.index("<thead>") : page.index("</thead>")]
        assert "/department/" in page, f"{name}: no way to the department"
        for column in [*asked.labels, "document"]:
            assert f">{column}</th>" not in header, f"{name}: {column} has no label"
        assert re.findall(r">\s*([a-z_]+)\s*<", header) == [], f"{name}: a column has no label"
        assert asked.title in page


def test_a_question_shows_amounts_in_wan(get: Get) -> None:
    page = get("/archive/carryover_funds").text
    assert "上年结转结余（万元）" in page
    assert '<span class="amount" title="250,000.5 元">25.00005</span>' in page
