"""The demo collects from both sample sites, finds the correction, and can be run again.

What extraction and checks make of the documents is tested where they are; here they are left out to keep it short.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from yusuan import check, extract
from yusuan.main import main


def test_demo_without_serving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    monkeypatch.setattr(extract, "run", lambda *_: called.append("extract"))
    monkeypatch.setattr(check, "run", lambda *_: called.append("check"))
    db, files = tmp_path / "archive.db", tmp_path / "files"
    for _ in range(2):
        done = CliRunner().invoke(main, ["demo", "--no-serve", "--db", str(db), "--files", str(files)])
        assert done.exit_code == 0, done.output
        assert (
            "Documents: 21  (extracted 0, waiting 21, no budgets 0, failed 0, replaced by newer ones 1)  demo data"
            in done.stdout
        )
    assert called == ["extract", "check"] * 2
    connection = sqlite3.connect(db)
    try:
        assert connection.execute("select distinct sample from documents").fetchall() == [(1,)]
        assert connection.execute(
            "select count(*), count(replaced_by) from sightings s join documents d on d.id = s.document "
            "where s.title like '2023年平顶山市水利局%'"
        ).fetchall() == [(2, 1)]
        assert connection.execute("select id, state from sites order by id").fetchall() == [
            ("pingdingshan-czj", "fresh"),
            ("xuchang-czj", "fresh"),
        ]
    finally:
        connection.close()


def test_a_place_where_no_archive_can_be_made_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "archive.db-journal").mkdir()  # in the way of what the database writes beside itself
    done = CliRunner().invoke(main, ["demo", "--no-serve", "--db", str(tmp_path / "archive.db")])
    assert done.exit_code == 1
    assert f"Error: {tmp_path}/archive.db: it cannot be opened" in done.output
    assert done.output.count("\n") == 1
