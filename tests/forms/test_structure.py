"""Row kinds and identities on generated forms: a tree of sums is read as that tree, one wrong figure is found."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.declaration import Identity
from forms.identities import evaluate, tolerance
from forms.nesting import kinds_by_sums
from forms.structure import row_kinds

COLUMNS = ["total", "basic_total"]
SUMS = [Identity("sum_details", "各项之和等于合计")]
PARTS = [Identity("row", "合计 = 基本支出 + 项目支出", "total", ("basic_total", "project_total"))]
QUANTUM = Decimal(100)

amounts = st.integers(min_value=1, max_value=10**7).map(lambda cents: Decimal(cents) * 100)


Row = dict[str, Any]


@dataclass
class Node:
    """A row and the rows that break it down."""

    row: Row
    kind: str
    children: list[Node] = field(default_factory=list)

    def sum_up(self) -> None:
        for child in self.children:
            child.sum_up()
        if self.children:
            for column in COLUMNS:
                values = [child.row[column] for child in self.children if child.row.get(column) is not None]
                self.row[column] = sum(values, Decimal(0)) if values else None

    def flat(self) -> list[Node]:
        return [self, *(node for child in self.children for node in child.flat())]


@st.composite
def leaves(draw: st.DrawFn, code: str, kind: str = "明细") -> Node:
    total = draw(amounts)
    basic = draw(st.one_of(st.none(), amounts))
    return Node({"function_code": code, "function": f"科目{code}", "total": total, "basic_total": basic}, kind)


@st.composite
def classified(draw: st.DrawFn, prefix: str = "") -> list[Node]:
    """类, 款 and 项 rows, each level printed or not."""
    found = []
    for group in draw(st.lists(st.integers(1, 34), min_size=1, max_size=3, unique=True)):
        top = Node({"function_code": f"2{group:02}", "function": f"类{group}"}, "小计")
        for item in draw(st.lists(st.integers(1, 99), min_size=1, max_size=3, unique=True)):
            top.children.append(draw(leaves(f"2{group:02}{item:02}01")))
        found.extend([top] if draw(st.booleans()) else top.children)
    return found


@st.composite
def forms(draw: st.DrawFn) -> list[Node]:
    """A form by function: 合计, then classes; or a department, its units and classes under each."""
    total = Node({"function": "合计"}, "合计")
    if draw(st.booleans()):
        department = Node({"budget_unit_code": "070", "budget_unit": "某某局"}, "部门")
        for number in range(draw(st.integers(1, 3))):
            unit = Node({"budget_unit_code": f"07000{number + 1}", "budget_unit": f"单位{number + 1}"}, "单位")
            unit.children = draw(classified())
            department.children.append(unit)
        total.children = [department]
    else:
        total.children = draw(classified())
    total.sum_up()
    return total.flat()


@given(forms())
def test_kinds_are_those_of_the_tree(nodes: list[Node]) -> None:
    rows = [node.row for node in nodes]
    assert row_kinds(rows, COLUMNS) == [node.kind for node in nodes]


@given(forms())
def test_details_make_up_the_total_and_every_identity_holds(nodes: list[Node]) -> None:
    rows = [
        {**node.row, "row_kind": kind}
        for node, kind in zip(nodes, row_kinds([n.row for n in nodes], COLUMNS), strict=True)
    ]
    details = sum((row["total"] for row in rows if row["row_kind"] == "明细"), Decimal(0))
    assert details == rows[0]["total"]
    findings = evaluate(SUMS, rows, COLUMNS, QUANTUM)
    assert findings
    assert all(finding.passed and finding.difference == 0 for finding in findings)


@given(forms(), st.data())
def test_one_wrong_figure_is_found(nodes: list[Node], data: st.DataObject) -> None:
    rows = [
        {**node.row, "row_kind": kind}
        for node, kind in zip(nodes, row_kinds([n.row for n in nodes], COLUMNS), strict=True)
    ]
    at = data.draw(st.integers(0, len(rows) - 1))
    allowed = tolerance(QUANTUM, len(rows))
    rows[at] = {**rows[at], "total": rows[at]["total"] + allowed + 1}
    wrong = [finding for finding in evaluate(SUMS, rows, COLUMNS, QUANTUM) if not finding.passed]
    assert wrong
    assert {finding.column for finding in wrong} == {"total"}


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=6), st.data())
def test_a_row_is_the_sum_of_its_parts(pairs: list[tuple[Decimal, Decimal]], data: st.DataObject) -> None:
    rows: list[dict[str, Any]] = [
        {"total": a + b, "basic_total": a, "project_total": b, "row_kind": "明细"} for a, b in pairs
    ]
    assert all(finding.passed for finding in evaluate(PARTS, rows, ["total"], QUANTUM))
    at = data.draw(st.integers(0, len(rows) - 1))
    rows[at]["total"] -= tolerance(QUANTUM, 2) + 1
    assert [finding.row for finding in evaluate(PARTS, rows, ["total"], QUANTUM) if not finding.passed] == [at]


@given(st.lists(amounts, min_size=2, max_size=12))
def test_rounding_of_every_addend_is_allowed_and_no_more(values: list[Decimal]) -> None:
    rows = [{"total": value, "row_kind": "明细", "function": str(n)} for n, value in enumerate(values)]
    limit = QUANTUM / 2 * len(values)
    for off, passed in ((limit, True), (-limit, True), (limit + 1, False), (-limit - 1, False)):
        total = {"total": sum(values, Decimal(0)) + off, "row_kind": "合计", "function": "合计"}
        (finding,) = evaluate(SUMS, [total, *rows], ["total"], QUANTUM)
        assert finding.passed is passed


@st.composite
def uncoded(draw: st.DrawFn, depth: int = 2) -> list[Node]:
    """Levels without codes, each inner row over at least two others."""
    found = []
    for _ in range(draw(st.integers(2, 3))):
        node = Node({"function": "某项"}, "明细")
        if depth and draw(st.booleans()):
            node.children, node.kind = draw(uncoded(depth - 1)), "小计"
        found.append(node)
    return found


@given(uncoded(), st.randoms(use_true_random=False))
def test_levels_without_codes_are_told_by_their_sums(top: list[Node], random: Random) -> None:
    """Powers of two as figures: no two choices of rows have the same sum, so only the true tree fits."""
    total = Node({"function": "合计"}, "合计", top)
    details = [node for node in total.flat() if not node.children]
    powers = list(range(len(details)))
    random.shuffle(powers)
    for node, power in zip(details, powers, strict=True):
        node.row |= {"total": Decimal(2**power) * 1000000, "basic_total": None}
    total.sum_up()
    nodes = total.flat()
    guess = ["合计"] + ["明细"] * (len(nodes) - 1)
    assert kinds_by_sums([node.row for node in nodes], "total", guess) == [node.kind for node in nodes]
    nodes[0].row["total"] += 500000
    assert kinds_by_sums([node.row for node in nodes], "total", guess) is None


def test_a_parent_that_alone_prints_an_amount_is_a_detail() -> None:
    rows: list[Row] = [{"function_code": "201", "function": "类", "total": Decimal(5)},
                       {"function_code": "2010301", "function": "项", "total": None}]  # fmt: skip
    assert row_kinds(rows, ["total"])[0] == "明细"


@pytest.mark.parametrize("label", ["合计", "总计", "收入合计：", "合 计"])
def test_one_grand_total(label: str) -> None:
    rows = [
        {"function": label, "total": Decimal(2)},
        {"function": "甲", "total": Decimal(2)},
        {"function": label, "total": Decimal(2)},
    ]
    assert row_kinds(rows, ["total"]) == ["合计", "明细", "小计"]


def test_the_only_row_of_a_form_is_a_detail() -> None:
    assert row_kinds([{"total": Decimal(1)}], ["total"]) == ["明细"]
    assert row_kinds([{"function": "合计", "total": Decimal(1)}], ["total"]) == ["明细"]


def test_a_group_is_summed_against_the_one_total() -> None:
    rows: list[Row] = [
        {"parent": None, "item": "总额", "amount": Decimal(1000), "row_kind": "合计"},
        {"parent": "资金来源", "item": "政府预算资金", "amount": Decimal(1000), "row_kind": "明细"},
        {"parent": "资金结构", "item": "基本支出", "amount": Decimal(600), "row_kind": "明细"},
        {"parent": "资金结构", "item": "项目支出", "amount": Decimal(500), "row_kind": "明细"},
    ]
    groups = [Identity("sum_details", "各组之和", group="parent")]
    found = {finding.part: finding.passed for finding in evaluate(groups, rows, ["amount"], Decimal(1))}
    assert found == {"资金来源": True, "资金结构": False}


def test_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown identity rule"):
        evaluate([Identity("average", "平均")], [], [], QUANTUM)  # type: ignore[arg-type]  # the point of the test


def test_an_equal_row_below_is_a_neighbour_where_the_total_says_so() -> None:
    """援藏资金 142 is 71 and 71, the second not below the first; 离退休干部活动 stands over its one project."""
    printed = [("合计", 148), ("援藏资金", 142), ("交通", 71), ("住房", 71), ("离退休干部活动", 6), ("活动费", 6)]
    rows = [{"project": name, "total": Decimal(amount) * 100} for name, amount in printed]
    assert kinds_by_sums(rows, "total", ["合计"] + ["明细"] * 5) == ["合计", "小计", "明细", "明细", "小计", "明细"]


def test_equal_neighbours_beside_sums_of_a_single_row() -> None:
    """Four fees of 100 stand below each other; 退休费 and 设备购置 are all that their groups hold."""
    fees = [("商品和服务", 903, "小计"), ("办公费", 503, "明细"), *((name, 100, "明细") for name in "会训待劳")]
    own = [("补助", 311, "小计"), ("退休费", 311, "明细"), ("资本性", 407, "小计"), ("设备购置", 407, "明细")]
    centre = [("补助", 211, "小计"), ("退休费", 211, "明细")]
    units = [("本级", 1621, "小计"), *fees, *own, ("中心", 1114, "小计"), *fees, *centre]
    rows = [{"function": name, "total": Decimal(amount)} for name, amount, _ in units]
    kinds = [kind for _, _, kind in units]
    guess = ["明细"] * len(units)
    total = {"function": "合计", "total": Decimal(2735)}
    assert kinds_by_sums([total, *rows], "total", ["合计", *guess]) == ["合计", *kinds]
    department = {"budget_unit": "某署", "total": Decimal(2735)}
    assert kinds_by_sums([department, *rows], "total", ["明细", *guess]) == ["单位", *kinds]


def test_a_sum_without_a_difference_before_one_within_rounding() -> None:
    """20 is 10 and 10.1 within half a digit each, but then 30 is no sum of 20 and 10."""
    printed = [("人员经费", 300), ("基本工资", 200), ("津贴", 100), ("公用经费", 101), ("办公费", 101), ("合计", 401)]
    rows = [{"function": name, "total": Decimal(amount) * 100} for name, amount in printed]
    found = kinds_by_sums(rows, "total", ["明细"] * 5 + ["合计"])
    assert found == ["小计", "明细", "明细", "小计", "明细", "合计"]


def test_goods_of_equal_price_do_not_break_each_other_down() -> None:
    printed = [(None, "合计", 160), ("货物", None, 160), (None, "键盘", 80), (None, "鼠标", 50), (None, "纸", 30)]
    rows = [{"catalogue": c, "item": item, "amount": Decimal(amount)} for c, item, amount in printed]
    assert kinds_by_sums(rows, "amount", ["合计"] + ["明细"] * 4) == ["合计", "小计", "明细", "明细", "明细"]


def test_units_without_codes_below_their_department() -> None:
    rows = [
        {"function": "合计", "total": Decimal("9.11")},
        {"budget_unit": "某某局", "total": Decimal("9.11")},
        {"budget_unit": "某某局机关", "total": Decimal("4.04")},
        {"function": "行政运行", "function_code": "2010301", "total": Decimal("3.03")},
        {"function": "住房公积金", "function_code": "2210201", "total": Decimal("1.01")},
        {"budget_unit": "某某中心", "total": Decimal("5.07")},
        {"function": "事业运行", "function_code": "2010350", "total": Decimal("3.05")},
        {"function": "住房公积金", "function_code": "2210201", "total": Decimal("2.02")},
    ]
    kinds = kinds_by_sums(rows, "total", ["合计"] + ["明细"] * 7)
    assert kinds == ["合计", "部门", "单位", "明细", "明细", "单位", "明细", "明细"]


def test_projects_below_their_department_without_a_total() -> None:
    rows = [{"budget_unit": "信访局", "total": Decimal(90)}] + [
        {"project": name, "total": Decimal(amount)} for name, amount in (("大厅运行", 60), ("社工服务", 30))
    ]
    assert kinds_by_sums(rows, "total", ["明细"] * 3) == ["单位", "明细", "明细"]


def test_a_last_row_without_words_is_the_total_where_it_adds_up() -> None:
    rows: list[Row] = [{"project": name, "total": Decimal(amount)} for name, amount in (("甲", 20), ("乙", 10))]
    rows += [{"total": Decimal(30)}]
    assert row_kinds(rows, ["total"]) == ["明细", "明细", "合计"]
    rows[2]["total"] = Decimal(50)
    assert row_kinds(rows, ["total"]) == ["明细", "明细", "明细"]
    assert row_kinds([], ["total"]) == []


def test_a_unit_without_its_name_above_itself_is_the_whole() -> None:
    rows = [
        {"budget_unit_code": "207005", "total": Decimal(2150000)},
        {"budget_unit_code": "207005", "budget_unit": "信阳市博物馆", "total": Decimal(2150000)},
        {"budget_unit_code": "207005", "budget_unit": "信阳市博物馆", "project": "免费开放", "total": Decimal(2150000)},
    ]
    assert row_kinds(rows, ["total"]) == ["部门", "单位", "明细"]
