"""Data as a programmer or a spreadsheet user takes it: whole, exact, text staying text."""

import contextlib
import csv
import io
import re
import time
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from pathlib import Path

import httpx
import openpyxl
import pyarrow.parquet as parquet
import pytest
from datasette.utils import tilde_encode

from archive.opening import open_existing
from publish import workbook
from publish.selection import Selection
from tests.publish.asking import Get
from tests.publish.serving import PATIENCE, fetched, serving
from tests.publish.small_archive import HOSTILE, Small, make

MANY = 2500
COUNTING = "with recursive n(i) as (select 1 union all select i + 1 from n limit {}) select {} as v from n"


def rows(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def sheets(answer: httpx.Response) -> openpyxl.Workbook:
    assert answer.status_code == 200, answer.text
    return openpyxl.load_workbook(io.BytesIO(answer.content))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """As the small archive, with more projects than Datasette gives at once."""
    made = make(tmp_path_factory.mktemp("large"))
    db = open_existing(made.db, read_only=False)
    row = next(db["projects"].rows_where("project = '河道治理'"))
    db.table("projects").insert_all({**row, "row": 10 + number, "total": number} for number in range(MANY))
    db.conn.commit()
    db.close()
    return made


@pytest.fixture(scope="module")
def served(large: Small) -> Iterator[str]:
    with serving("--db", str(large.db), "--files", str(large.files), "--port", "0") as address:
        yield address


def test_csv_holds_every_row_under_the_arguments_of_the_page(get: Get, small: Small) -> None:
    taken = rows(get("/archive/expenditure.csv", function_code__startswith="205", _sort_desc="total"))
    assert [(row["function_code"], row["total"], row["basic_total"]) for row in taken] == [
        ("2050201", "6000000.25", "5000000")
    ]
    found = rows(get("/archive/projects.csv", _search="差旅", department="教育局"))
    assert [row["project"] for row in found] == ["教师差旅培训"]
    budgets = rows(get("/archive/department_budgets.csv", year="2023"))
    assert [(row["department"], row["expenditure"]) for row in budgets] == [
        ("教育局", "10000000"),
        ("水利局", "4000000"),
    ]
    free = rows(get("/archive.csv", sql="select department, year from disclosures where year = :y", y="2022"))
    assert free == [{"department": "教育局", "year": "2022"}]


def test_pages_lead_to_what_can_be_taken(get: Get) -> None:
    table = get("/archive/projects?department=教育局").text
    for extension in ("csv", "xlsx"):
        assert f'href="/archive/projects.{extension}?department=' in table
        assert f'href="/archive/department_budgets.{extension}' in get("/archive/department_budgets").text
    assert 'formaction="/archive/projects.xlsx"' in table
    assert 'href="/archive.xlsx?sql=' in get("/archive?sql=select+1").text


def test_a_whole_result_comes_over_http(served: str) -> None:
    taken = rows(fetched(f"{served}/archive/projects.csv", params={"department": "水利局"}))
    assert len(taken) == MANY + 1
    assert len({row["row"] for row in taken}) == MANY + 1
    book = sheets(fetched(f"{served}/archive/projects.xlsx", params={"department": "水利局"}))
    assert book["数据"].max_row == MANY + 2
    long = COUNTING.format(3000, "i")
    assert len(rows(fetched(f"{served}/archive.csv", params={"sql": long}))) == 3000


def test_a_workbook_has_chinese_headers_and_keeps_codes(get: Get, small: Small) -> None:
    book = sheets(get("/archive/expenditure.xlsx", document=small.ids["教育局", 2023]))
    data = book["数据"]
    header = [cell.value for cell in data[1]]
    assert header[:4] == ["文件", "行序", "地市", "县区"]
    assert "合计（元）" in header
    code, total, name = (header.index(label) for label in ("功能科目编码", "合计（元）", "功能科目"))
    first, second = (list(row) for row in data.iter_rows(min_row=3, max_row=4))
    assert (first[code].value, first[code].data_type) == ("2050201", "s")
    assert (first[total].value, first[total].data_type) == (6000000.25, "n")
    assert second[name].value == HOSTILE
    told = {str(row[0].value): str(row[1].value) for row in book["数据说明"].iter_rows() if row[0].value}
    assert told["行数"].startswith("3（全部")
    assert "明细" in told["说明"]
    assert told["合计（元）"] == "total"


def test_a_formula_in_a_document_is_text_in_a_workbook(get: Get) -> None:
    book = sheets(get("/archive.xlsx", sql="select '=1+1' as cell, '2080505' as code"))
    assert [(cell.value, cell.data_type) for cell in book["数据"][2]] == [("=1+1", "s"), ("2080505", "s")]


def test_a_workbook_is_whole_or_none(get: Get, monkeypatch: pytest.MonkeyPatch, large: Small, tmp_path: Path) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 10)
    chosen = Selection("projects", "项目", "", "select project from projects", {})
    assert workbook.write(tmp_path / "a.xlsx", large.db, chosen, "", immutable=False) == workbook.TOO_MANY
    assert not (tmp_path / "a.xlsx").exists()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/archive/nothing.csv", 404),
        ("/archive/expenditure.csv?nothing=1", 400),
        ("/archive/expenditure.csv?_sort=nothing", 400),
        ("/archive.csv?sql=delete+from+documents", 400),
        ("/archive.csv?sql=select+*+from+nothing", 400),
        ("/archive.xlsx?sql=select+*+from+nothing", 400),
    ],
)
def test_what_cannot_be_taken_is_refused(get: Get, path: str, status: int) -> None:
    assert get(path).status_code == status


