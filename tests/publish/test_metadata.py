"""metadata.yml and the data dictionary are what the declarations say, and whole."""

import sqlite3

import pytest
import yaml

from forms.declaration import Table
from forms.load import all_tables
from publish import dictionary, metadata
from publish.questions import questions
from tests.publish.small_archive import Small


def test_the_committed_files_are_what_the_declarations_make() -> None:
    assert metadata.PATH.read_text(encoding="utf-8") == metadata.rendered(), "run `make metadata`"
    assert dictionary.PATH.read_text(encoding="utf-8") == dictionary.rendered(), "run `make metadata`"


def test_every_table_and_column_of_the_archive_is_described(small: Small) -> None:
    described = yaml.safe_load(metadata.rendered())["databases"]["archive"]["tables"]
    with sqlite3.connect(small.db) as connection:
        tables = [
            row[0] for row in connection.execute("select name from sqlite_master where type in ('table', 'view')")
        ]
        for table in tables:
            hidden = [name for name, fields in described.items() if fields.get("hidden")]
            if table.startswith((*hidden, "sqlite_")):
                continue
            assert described[table]["title"], table
            assert described[table]["description"], table
            columns = [row[1] for row in connection.execute(f'pragma table_info("{table}")')]
            assert sorted(described[table]["columns"]) == sorted(columns), table
    connection.close()


def test_amounts_name_their_unit() -> None:
    columns = metadata.metadata()["databases"]["archive"]["tables"]["expenditure"]["columns"]
    assert columns["total"].startswith("合计（元）：")
    assert columns["function"].startswith("功能科目：")


@pytest.mark.parametrize("table", [table for table in all_tables().values() if not table.is_view], ids=lambda t: t.name)
def test_every_facet_has_an_index(table: Table) -> None:
    first = {columns[0] for columns in table.indexes} | set(table.primary_key[:1])
    assert set(table.facets) <= first


def test_form_tables_have_the_facets_readers_filter_by() -> None:
    facets = metadata.metadata()["databases"]["archive"]["tables"]["projects"]["facets"]
    assert facets == ["city", "department", "year", "stage", "scope", "row_kind"]


def test_questions_do_not_hide_tables() -> None:
    assert not set(questions()) & set(all_tables())
