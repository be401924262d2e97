"""An archive made before a table or a column was declared takes it over when it is next written."""

from __future__ import annotations

from pathlib import Path

from archive.opening import create_or_open, open_existing
from forms.load import all_tables


def test_missing_tables_and_columns_are_added(tmp_path: Path) -> None:
    db = create_or_open(tmp_path / "archive.db")
    db.execute("insert into problems (kind, message) values ('kept', 'x')")
    db.execute("drop view totals")
    db.execute("drop table procurement")
    db.execute("alter table problems drop column printed")
    db.close()

    db = open_existing(tmp_path / "archive.db", read_only=False)

    for table in all_tables().values():
        present = {column.name for column in db[table.name].columns}
        assert present >= {column.name for column in table.columns}, table.name
    assert [row["kind"] for row in db.query("select kind from problems")] == ["kept"]
    assert "totals" in db.view_names()
    db.close()


def test_a_second_opening_changes_nothing(tmp_path: Path) -> None:
    db = create_or_open(tmp_path / "archive.db")
    before = sorted(row["sql"] or "" for row in db.query("select sql from sqlite_master"))
    db.close()
    db = open_existing(tmp_path / "archive.db", read_only=False)
    assert sorted(row["sql"] or "" for row in db.query("select sql from sqlite_master")) == before
    db.close()
