"""Whose rows a form has: the newest document's that carries it, whatever is converted first, fails or is corrected."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from archive.collected import Seen, keep
from archive.extracted import Extraction, Problem
from archive.extractions import write
from archive.files import Files
from archive.opening import create_or_open
from archive.pending import due
from check.run import run as run_checks
from extract.assemble import assemble
from extract.identity import Hints
from extract.readers.text import read
from tests.small_disclosure import text


class Archive:
    """An archive to which text is added as documents are."""

    def __init__(self, folder: Path) -> None:
        self.db: Database = create_or_open(folder / "archive.db")
        self.files = Files(folder / "files")

    def keep(self, printed: str, name: str = "a.md", published_on: str | None = None) -> str:
        seen = Seen("site", "article", name, published_on=published_on)
        (document,) = keep(self.db, self.files, printed.encode(), seen).documents
        return document

    def extract(self, document: str, printed: str) -> None:
        write(self.db, document, assemble(read(printed.encode()), Hints()), "1")

    def fail(self, document: str) -> None:
        write(self.db, document, Extraction("malformed", "text/plain", problems=[Problem("malformed", "损坏")]), "1")

    def add(self, printed: str, name: str = "a.md", published_on: str | None = None) -> str:
        document = self.keep(printed, name, published_on)
        self.extract(document, printed)
        return document

    def rows(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        return list(self.db.conn.execute(query, parameters))

    def holders(self, table: str) -> set[str]:
        return {document for (document,) in self.rows(f"select document from {table}")}


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive(tmp_path)
    yield made
    made.db.close()


def test_the_newer_document_takes_over_and_says_what_changed(archive: Archive) -> None:
    old = archive.add(text())
    new = archive.add(text(project="31.25"))
    assert archive.rows("select replaced_by from documents where id = ?", old) == [(new,)]
    for table in ("revenue_expenditure", "expenditure", "projects", "statements"):
        assert archive.holders(table) == {new}, table
    assert archive.rows("select document, versions from disclosures") == [(new, 2)]
    found = archive.rows(
        "select form, row_label, column_name, old_value, new_value from revisions where form = 'projects'"
    )
    unit = "鹤壁市气象局"
    assert sorted(found) == [
        ("projects", f"特定目标类 / 气象雷达维护 / {unit}", "general_budget", "300000", "312500"),
        ("projects", f"特定目标类 / 气象雷达维护 / {unit}", "total", "300000", "312500"),
    ]
    assert {row[0] for row in archive.rows("select form from revisions")} == {
        "revenue_expenditure",
        "expenditure",
        "projects",
    }


def test_the_same_rows_under_new_bytes_are_no_revision(archive: Archive) -> None:
    old = archive.add(text())
    new = archive.add(text() + "\n（重新上传）\n")
    assert archive.rows("select count(*) from revisions") == [(0,)]
    hashes = archive.rows("select id, content_hash from documents")
    assert {document for document, _ in hashes} == {old, new}
    assert len({content for _, content in hashes}) == 1


def test_an_older_document_converted_again_takes_nothing_over(archive: Archive) -> None:
    old, new = archive.add(text()), archive.add(text(project="31.25"))
    before = archive.rows("select form, old_value, new_value, old_document, new_document from revisions")
    archive.extract(old, text())
    assert archive.holders("projects") == archive.holders("statements") == {new}
    assert archive.rows("select form, old_value, new_value, old_document, new_document from revisions") == before
    archive.extract(new, text(project="31.25"))
    assert archive.rows("select form, old_value, new_value, old_document, new_document from revisions") == before


def test_converted_in_the_wrong_order_the_newest_still_stands(archive: Archive) -> None:
    old, new = archive.keep(text()), archive.keep(text(project="31.25"))
    archive.extract(new, text(project="31.25"))
    archive.extract(old, text())
    assert archive.holders("projects") == {new}
    assert archive.rows("select document from disclosures") == [(new,)]


def test_a_correction_read_before_what_it_corrects_is_told_all_the_same(archive: Archive) -> None:
    """Sites list the newest first: another article, a later date, both collected in one crawl."""
    new = archive.keep(text(project="31.25"), "new.md", "2024-05-01")
    old = archive.keep(text(), "old.md", "2024-02-01")
    assert [found.file_sha256 for found in due(archive.db, "1")] == [old, new]
    archive.extract(new, text(project="31.25"))
    for _ in range(2):
        archive.extract(old, text())
        assert archive.holders("projects") == {new}
        assert archive.rows(
            "select column_name, old_value, new_value, old_document, new_document from revisions "
            "where form = 'projects' order by 1"
        ) == [(name, "300000", "312500", old, new) for name in ("general_budget", "total")]


def test_what_a_member_is_called_in_its_container_goes_with_it(archive: Archive) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as container:
        container.writestr("各校/第一中学.md", text())
    keep(archive.db, archive.files, packed.getvalue(), Seen("site", "schools", "all.zip", title="所属单位预算"))
    archive.keep(text(project="31.25"), "alone.md")
    assert sorted((found.member or "", found.title) for found in due(archive.db, "1")) == [
        ("", ""),
        ("各校/第一中学.md", "所属单位预算"),
    ]


def test_the_day_on_which_a_correction_was_found_outlives_a_new_conversion(archive: Archive) -> None:
    """After an upgrade everything is converted again; readers of the feed have nothing new to read."""
    printed = {archive.keep(text(), "old.md", "2024-02-01"): text()}
    printed[archive.keep(text(project="31.25"), "new.md", "2024-05-01")] = text(project="31.25")
    for _ in range(2):
        for document, shown in printed.items():
            archive.extract(document, shown)
        archive.db.execute("update revisions set found_on = '2024-05-02'")
    for document, shown in printed.items():
        archive.extract(document, shown)

    assert set(archive.rows("select found_on from revisions")) == {("2024-05-02",)}


def test_a_newer_document_that_fails_removes_nothing(archive: Archive) -> None:
    old = archive.add(text())
    new = archive.keep("…")
    archive.fail(new)
    assert archive.holders("projects") == {old}
    assert archive.rows("select status, outcome from documents where id = ?", new) == [("failed", "malformed")]
    assert archive.rows("select document, kind from problems") == [(new, "malformed")]
    assert archive.rows("select document from disclosures") == [(old,)]


def test_a_newer_document_keeps_the_forms_that_it_does_not_carry(archive: Archive) -> None:
    old = archive.add(text())
    new = archive.add(text(project="31.25", expenditure=False))
    assert archive.holders("expenditure") == {old}
    assert archive.holders("projects") == {new}


def test_two_files_of_one_disclosure_stand_side_by_side(archive: Archive) -> None:
    """A table file and another one with the same figures, from two sites: one disclosure, its rows once."""
    first = archive.add(text(), "a.md", "2024-02-01")
    second = archive.add(text() + "\n附：", "b.md", "2024-03-01")
    assert archive.rows("select count(*) from disclosures") == [(1,)]
    assert archive.holders("projects") == {second}
    assert {first, second} == {row[0] for row in archive.rows("select id from documents where replaced_by is null")}


def test_a_correction_that_is_withdrawn_gives_its_forms_back(archive: Archive) -> None:
    old = archive.add(text())
    new = archive.add(text(project="31.25"))
    assert archive.keep(text()) == old
    assert archive.holders("projects") == {new}  # until the returned one has been converted again
    assert [found.document for found in due(archive.db, "1")] == [old]
    archive.extract(old, text())
    for table in ("revenue_expenditure", "expenditure", "projects", "statements"):
        assert archive.holders(table) == {old}, table
    assert archive.rows("select document from disclosures") == [(old,)]
    assert archive.rows(
        "select old_value, new_value, old_document, new_document from revisions "
        "where form = 'projects' and column_name = 'total' order by rowid"
    ) == [("300000", "312500", old, new), ("312500", "300000", new, old)]
    assert due(archive.db, "1") == []


def test_two_disclosures_in_one_file_are_both_done_and_both_due_again(archive: Archive) -> None:
    """A file with the budgets of a department and of a unit; the unit's is published again, then proves another's."""
    unit = partial(text, "鹤壁市气象台", scope="单位")
    both = text() + "\n" + unit()
    file = archive.add(both)
    for _ in range(2):
        assert archive.rows("select id, department, status from documents order by id") == [
            (file, "鹤壁市气象局", "extracted"),
            (f"{file}-2", "鹤壁市气象台", "extracted"),
        ]
        assert due(archive.db, "1") == []
        assert archive.holders("projects") == {file, f"{file}-2"}
        assert archive.add(both) == file
    own = archive.add(unit(project="31.25"), "unit.md")
    assert archive.holders("projects") == {file, own}
    archive.extract(own, unit(year=2025, project="31.25"))
    assert [found.document for found in due(archive.db, "1")] == [file]
    archive.extract(file, both)
    assert archive.holders("projects") == {file, f"{file}-2", own}
    assert due(archive.db, "1") == []


def test_a_document_that_turns_out_to_be_of_another_year_gives_back_what_it_held(archive: Archive) -> None:
    old = archive.add(text())
    new = archive.add(text(project="31.25"))
    archive.extract(new, text(year=2025, project="31.25"))
    assert archive.rows("select document, year from projects") == [(new, 2025)]
    # the older one is due again: its rows went when the newer one took over
    assert archive.rows("select status from documents where id = ?", old) == [("collected",)]
    archive.extract(old, text())
    assert sorted(archive.rows("select document, year from projects")) == sorted([(old, 2024), (new, 2025)])
    assert archive.rows("select count(*) from disclosures") == [(2,)]


def test_extracting_again_leaves_no_ghosts(archive: Archive) -> None:
    document = archive.add(text())
    tables = ("expenditure", "source_tables", "sections", "statements", "form_states", "problems")
    counts = {table: archive.rows(f"select count(*) from {table}") for table in tables}
    archive.extract(document, text())
    assert {table: archive.rows(f"select count(*) from {table}") for table in counts} == counts
    archive.extract(document, text(expenditure=False))
    assert archive.rows("select count(*) from expenditure") == [(0,)]
    assert archive.rows("select state from form_states where form = 'expenditure'") == [("absent",)]


def test_a_form_that_a_better_reading_no_longer_finds_goes_back_to_the_document_before(archive: Archive) -> None:
    old, new = archive.add(text()), archive.add(text(project="31.25"))
    assert archive.holders("expenditure") == {new}
    archive.extract(new, text(project="31.25", expenditure=False))
    assert archive.rows("select id from documents where status = 'collected'") == [(old,)]
    archive.extract(old, text())
    assert archive.holders("expenditure") == {old}
    assert archive.holders("projects") == {new}


def test_whole_yuan_are_integers_and_blanks_are_null(archive: Archive) -> None:
    archive.add(text(running="120.512345", project="30"))
    found = archive.rows(
        "select basic_total, typeof(basic_total), project_total, typeof(project_total) from expenditure"
    )
    assert (1205123.45, "real", 300000, "integer") in found
    assert (1205123.45, "real", None, "null") in found


def test_a_body_keeps_one_identity_over_years_with_its_evidence(archive: Archive) -> None:
    first, second = archive.add(text(year=2023), "2023.md"), archive.add(text(year=2024), "2024.md")
    ((identity, division, names),) = archive.rows("select id, division_code, names from departments")
    assert identity.startswith("410600-")
    assert identity.isascii()
    assert division == "410600"
    assert [(entry["year"], entry["document"]) for entry in json.loads(names)] == [(2023, first), (2024, second)]
    assert {row[0] for row in archive.rows("select department_id from projects")} == {identity}


def test_two_bodies_are_never_one(archive: Archive) -> None:
    archive.add(text("鹤壁市气象局"), "a.md")
    archive.add(text("鹤壁市气象局信息中心", scope="单位"), "b.md")
    assert archive.rows("select count(distinct department_id) from disclosures") == [(2,)]
    assert {row[0] for row in archive.rows("select scope from disclosures")} == {"部门", "单位"}


def test_rows_of_nobody_stay_in_the_source_tables(archive: Archive) -> None:
    """Without a name or a year a figure cannot stand beside others; it is told, and its cells are kept."""
    printed = text().replace("鹤壁市气象局", "").replace("2024年", "").replace("年度", "")
    document = archive.keep(printed)
    archive.extract(document, printed)
    assert archive.rows("select count(*) from revenue_expenditure") == [(0,)]
    kinds = {row[0] for row in archive.rows("select kind from problems where document = ?", document)}
    assert kinds & {"department_unknown", "year_unknown", "not_a_disclosure"}


def test_checks_are_counted_for_document_and_disclosure(archive: Archive) -> None:
    document = archive.add(text().replace("支出总计150.5万元", "支出总计160万元"))
    run_checks(archive.db, [document])
    ((passed, failed),) = archive.rows("select checks_passed, checks_failed from documents")
    assert failed == 1
    assert passed == archive.rows("select count(*) from checks where passed")[0][0] > 5
    assert archive.rows("select checks_passed, checks_failed, trust from disclosures") == [(passed, 1, "有未通过")]
    archive.extract(document, text())
    run_checks(archive.db, [document])
    assert archive.rows("select checks_failed, trust from disclosures") == [(0, "全部通过")]


def test_the_year_after_is_checked_against_a_year_that_comes_later(archive: Archive) -> None:
    this = text(running="100").replace("支出总计130万元。", "支出总计130万元，与上年相比，增加10万元，增长8.3%。")
    document = archive.add(this, "2024.md")
    run_checks(archive.db, [document])
    assert archive.rows("select count(*) from checks where rule like 'narrative_change%'") == [(0,)]
    before = archive.add(text(year=2023, running="95"), "2023.md")
    run_checks(archive.db, [before])
    found = archive.rows(
        "select left_value, right_value, passed from checks where rule = 'narrative_change:expenditure_total'"
    )
    assert found == [(100000, 50000, 0)]