def test_a_query_without_end_is_stopped(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publish.reading.SECONDS", 0.2)
    sql = "with recursive n(i) as (select 1 union all select i + 1 from n) select sum(i) from n"
    answer = get("/archive.csv", sql=sql)
    assert answer.status_code == 400
    assert "用时超过上限" in answer.text


def _got(address: str, encoding: str, **params: str) -> Iterator[bytes]:
    with httpx.stream("GET", address, params=params, headers={"accept-encoding": encoding}, timeout=PATIENCE) as answer:
        assert answer.status_code == 200
        yield from answer.iter_raw()


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_what_breaks_off_never_looks_whole(served: str, encoding: str) -> None:
    late = COUNTING.format(9000, "case when i = 7000 then json('no json') else i end")
    with pytest.raises(httpx.RemoteProtocolError):
        list(_got(f"{served}/archive.csv", encoding, sql=late))
    sent = b""
    with contextlib.suppress(httpx.RemoteProtocolError):
        for part in _got(f"{served}/archive.csv", "identity", sql=late):
            sent += part
    assert sent.startswith(b"\xef\xbb\xbfv\r\n1\r\n")
    assert b"<html" not in sent


def test_a_table_comes_as_parquet_with_exact_amounts_and_its_meaning(get: Get, small: Small, served: str) -> None:
    answer = get("/archive/expenditure.parquet", document=small.ids["教育局", 2023], _sort="row")
    assert answer.headers["content-type"] == "application/vnd.apache.parquet"
    table = parquet.read_table(io.BytesIO(answer.content))
    assert str(table.schema.field("total").type) == "decimal128(18, 2)"
    assert str(table.schema.field("function_code").type) == "string"
    assert table.schema.field("total").metadata[b"title"].decode() == "合计"
    assert table["total"].to_pylist() == [Decimal(10000000), Decimal("6000000.25"), Decimal("3999999.75")]
    assert table["function"].to_pylist()[2] == HOSTILE
    whole = fetched(f"{served}/archive/projects.parquet", params={"department": "水利局"})
    assert parquet.read_table(io.BytesIO(whole.content)).num_rows == MANY + 1
    for address in ("/archive/department_budgets.parquet", "/archive.parquet?sql=select+1"):
        assert get(address).status_code == 400


def test_the_site_describes_its_files(served: str) -> None:
    package = fetched(f"{served}/datapackage.json").json()
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert {"totals", "projects", "documents"} <= set(resources)
    for name in ("totals", "projects", "function_codes"):
        fields = resources[name]["schema"]["fields"]
        assert resources[name]["path"] == f"{served}/archive/{name}.csv"
        taken = rows(fetched(resources[name]["path"]))
        assert list(taken[0]) == [field["name"] for field in fields]
        for field in fields:
            if field["type"] in ("integer", "number"):
                assert all(Decimal(row[field["name"]]) is not None for row in taken if row[field["name"]])


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_whoever_leaves_makes_room(served: str, extension: str) -> None:
    endless = COUNTING.format(10**9, "i")
    for _ in range(6):  # more than may take at once
        with (
            contextlib.suppress(httpx.ReadTimeout),
            httpx.stream("GET", f"{served}/archive.{extension}", params={"sql": endless}, timeout=0.5) as answer,
        ):
            assert answer.status_code == 200
            next(answer.iter_raw())
    answer = fetched(f"{served}/archive/departments.csv")
    for _ in range(50):  # the server notices within moments
        if answer.status_code != 503:
            break
        time.sleep(0.1)
        answer = fetched(f"{served}/archive/departments.csv")
    assert len(rows(answer)) == 3


def test_a_formula_in_a_document_is_none_in_a_csv(get: Get) -> None:
    cells = ["=1+1", "=100%", "+cmd|' /C calc'!A0", "-2+3", "@sum(1)", "\t=1", "＝1", "-5%", "-", "－", "+3.5", "≥95%"]
    sql = " union all ".join(f"select :c{n} as v" for n in range(len(cells)))
    given = {f"c{n}": cell for n, cell in enumerate(cells)}
    taken = [row["v"] for row in rows(get("/archive.csv", sql=sql, **given))]
    assert taken == [f"'{cell}" for cell in cells[:7]] + cells[7:]
    assert [row["v"] for row in get("/archive.json", sql=sql, _shape="array", **given).json()] == cells
    assert rows(get("/archive.csv", sql="select -5 as a, '2010101' as b, 1.5 as \"=c\"")) == [
        {"a": "-5", "b": "2010101", "'=c": "1.5"}
    ]
    data = sheets(get("/archive.xlsx", sql=sql, **given))["数据"]
    assert [(cell.value, cell.data_type) for (cell,) in data.iter_rows(min_row=2)] == [(cell, "s") for cell in cells]
    assert data["A2"].quotePrefix
    assert not data["A10"].quotePrefix


def test_a_chart_can_be_taken_as_the_figures_of_its_table(get: Get) -> None:
    department = f"/department/{tilde_encode('410400-教育局')}"
    page = get(department).text
    links = sorted(set(re.findall(rf'href="({department}/[a-z_]+\.csv)"', page)))
    assert [link.rsplit("/", 1)[1] for link in links] == [
        "functions.csv", "measures.csv", "projects.csv", "spending.csv", "three_public.csv",
    ]  # fmt: skip
    taken = {(row["label"], row["year"]): row["amount"] for row in rows(get(f"{department}/measures.csv"))}
    assert taken["支出总计", "2022"] == "8000000"
    assert taken["上年结转", "2023"] == "250000.5"
    functions = rows(get(f"{department}/functions.csv"))
    assert {"key": "205", "label": "教育支出", "year": "2023", "stage": "预算", "amount": "6000000.25"} in functions
    assert get(f"{department}/nothing.csv").status_code == get("/department/410400-x/measures.csv").status_code == 404
    city = rows(get("/city/410400/departments.csv"))
    assert sum(int(row["amount"]) for row in city if row["year"] == "2023" and row["amount"]) == 14_000_000
    assert {row["label"] for row in rows(get("/city/410400/largest.csv"))} == {
        f"{name}：{kind}支出" for name in ("教育局", "水利局") for kind in ("基本", "项目")
    }
    both = get("/compare?id=410400-教育局&id=410400-水利局&measure=project").text
    link = unescape(re.findall(r'href="(/compare\.csv[^"]+)"', both)[0])
    assert [(row["label"], row["year"], row["amount"]) for row in rows(get(link))] == [
        ("水利局", "2023", "3000000"), ("教育局", "2023", "2500000"),
    ]  # fmt: skip
