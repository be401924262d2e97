"""The exported files read back: same rows, exact amounts, text that stays text, and a true description."""

import csv
import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from forms import fiscal
from forms.declared import read_yaml
from forms.load import all_tables, form_tables
from tests.publish.small_archive import Small
from yusuan.main import main

TAXONOMY = {
    "activity", "administrative-classification", "date", "direction", "economic-classification", "expenditure-type",
    "functional-classification", "geo", "phase", "value-kind",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(small: Small, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("export") / "data"
    result = CliRunner().invoke(main, ["export", "--db", str(small.db), str(target)])
    assert result.exit_code == 0, result.output
    return target


@pytest.fixture(scope="module")
def package(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return told


def read(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_table_comes_in_three_formats_with_the_same_rows(folder: Path, package: dict[str, Any]) -> None:
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert list(resources) == list(all_tables())
    for name, resource in resources.items():
        rows = read(folder, name)
        lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        parquet = pq.read_table(folder / f"{name}.parquet")
        assert len(rows) == len(lines) == parquet.num_rows == resource["rows"]
    assert resources["expenditure"]["rows"] == 4
    assert not list(folder.glob(".*"))


def test_amounts_are_exact_and_codes_are_text(folder: Path) -> None:
    row = next(row for row in read(folder, "expenditure") if row["function"] == "学前教育")
    assert (row["total"], row["basic_total"], row["function_code"], row["county"]) == (
        "6000000.25",
        "5000000",
        "2050201",
        "",
    )
    parquet = pq.read_table(folder / "expenditure.parquet")
    assert str(parquet.schema.field("total").type) == "decimal128(18, 2)"
    assert str(parquet.schema.field("year").type) == "int64"
    assert str(parquet.schema.field("function_code").type) == "string"
    assert Decimal("6000000.25") in parquet["total"].to_pylist()
    assert parquet.schema.field("total").metadata[b"title"].decode() == "合计"
    lines = (folder / "expenditure.jsonl").read_text(encoding="utf-8").splitlines()
    line = next(json.loads(line) for line in lines if "学前教育" in line)
    assert (line["total"], line["basic_total"], line["county"]) == (6000000.25, 5000000, None)


def test_excel_recognises_the_encoding(folder: Path) -> None:
    assert (folder / "projects.csv").read_bytes().startswith(b"\xef\xbb\xbfdocument,row,")


def test_the_package_describes_what_is_there(folder: Path, package: dict[str, Any]) -> None:
    assert "licenses" not in package
    for resource in package["resources"]:
        data = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        rows = read(folder, resource["name"])
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        assert list(fields) == data.decode("utf-8-sig").splitlines()[0].split(",")
        assert all(field["title"] and field["description"] for field in fields.values())
        for row in rows:
            for name, value in row.items():
                if value and fields[name]["type"] in ("integer", "number"):
                    Decimal(value)
        if key := resource["schema"].get("primaryKey"):
            assert len({tuple(row[name] for name in key) for row in rows}) == len(rows)
        for reference in resource["schema"].get("foreignKeys", []):
            there = {
                row[reference["reference"]["fields"][0]] for row in read(folder, reference["reference"]["resource"])
            }
            assert {row[reference["fields"][0]] for row in rows} - {""} <= there
    fields = {field["name"]: field for field in package["resources"][-1]["schema"]["fields"]}
    assert fields["amount"]["unit"] == "元"
    keys = next(resource for resource in package["resources"] if resource["name"] == "projects")["schema"][
        "foreignKeys"
    ]
    assert {"fields": ["document"], "reference": {"resource": "documents", "fields": ["id"]}} in keys
    # 水利局's rows name a source table that the archive does not hold: no such promise is made
    assert not [key for key in keys if key["fields"] == ["source_table"]]


def test_columns_say_what_they_are_to_a_budget(package: dict[str, Any]) -> None:
    types = {
        resource["name"]: {field["name"]: field.get("columnType") for field in resource["schema"]["fields"]}
        for resource in package["resources"]
    }
    assert types["expenditure"]["function_code"] == "functional-classification:generic:code"
    assert types["projects"]["project"] == "activity:generic:project:label"
    for name, table in all_tables().items():
        named = [kind for kind in types[name].values() if kind and kind != "value"]
        assert len(named) == len(set(named)), name
        assert all(kind.split(":")[0] in TAXONOMY for kind in named), name
        if name in form_tables() or name == "totals":
            assert all(types[name][amount] == "value" for amount in table.amounts())
            assert {types[name][key] for key in ("year", "stage", "department_id")} == {
                "date:fiscal-year", "phase:label", "administrative-classification:generic:level1:code",
            }  # fmt: skip
        else:
            assert "value" not in types[name].values()
    assert "profiles" not in package
    assert not [value for value in json.dumps(package).split('"') if value.startswith("http")]  # nothing to be fetched


def test_every_declared_column_type_is_used() -> None:
    declared = read_yaml(Path(fiscal.__file__).with_name("fiscal.yml"))
    named = {column.name for table in form_tables().values() for column in table.columns}
    assert set(declared["columns"]) <= named
    for place in declared["codes"]:
        table, column = place.split(".")
        assert all_tables()[table].column(column).name == column


def test_a_missing_archive_is_named_and_not_made(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["export", "--db", str(tmp_path / "none.db"), str(tmp_path / "data")])
    assert result.exit_code == 1
    assert "none.db" in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_no_export_made_is_not_replaced(small: Small, tmp_path: Path) -> None:
    (tmp_path / "documents.csv").write_text("my own", "utf-8")
    result = CliRunner().invoke(main, ["export", "--db", str(small.db), str(tmp_path)])
    assert result.exit_code == 1
    assert f"{tmp_path / 'documents.csv'}: no export made this file" in result.output
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("documents.csv", "my own")]


def test_a_failed_export_leaves_the_earlier_one_whole(
    small: Small, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    monkeypatch.setattr("publish.export.datapackage", lambda *_: 1 / 0)
    result = CliRunner().invoke(main, ["export", "--db", str(small.db), str(folder)])
    assert isinstance(result.exception, ZeroDivisionError)
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before
