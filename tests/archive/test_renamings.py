"""One body under several names: the budget code tells, in whatever order the years come in; a likeness does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from archive.collected import Seen, keep
from archive.extracted import Extraction
from archive.extractions import write
from archive.files import Files
from archive.opening import create_or_open
from check.run import run as run_checks
from extract.assemble import assemble
from extract.identity import Hints
from extract.readers.text import read
from tests.small_disclosure import text

OLD, NEW, LIKE = "鹤壁市文化局", "鹤壁市文化广电和旅游局", "鹤壁市文化广电局"
UNIT = "鹤壁市图书馆"


def printed(name: str, year: int, code: str | None, project: str = "30", unit: bool = False) -> str:
    """A disclosure whose revenue form prints the department's budget code, with a unit below it or without."""
    if code is None:
        return text(name, year, project=project)
    rows = f"| {code}001 | {UNIT} | 150.5 | 150.5 |\n" if unit else f"| {code}001 | {name}机关 | 150.5 | 150.5 |\n"
    revenue = f"""
{year}年收入总体情况表

部门名称：{name}

单位：万元

| 部门（单位）代码 | 部门（单位）名称 | 总计 | 一般公共预算 |
|---|---|---|---|
| | 合计 | 150.5 | 150.5 |
| {code} | {name} | 150.5 | 150.5 |
{rows}"""
    return text(name, year, project=project) + revenue


class Archive:
    def __init__(self, folder: Path) -> None:
        self.db = create_or_open(folder / "archive.db")
        self.files = Files(folder / "files")

    def add(self, *disclosures: str) -> None:
        for page in disclosures:
            count = self.rows("select count(*) from documents")[0][0]
            (document,) = keep(self.db, self.files, page.encode(), Seen("site", "a", f"{count}.md")).documents
            written: Extraction = assemble(read(page.encode()), Hints())
            write(self.db, document, written, "1")

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return list(self.db.conn.execute(query))

    def names(self) -> list[set[tuple[str, int]]]:
        """The names and years of each department that publishes itself."""
        return sorted(
            (
                {(entry["name"], entry["year"]) for entry in json.loads(names)}
                for (names,) in self.rows(
                    "select names from departments where id in (select department_id from disclosures)"
                )
            ),
            key=sorted,
        )


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive(tmp_path)
    yield made
    made.db.close()


YEARS = (printed(OLD, 2023, "070"), printed(NEW, 2024, "070", "31"), printed(NEW, 2025, "070", "32"))


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_same_code_under_a_new_name_is_one_body(archive: Archive, order: tuple[int, ...]) -> None:
    archive.add(*(YEARS[n] for n in order))
    assert archive.names() == [{(OLD, 2023), (NEW, 2024), (NEW, 2025)}]
    ((identity, name, codes),) = archive.rows(
        "select id, name, budget_codes from departments where id in (select department_id from disclosures)"
    )
    alone = archive.rows("select distinct department_id from documents")
    assert alone == [(identity,)]
    assert name == NEW
    assert {(entry["code"], entry["year"]) for entry in json.loads(codes)} == {
        ("070", 2023),
        ("070", 2024),
        ("070", 2025),
    }
    assert archive.rows("select id, department, year from disclosures order by year") == [
        (f"{identity}-2023-budget-department", OLD, 2023),
        (f"{identity}-2024-budget-department", NEW, 2024),
        (f"{identity}-2025-budget-department", NEW, 2025),
    ]
    assert archive.rows(f"select year, expenditure from totals where department_id = '{identity}' order by year") == [
        (2023, 1505000),
        (2024, 1515000),
        (2025, 1525000),
    ]
    for table in ("projects", "revenue_expenditure", "statements"):
        assert archive.rows(f"select distinct department_id from {table}") == [(identity,)], table
    run_checks(archive.db)
    assert archive.rows("select count(*) from disclosures where trust = '未核对'") == [(0,)]


def test_the_id_does_not_depend_on_the_order(tmp_path: Path) -> None:
    found = set()
    for number, order in enumerate(permutations(range(3))):
        folder = tmp_path / str(number)
        folder.mkdir()
        archive = Archive(folder)
        archive.add(*(YEARS[n] for n in order))
        found.add(tuple(archive.rows("select id, department_id from disclosures order by id")))
        archive.db.close()
    assert len(found) == 1


@pytest.mark.parametrize(
    "disclosures",
    [
        pytest.param((printed(OLD, 2023, None), printed(LIKE, 2024, None)), id="names alike, no code"),
        pytest.param((printed(OLD, 2023, "070"), printed(LIKE, 2024, "071")), id="other codes"),
        pytest.param((printed(OLD, 2023, "070"), printed(NEW, 2023, "070")), id="one year, both publish"),
        pytest.param(
            (printed(OLD, 2023, "070"), printed(OLD, 2024, "071"), printed(NEW, 2024, "070")),
            id="the old name goes on under another code",
        ),
    ],
)
def test_two_bodies_stay_two(archive: Archive, disclosures: tuple[str, ...]) -> None:
    archive.add(*disclosures)
    assert len(archive.names()) == 2


def test_other_divisions_have_their_own_codes(archive: Archive) -> None:
    archive.add(printed(OLD, 2023, "070"), printed("濮阳市文化局", 2024, "070"))
    assert len(archive.names()) == 2


def test_later_evidence_parts_them_again(archive: Archive) -> None:
    archive.add(printed(OLD, 2023, "070", unit=True), printed(NEW, 2024, "070"))
    assert len(archive.names()) == 1
    archive.add(printed(OLD, 2024, "070", "33"))
    assert archive.names() == [{(OLD, 2023), (OLD, 2024)}, {(NEW, 2024)}]
    assert archive.rows("select department, count(distinct department_id), count(*) from disclosures group by 1") == [
        (OLD, 1, 2),
        (NEW, 1, 1),
    ]
    assert archive.rows("select d.id from disclosures d where d.id not like d.department_id || '-%'") == []
    assert archive.rows(
        f"select p.name from departments u join departments p on p.id = u.parent where u.name = '{UNIT}'"
    ) == [(OLD,)]


def test_a_unit_stays_with_its_department_under_its_new_name(archive: Archive) -> None:
    archive.add(printed(NEW, 2024, "070", unit=True), printed(OLD, 2023, "070", unit=True))
    ((identity,),) = archive.rows("select distinct department_id from disclosures")
    assert archive.rows(f"select parent from departments where name = '{UNIT}'") == [(identity,)]
