"""Every sample document, converted as a user converts it, yields exactly what its facts say.

What is expected (``expected_rows``, ``expected_statements``) comes from the facts and the data dictionary, not from the
code.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from check.rules import equal_rules, stated_rules
from forms.load import form_tables
from samples.documents import facts
from samples.documents.titles import PINGDINGSHAN, XUCHANG
from tests.converted import Converted
from tests.extract.expected_rows import expected_rows
from tests.extract.expected_statements import expected_changes, expected_values

CORRECTED, CORRECTION = "pds-slj-2023", "pds-slj-2023-gengzheng"
SLUGS = facts.slugs()
CURRENT = [slug for slug in SLUGS if slug != CORRECTED]
KEYS = {"document", "row", "city", "county", "department", "department_id", "year", "stage", "scope",
        "page", "source_table", "source_row", "reading", "unplaced"}  # fmt: skip
TABLES = {
    "department_performance": ("department_tasks", "department_funding", "department_targets"),
    "project_performance": ("project_funding", "project_targets"),
}
FINDINGS = {
    ("平顶山市政务服务和大数据管理局", 2023, "share_restated"): (Decimal("74.7"), Decimal("74.6")),
    ("平顶山市政务服务和大数据管理局", 2023, "cost_targets"): (Decimal(2578400), Decimal(2110000)),
    ("平顶山市政务服务和大数据管理局", 2023, "procurement_codes"): (None, None),
    ("许昌市政务服务和大数据管理局", 2024, "cost_targets"): (Decimal(1193850), Decimal(1163900)),
}
"""The true findings of the disclosed documents: all others agree with themselves."""


def exact(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, (int, float)) else value


def spelled(value: Any) -> Any:
    """Comparable text: the generator wraps cells inside runs of Latin letters and digits, where a blank then stays."""
    return re.sub(r"(?<=[0-9A-Za-z]) (?=[0-9A-Za-z%])", "", value) if isinstance(value, str) else exact(value)


@pytest.mark.parametrize("slug", CURRENT)
def test_every_row_of_every_form(converted: Converted, slug: str) -> None:
    expected = expected_rows(facts.load(slug))
    for table, declared in form_tables().items():
        columns = [column.name for column in declared.columns if column.name not in KEYS]
        rows = converted.rows(f"select * from {table} where document = ? order by row", converted.documents[slug])
        found = [{name: spelled(row[name]) for name in columns} for row in rows]
        assert found == [{name: spelled(row.get(name)) for name in columns} for row in expected.get(table, [])], table
        assert [row["row"] for row in rows] == list(range(1, len(rows) + 1)), table
        assert {(row["reading"], row["unplaced"]) for row in rows} <= {("printed", None)}, table


@pytest.mark.parametrize("slug", SLUGS)
def test_keys_and_numbers(converted: Converted, slug: str) -> None:
    one = facts.load(slug)
    (found,) = converted.rows("select * from documents where file_sha256 = ?", converted.documents[slug])
    assert (found["city"], found["county"], found["department"]) == (one.city, None, one.department)
    assert (found["year"], found["stage"], found["scope"]) == (one.year, one.stage, one.scope)
    assert (found["status"], found["outcome"], found["media_type"]) == ("extracted", "ok", "application/pdf")
    printed = sum(
        value is not None
        for rows in expected_rows(one).values()
        for row in rows
        for name, value in row.items()
        if isinstance(value, Decimal) and name != "target_value"
    )
    assert (found["numbers_printed"], found["numbers_captured"]) == (printed, printed)


@pytest.mark.parametrize("slug", CURRENT)
def test_form_states(converted: Converted, slug: str) -> None:
    one = facts.load(slug)
    rows = expected_rows(one)
    titles = PINGDINGSHAN if one.city == "平顶山市" else XUCHANG
    listed = {
        key
        for key, title, _ in titles
        if any(entry.rstrip("；").endswith(title.format(y=one.year)) for entry in one.listed)
    }
    expected = {}
    for key, _, _ in titles:
        for table in TABLES.get(key, (key,)):
            amounts = form_tables()[table].amounts()
            filled = any(row.get(name) for row in rows.get(table, []) for name in amounts) if amounts else table in rows
            empty = any(form.key == key for form in one.forms)
            expected[table] = (
                "filled"
                if filled
                else "declared empty"
                if empty
                else "listed but missing"
                if key in listed
                else "absent"
            )
    expected |= {table: "absent" for table in form_tables() if table not in expected}
    found = converted.rows("select form, state from form_states where document = ?", converted.documents[slug])
    assert {row["form"]: row["state"] for row in found} == expected


def test_pingdingshan_lists_three_forms_that_its_annex_lacks(converted: Converted) -> None:
    found = converted.rows(
        "select form from form_states where document = ? and state = 'listed but missing'",
        converted.documents["pds-zwfw-2023"],
    )
    assert {row["form"] for row in found} == {
        "economic_classification", "government_fund_expenditure", "state_capital_expenditure",
    }  # fmt: skip


@pytest.mark.parametrize("slug", CURRENT)
def test_details_make_up_the_grand_total(converted: Converted, slug: str) -> None:
    """What the data dictionary promises, in every amount column, within half a digit per addend."""
    sums = 0
    for table, declared in form_tables().items():
        rows = converted.rows(f"select * from {table} where document = ?", converted.documents[slug])
        group = "side" if rows and "side" in rows[0] else "parent" if table == "department_funding" else "document"
        for part in {row[group] for row in rows if row["row_kind"] == "明细"}:
            of_part = [row for row in rows if row[group] == part]
            totals = [row for row in (rows if table == "department_funding" else of_part) if row["row_kind"] == "合计"]
            assert len(totals) <= 1, table
            for column in declared.amounts() if totals else ():
                details = [
                    exact(row[column]) for row in of_part if row["row_kind"] == "明细" and row[column] is not None
                ]
                total = exact(totals[0][column]) or Decimal(0)
                assert abs(sum(details, Decimal(0)) - total) <= Decimal(500) * len(details), f"{table} {part} {column}"
                sums += bool(details)
    assert sums >= 20


@pytest.mark.parametrize("slug", CURRENT)
def test_every_row_leads_to_its_evidence(converted: Converted, slug: str) -> None:
    """The source row that a form row names prints the row's own amounts, on the page that it names."""
    document = converted.documents[slug]
    tables = {row["id"]: row for row in converted.rows("select * from source_tables where document = ?", document)}
    pages = converted.rows("select pages from documents where id = ?", document)[0]["pages"]
    seen = 0
    for table, declared in form_tables().items():
        for row in converted.rows(f"select * from {table} where document = ?", document):
            source = tables[row["source_table"]]
            assert row["page"] == source["page"] <= pages
            cells = [re.sub(r"\s", "", cell or "") for cell in json.loads(source["grid"])[row["source_row"]]["cells"]]
            printed = {Decimal(cell) * 10000 for cell in cells if re.fullmatch(r"\d+(\.\d+)?", cell)}
            amounts = {exact(row[column]) for column in declared.amounts() if row[column] is not None}
            assert amounts <= printed, f"{table} {row['row']}"
            seen += len(amounts)
    assert seen > 80


