"""The invented documents add up exactly, agree with each other over the years, and their prose with their tables."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from samples.documents import facts, store
from samples.documents.disclosure import Disclosure
from samples.documents.figures import number
from samples.documents.grid import ABOVE, LEFT
from samples.documents.labels import CLASSES

INVENTED = [slug for slug in facts.slugs() if facts.load(slug).derived]
ZERO = Decimal(0)


def amounts(row: tuple[str, ...], first: int = 0) -> list[Decimal]:
    """The amounts of a row from a column on."""
    return [number(cell) for cell in row[first:]]


def column_sums(rows: list[tuple[str, ...]], first: int) -> list[Decimal]:
    """Sums down each column from `first` on."""
    return [sum(column, ZERO) for column in zip(*(amounts(row, first) for row in rows), strict=True)]


def grand(disclosure: Disclosure, key: str) -> tuple[str, ...]:
    """The 合计 row of a form by function."""
    return next(row for row in disclosure.form(key).rows if row[4] == "合计")


def keys(disclosure: Disclosure) -> set[str]:
    return {form.key for form in disclosure.forms}


@pytest.mark.parametrize("slug", INVENTED)
def test_balance_adds_up(slug: str) -> None:
    one = facts.load(slug)
    rows = one.form("revenue_expenditure").rows
    left = {row[0]: number(row[1]) for row in rows if row[0]}
    right = {row[2]: number(row[3]) for row in rows}
    items = [value for label, value in left.items() if re.match("[一二三四五六七八九]、", label)]
    assert sum(items, ZERO) == left["本年收入合计"]
    assert left["本年收入合计"] + left["上年结转结余"] == left["收入总计"] == right["支出总计"]
    classes = [value for label, value in right.items() if "、" in label]
    assert sum(classes, ZERO) == right["本年支出合计"] == right["支出总计"] - right["年终结转结余"]

    total, department, *units = one.form("revenue").rows
    assert amounts(total, 2) == amounts(department, 2) == column_sums(units, 2)
    assert number(total[2]) == left["收入总计"] == number(total[3]) + number(total[14])
    whole, general, _, *others = amounts(total[:14], 3)
    assert whole == general + sum(others, ZERO)
    carried, *parts = amounts(total, 14)
    assert carried == sum(parts, ZERO)


@pytest.mark.parametrize("slug", INVENTED)
def test_spending_by_function_adds_up(slug: str) -> None:
    one = facts.load(slug)
    for key in ("expenditure", "general_budget_expenditure", "government_fund_expenditure"):
        if key not in keys(one):
            continue
        rows = one.form(key).rows
        items = [row for row in rows if row[0]]
        if not items:
            assert not any(cell for row in rows for cell in row if cell not in ("", "合计"))
            continue
        assert amounts(rows[0], 5) == amounts(rows[1], 5) == column_sums(items, 5)
        for row in rows:
            total, basic, wages, family, goods, capital, project, other, specific = amounts(row, 5)
            assert total == basic + project
            assert basic == wages + family + goods + capital
            assert project == other + specific
    classes = {row[2]: number(row[3]) for row in one.form("revenue_expenditure").rows if "、" in row[2]}
    for at, code in enumerate(CLASSES):
        items = [row for row in one.form("expenditure").rows if row[0] == str(code)]
        assert list(classes.values())[at] == sum((number(row[5]) for row in items), ZERO), f"{slug} {code}"


@pytest.mark.parametrize("slug", INVENTED)
def test_forms_agree_with_each_other(slug: str) -> None:
    one = facts.load(slug)
    everything, general = amounts(grand(one, "expenditure"), 5), amounts(grand(one, "general_budget_expenditure"), 5)
    paid = one.form("appropriation").rows[-1]
    assert number(paid[1]) == number(paid[3]) == number(paid[4]) + number(paid[6]) + number(paid[7])
    assert number(paid[4]) == general[0]
    if "government_fund_expenditure" in keys(one):
        assert number(paid[6]) == number(grand(one, "government_fund_expenditure")[5])
    if "state_capital_expenditure" in keys(one):
        assert number(paid[7]) == number(grand(one, "state_capital_expenditure")[5])
    else:
        assert not number(paid[7])

    total, *rows = one.form("basic_expenditure").rows
    assert column_sums(rows, 4) == amounts(total, 4)
    assert amounts(total, 4)[0] == general[1] == amounts(total, 4)[1] + amounts(total, 4)[2]
    assert amounts(total, 4)[2] == general[4] + general[5]

    public = amounts(one.form("three_public").rows[0])
    assert public[0] == public[1] + public[2] + public[5]
    assert public[2] == public[3] + public[4]

    if "economic_classification" in keys(one):
        total, department, *rows = one.form("economic_classification").rows
        assert amounts(total, 6) == amounts(department, 6) == column_sums(rows, 6)
        assert number(total[6]) == everything[0]

    total, department, *rows = one.form("projects").rows
    assert amounts(total, 3) == amounts(department, 3) == column_sums(rows, 3)
    assert number(total[3]) == everything[6] == sum(amounts(total, 4), ZERO)


@pytest.mark.parametrize("slug", INVENTED)
def test_performance_and_procurement_agree(slug: str) -> None:
    one = facts.load(slug)
    everything = amounts(grand(one, "expenditure"), 5)
    stated = {row[2] if row[2] != LEFT else row[1]: row[3] for row in one.form("department_performance").rows}
    assert number(stated["部门预算总额（万元）"]) == everything[0]
    assert number(stated["（1）基本支出"]) == everything[1]
    assert number(stated["（2）项目支出"]) == everything[6]
    parts = ("（1）政府预算资金", "（2）财政专户管理资金", "（3）单位资金")
    assert sum((number(stated[part]) for part in parts), ZERO) == everything[0]

    own = {row[1]: number(row[3]) for row in one.form("projects").rows if row[0]}
    rows = [row for row in one.form("project_performance").rows if len(row[0]) > 10]
    assert {row[1]: number(row[2]) for row in rows} == own
    assert all(number(row[2]) == sum(amounts(row[:6], 3), ZERO) for row in rows)
    if "procurement" in keys(one):
        *rows, total = one.form("procurement").rows
        assert sum((number(row[9]) for row in rows), ZERO) == number(total[9]) > 0


def prose(disclosure: Disclosure) -> str:
    return "\n".join(text for _, text in disclosure.narrative)


@pytest.mark.parametrize("slug", facts.slugs())
def test_prose_states_the_figures_of_the_tables(slug: str) -> None:
    one = facts.load(slug)
    text, row = prose(one), amounts(grand(one, "expenditure"), 5)
    for pattern, value in (
        (r"收入总计([\d.]+)万元", number(one.form("revenue").rows[0][2])),
        (r"支出合计([\d.]+)万元", row[0]),
        (r"支出合计[\d.]+万元，其中：基本支出([\d.]+)万元", row[1]),
        (r"支出合计[\d.]+万元，其中：基本支出[\d.]+万元，占[\d.]+%；项目支出([\d.]+)万元", row[6]),
        (r"一般公共预算支出年初预算为([\d.]+)万元", number(grand(one, "general_budget_expenditure")[5])),
        (r"人员经费([\d.]+)万元", number(one.form("basic_expenditure").rows[0][5])),
        (r"公用经费([\d.]+)万元", number(one.form("basic_expenditure").rows[0][6])),
        (r"机关运行经费支出预算([\d.]+)万元", number(one.form("basic_expenditure").rows[0][6])),
        (r"“三公”经费预算(?:为)?([\d.]+)万元", number(one.form("three_public").rows[0][0])),
    ):
        found = re.search(pattern, text)
        assert found, f"{slug}: {pattern}"
        assert Decimal(found[1]) == value, f"{slug}: {pattern}"


@pytest.mark.parametrize("slug", [slug for slug in INVENTED if facts.load(slug).compact.get("previous")])
def test_change_against_last_year_is_last_years_document(slug: str) -> None:
    one = facts.load(slug)
    earlier = facts.load(str(one.compact["previous"]))
    then = number(earlier.form("revenue").rows[0][2])
    if one.scope == "单位":
        then = next(number(row[2]) for row in earlier.form("revenue").rows if row[0] == one.compact["unit"])
    now = number(one.form("revenue").rows[0][2])
    found = re.search(r"收入总计.*?(增加|减少)([\d.]+)万元，(?:增长|下降)([\d.]+)%", prose(one))
    assert found
    assert (1 if found[1] == "增加" else -1) * Decimal(found[2]) == now - then
    assert abs(abs(now - then) * 100 / then - Decimal(found[3])) <= Decimal("0.05")


def test_the_disclosed_years_continue_the_invented_ones() -> None:
    """The changes that the two disclosed documents state lead back to the documents of the year before."""
    last = facts.load("xc-zwfw-2023")
    assert number(last.form("revenue").rows[0][2]) == Decimal("4458.96") - Decimal("440.4")
    assert number(last.form("three_public").rows[0][0]) == Decimal("8.5")
    last = facts.load("pds-zwfw-2022")
    assert number(last.form("revenue").rows[0][2]) == Decimal("832.3") - Decimal("182.2")
    assert number(last.form("basic_expenditure").rows[0][6]) == Decimal("74.7") + Decimal("5.3")
    assert number(last.form("three_public").rows[0][0]) == Decimal("6.5") - Decimal("0.5")
    then = {"".join(row[:3]): number(row[5]) for row in last.form("general_budget_expenditure").rows if row[0]}
    for code, now, change in (
        ("2010301", "664.8", "128.8"),
        ("2080501", "16.2", "10.8"),
        ("2080505", "57.6", "21.8"),
        ("2101101", "36.9", "4.4"),
        ("2210201", "43.2", "16.3"),
        ("2010350", "13.6", "0"),
    ):
        assert then[code].quantize(Decimal("0.1")) == Decimal(now) - Decimal(change), code


def test_capital_is_the_empty_column_of_the_disclosed_documents() -> None:
    row = grand(facts.load("xc-zwfw-2024"), "expenditure")
    assert row[5:] == ("4458.96", "863.28", "679.51", "104.33", "79.45", "", "3595.68", "595.68", "3000")
    row = grand(facts.load("pds-zwfw-2023"), "general_budget_expenditure")
    assert row[5:] == ("832.3", "621.3", "530.8", "15.8", "74.7", "", "211.0", "211.0", "")


def test_units_of_one_article_add_up_to_their_department() -> None:
    whole, *units = map(facts.load, ("xc-kjj-2024", "xc-kjj-2024-benji", "xc-kjj-2024-zhongxin"))
    assert {one.article for one in (whole, *units)} == {"xc-kjj-2024"}
    assert [one.scope for one in (whole, *units)] == ["部门", "单位", "单位"]
    assert [one.department for one in units] == ["许昌市科学技术局", "许昌市科技创新服务中心"]
    assert [one.parent for one in (whole, *units)] == ["", "许昌市科学技术局", "许昌市科学技术局"]
    for key, first in (("expenditure", 5), ("general_budget_expenditure", 5)):
        assert column_sums([grand(one, key) for one in units], first) == amounts(grand(whole, key), first)


def test_the_correction_changes_one_project_and_what_follows_from_it() -> None:
    old, new = facts.load("pds-slj-2023"), facts.load("pds-slj-2023-gengzheng")
    assert (old.file_name, old.article, old.title) == (new.file_name, new.article, new.title)
    assert new.published_on > old.published_on
    changed = [form.key for form in new.forms if form.rows != old.form(form.key).rows]
    assert {"projects", "revenue"} <= set(changed)
    assert not {"basic_expenditure", "three_public"} & set(changed)
    rows = [(a, b) for a, b in zip(old.form("projects").rows, new.form("projects").rows, strict=True) if a != b]
    assert [after[1] for _, after in rows] == ["", "125", "沙河治理二期工程前期及配套"]
    assert prose(old) != prose(new)


def test_grid_marks_never_reach_the_page() -> None:
    for slug in facts.slugs():
        for form in facts.load(slug).forms:
            assert not {LEFT, ABOVE} & set(form.printed())
            assert len({len(row) for row in (*form.header, *form.rows)}) == 1, f"{slug} {form.key}"


def test_every_code_has_its_name() -> None:
    codes = store.common("codes")
    assert all(re.fullmatch(r"\d{3}(\d\d){0,2}", code) for code in codes["function"])
