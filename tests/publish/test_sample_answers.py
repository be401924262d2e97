"""The questions asked of sample documents that went the whole way: ingested, converted, checked, served.

The answers are what the documents print; see samples/facts/pds-zwfw-2022.yml and pds-zwfw-2023.yml.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from click.testing import CliRunner

from publish.site import open_site
from yusuan.main import main

PDFS = Path(__file__).parents[2] / "samples" / "documents" / "pdf"
BUREAU = "平顶山市政务服务和大数据管理局"


class Ask(Protocol):
    def __call__(self, name: str, **params: str) -> list[dict[str, Any]]: ...


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("samples")
    where = ["--db", str(folder / "archive.db"), "--files", str(folder / "files")]
    documents = [str(PDFS / f"pds-zwfw-{year}.pdf") for year in (2022, 2023)]
    for verb, *arguments in (["ingest", *documents], ["extract"], ["check"]):
        result = CliRunner().invoke(main, [verb, *where, *arguments])
        assert result.exit_code == 0, result.output
    site = open_site(folder / "archive.db", folder / "files")

    async def answer(name: str, params: dict[str, str]) -> list[dict[str, Any]]:
        await site.invoke_startup()
        rows: list[dict[str, Any]] = (
            await site.client.get(f"/archive/{name}.json", params={**params, "_shape": "array"})
        ).json()
        return rows

    yield lambda name, **params: asyncio.run(answer(name, params))
    site.get_database("archive").close()
    site.executor.shutdown()


@pytest.mark.parametrize(("name", "params", "expected"), [
    ("department_budgets", {"city": "平顶山市", "year": "2023"}, {
        "department": BUREAU, "revenue": 8323000, "expenditure": 8323000, "basic": 6213000, "project": 2110000,
        "three_public": 65000, "checks_failed": 3}),
    ("three_public_expenses", {"year": "2023"}, {"total": 65000, "vehicle_operation": 40000, "reception": 25000}),
    ("change_from_last_year", {}, {"year": 2023, "expenditure": 8323000, "last_year": 6501000, "change": 1822000,
                                   "change_percent": 28.03}),
    ("largest_projects", {"year": "2023"}, {"project": "综窗劳务费", "total": 2110000, "page": 17}),
    ("spending_on_function", {"subject": "2010350", "year": "2023"}, {"items": "事业运行", "total": 136000}),
    ("basic_and_project", {"year": "2023"}, {"basic_percent": 74.65, "project_percent": 25.35}),
    ("personnel_and_public", {"year": "2023"}, {"personnel": 5467000, "public_expenses": 747000}),
], ids=lambda value: value if isinstance(value, str) else "")  # fmt: skip
def test_the_answer_is_what_the_document_prints(
    ask: Ask, name: str, params: dict[str, str], expected: dict[str, object]
) -> None:
    rows = ask(name, **params)
    assert {key: rows[0][key] for key in expected} == expected


def test_what_does_not_add_up_is_listed(ask: Ask) -> None:
    found = " ".join(row["description"] for row in ask("failed_checks", year="2023"))
    assert ask("failed_checks", year="2022") == []
    for known in ("综窗劳务费", "2010399", "74.7%、74.6%"):
        assert known in found


def test_prices_are_amounts_by_quantity(ask: Ask) -> None:
    rows = ask("procurement_prices", year="2023")
    assert len(rows) == 9
    assert all(abs(row["unit_price"] * row["quantity"] - row["amount"]) < 0.01 * row["quantity"] for row in rows)


def test_words_of_the_narrative_are_found(ask: Ask) -> None:
    assert ask("sections", _search="公务接待费 2023年")
    assert ask("projects", _search="综窗")[0]["project"] == "综窗劳务费"