@pytest.mark.parametrize("slug", CURRENT)
def test_statements_tell_the_figures_of_the_forms(converted: Converted, slug: str) -> None:
    one = facts.load(slug)
    told = converted.rows("select * from statements where document = ? order by row", converted.documents[slug])
    values: dict[str, set[Decimal]] = {}
    for row in told:
        values.setdefault(row["metric"], set()).add(exact(row["value"]))
    assert values == expected_values(one)
    changes = {
        (row["metric"], row["label"] if row["metric"] == "function_expenditure" else None): exact(row["change"])
        for row in told if row["change"] is not None
    }  # fmt: skip
    expected = expected_changes(one)
    assert set(changes) == set(expected)
    # the disclosed documents state changes rounded to 0.1 万元 against an invented year of two decimals
    rounding = 0 if one.derived else 500
    assert {key: change for key, change in changes.items() if abs(change - expected[key]) > rounding} == {}
    assert {row["base_year"] for row in told if row["change"] is not None} == {one.year - 1}


def test_checks_find_what_is_wrong_and_nothing_else(converted: Converted) -> None:
    failed = converted.rows(
        "select d.department, d.year, c.* from checks c join documents d on d.id = c.document where not c.passed"
    )
    found = {
        (row["department"], row["year"], row["rule"]): (exact(row["left_value"]), exact(row["right_value"]))
        for row in failed
    }
    assert found == FINDINGS
    assert len(failed) == len(FINDINGS)
    assert all("页" in row["location"] or row["rule"] == "procurement_codes" for row in failed)
    (cost,) = [row for row in failed if row["rule"] == "cost_targets" and row["year"] == 2024]
    assert "信息化项目尾款" in cost["description"]


