"""What the archive counts and sums beforehand is what its rows say, after whatever was done to them."""

import itertools
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from archive import counts, figures, statistics
from archive.opening import create_or_open, open_existing, writing

KEYS = {"city": "许昌市", "department": "水利局", "department_id": "411000-a", "stage": "预算", "scope": "部门"}


@pytest.fixture
def db(tmp_path: Path) -> Database:
    made = create_or_open(tmp_path / "archive.db")
    for year in (2022, 2023):
        identity = f"{year}" * 16
        made.table("disclosures").insert({**KEYS, "year": year, "id": f"411000-a-{year}", "document": identity})
        row = {**KEYS, "year": year, "document": identity}
        made.table("revenue_expenditure").insert_all([
            {**row, "row": 1, "side": "收入", "row_kind": "合计", "item": "总计", "amount": 70},
            {**row, "row": 2, "side": "支出", "row_kind": "合计", "item": "总计", "amount": 70},
        ])  # fmt: skip
        made.table("expenditure").insert_all(
            {**row, "row": number, "row_kind": "明细", "basic_total": number, "project_total": 1.5} for number in (1, 2)
        )
        made.table("statements").insert({**row, "row": 1, "metric": "agency_operation", "value": 9})
    made.conn.commit()
    return made


def _totals(db: Database) -> list[dict[str, Any]]:
    return list(db.query("select * from totals order by disclosure"))


CHANGES = [
    (
        "insert into expenditure (document, row, department_id, year, stage, scope, row_kind, basic_total) "
        "values ('x', 1, '411000-a', 2023, '预算', '部门', '明细', 100)"
    ),
    "update expenditure set basic_total = 50 where year = 2022 and row = 1",
    "update expenditure set row_kind = '其中' where year = 2022",
    "update revenue_expenditure set year = 2023 where year = 2022",
    "update statements set value = null",
    "delete from revenue_expenditure where side = '收入'",
    "update expenditure set department_id = '411000-b'",
    "update disclosures set department_id = '411000-b', id = '411000-b-' || year",
    "delete from expenditure",
    "delete from disclosures where year = 2022",
]


def test_kept_sums_never_differ_from_the_rows(db: Database) -> None:
    seen = []
    for change in ["select 1", *CHANGES]:
        with writing(db) as connection:
            figures.refresh(connection)
        with writing(db) as connection:
            connection.execute(change)
        before = _totals(db)
        with writing(db) as connection:
            connection.execute(f"delete from {figures.TABLE}")
        assert before == _totals(db), change
        assert counts.wrong(db) == [], change
        seen.append(before)
    assert seen[0][1]["revenue"] == 70
    assert seen[0][1]["basic"] == 3
    assert seen[0][1]["agency_operation"] == 9
    assert all(earlier != later for earlier, later in itertools.pairwise(seen))


@pytest.mark.parametrize(
    "item", ["上年结转", "上年结转结余", "上年结余结转", "单位上年结余（不含事业基金）", "年初结转和结余"]
)
def test_money_carried_over_has_several_names(db: Database, item: str) -> None:
    """A final account's is 年初结转和结余. Sums made by the rules of an earlier version are made again."""
    row = {**KEYS, "year": 2023, "document": "2023" * 16, "side": "收入", "row_kind": "明细"}
    db.table("revenue_expenditure").insert_all([
        {**row, "row": 3, "item": item, "amount": 12},
        {**row, "row": 4, "item": "使用非财政拨款结余", "amount": 30},
    ])  # fmt: skip
    db.conn.commit()
    figures.create(db)
    assert [kept["carryover"] for kept in _totals(db)] == [None, 12]
    db.execute("drop view totals")
    db.execute("create view totals as select 1")
    db.execute(f"update {figures.TABLE} set carryover = null")
    figures.create(db)
    assert [kept["carryover"] for kept in _totals(db)] == [None, 12]


def test_sums_are_read_not_made_again(db: Database) -> None:
    with writing(db) as connection:
        figures.refresh(connection)
        connection.execute(f"update {figures.TABLE} set basic = 12345 where year = 2023")
    assert [row["basic"] for row in _totals(db)] == [3, 12345]


def test_an_archive_made_before_gets_counts_and_sums_when_it_is_written(db: Database, tmp_path: Path) -> None:
    triggers = (
        "select name from sqlite_master where type = 'trigger' and (name like '%_counted_%' or name like '%_summed_%')"
    )
    for (trigger,) in db.execute(triggers).fetchall():
        db.execute(f"drop trigger {trigger}")
    db.execute("drop view totals")
    db.execute("create view totals as select 1 as disclosure")
    for table in (counts.TABLE, figures.TABLE):
        db.execute(f"drop table {table}")
    db.close()
    again = open_existing(tmp_path / "archive.db", read_only=False)
    assert [row["basic"] for row in _totals(again)] == [3, 3]
    assert again[figures.TABLE].count == 2
    assert counts.wrong(again) == []
    again.close()


def test_wrong_counts_are_told(db: Database) -> None:
    db.execute(f"update {counts.TABLE} set rows = rows + 1 where form = 'expenditure' and year = 2022")
    assert counts.wrong(db) == ["expenditure"]


def test_indexes_are_surveyed_when_the_archive_has_grown(db: Database) -> None:
    assert statistics.refresh(db)
    assert not statistics.refresh(db)
    db.table("disclosures").insert({"id": "third", "department_id": "411000-c", "year": 2023})
    db.conn.commit()
    assert statistics.refresh(db)