def test_every_rule_is_evaluated_somewhere(converted: Converted) -> None:
    """A rule that no sample can break is a rule that nobody would miss."""
    evaluated = {row["rule"] for row in converted.rows("select distinct rule from checks")}
    wanted = {rule.rule for rule in equal_rules()} | {f"narrative:{metric}" for metric in stated_rules()}
    wanted |= {"class_amounts", "project_amounts", "cost_targets", "procurement_codes", "share_restated"}
    wanted |= {
        "narrative_change:expenditure_total",
        "narrative_change:function_expenditure",
        "narrative_share:basic_total",
    }
    wanted |= {
        f"{table}:sum_details" for table in form_tables() if table in ("revenue", "projects", "department_funding")
    }
    assert wanted <= evaluated


def test_rounding_is_no_finding(converted: Converted) -> None:
    """Pingdingshan's basic rows make 621.4 of 621.3; Xuchang's personnel and public make 863.29 of 863.28."""
    off = converted.rows("select * from checks where passed and difference != 0")
    assert {abs(row["difference"]) for row in off} >= {1000, 100}
    assert all(abs(row["difference"]) <= row["tolerance"] for row in off if row["rule"] != "cost_targets")


def test_the_correction_replaces_what_it_corrects(converted: Converted) -> None:
    old, new = (converted.documents[slug] for slug in (CORRECTED, CORRECTION))
    assert converted.rows("select replaced_by from documents where id = ?", old) == [{"replaced_by": new}]
    (one,) = converted.rows("select * from disclosures where document = ?", new)
    assert (one["versions"], one["checks_failed"]) == (2, 0)
    for table in form_tables():
        assert not converted.rows(f"select 1 from {table} where document = ?", old), table


def test_revisions_are_exactly_the_changed_figures(converted: Converted) -> None:
    before, after = (expected_rows(facts.load(slug)) for slug in (CORRECTED, CORRECTION))
    expected: Counter[tuple[Any, ...]] = Counter()
    for table, rows in after.items():
        for old, new in zip(before[table], rows, strict=True):
            expected.update((table, name, str(old[name]), str(new[name])) for name in new if old[name] != new[name])
    found = converted.rows("select * from revisions")
    told = Counter(
        (row["form"], row["column_name"], *(_number(row[n]) for n in ("old_value", "new_value"))) for row in found
    )
    assert told == Counter({(t, c, _number(o), _number(n)): count for (t, c, o, n), count in expected.items()})
    assert {row["new_document"] for row in found} == {converted.documents[CORRECTION]}
    assert {row["old_document"] for row in found} == {converted.documents[CORRECTED]}
    assert {"projects", "project_targets", "revenue_expenditure"} <= {row["form"] for row in found}


def _number(printed: str) -> Any:
    return Decimal(printed) if re.fullmatch(r"[\d.E+]+", printed) else printed


def test_units_belong_to_their_department(converted: Converted) -> None:
    found = converted.rows(
        "select u.name, u.scope, p.name as parent from departments u left join departments p on p.id = u.parent "
        "where u.name in ('许昌市科技创新服务中心', '许昌市科学技术局')"
    )
    assert {(row["name"], row["parent"]) for row in found} == {
        ("许昌市科技创新服务中心", "许昌市科学技术局"), ("许昌市科学技术局", None),
    }  # fmt: skip
