"""Data as a programmer or a spreadsheet user takes it: whole, exact, text staying text."""

import csv
import io
from pathlib import Path

import httpx
import openpyxl
import pytest
from serving import serving
from small_archive import HOSTILE, Small, make

from archive.opening import open_existing
from publish import workbook

MANY = 2500


def rows(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def sheets(answer) -> openpyxl.Workbook:
    assert answer.status_code == 200, answer.text
    return openpyxl.load_workbook(io.BytesIO(answer.content))


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Small:
    """As the small archive, with more projects than Datasette gives at once."""
    made = make(tmp_path_factory.mktemp("large"))
    db = open_existing(made.db, read_only=False)
    row = next(db["projects"].rows_where("project = '河道治理'"))
    db["projects"].insert_all({**row, "row": 10 + number, "total": number} for number in range(MANY))
    db.conn.commit()
    db.close()
    return made


def test_csv_holds_every_row_under_the_arguments_of_the_page(get, small) -> None:
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


def test_pages_lead_to_what_can_be_taken(get) -> None:
    table = get("/archive/projects?department=教育局").text
    for extension in ("csv", "xlsx"):
        assert f'href="/archive/projects.{extension}?department=' in table
        assert f'href="/archive/department_budgets.{extension}' in get("/archive/department_budgets").text
    assert 'formaction="/archive/projects.xlsx"' in table
    assert 'href="/archive.xlsx?sql=' in get("/archive?sql=select+1").text


def test_a_whole_result_comes_over_http(large: Small) -> None:
    with serving("--db", str(large.db), "--files", str(large.files), "--port", "0") as site:
        taken = rows(httpx.get(f"{site}/archive/projects.csv", params={"department": "水利局"}))
        assert len(taken) == MANY + 1
        assert len({row["row"] for row in taken}) == MANY + 1
        book = sheets(httpx.get(f"{site}/archive/projects.xlsx", params={"department": "水利局"}))
        assert book["数据"].max_row == MANY + 2
        long = "with recursive n(i) as (select 1 union all select i + 1 from n limit 3000) select i from n"
        assert len(rows(httpx.get(f"{site}/archive.csv", params={"sql": long}))) == 3000


def test_a_workbook_has_chinese_headers_and_keeps_codes(get, small) -> None:
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
    told = {row[0].value: row[1].value for row in book["数据说明"].iter_rows() if row[0].value}
    assert told["行数"].startswith("3（全部")
    assert "明细" in told["说明"]
    assert told["合计（元）"] == "total"


def test_a_formula_in_a_document_is_text_in_a_workbook(get) -> None:
    book = sheets(get("/archive.xlsx", sql="select '=1+1' as cell, '2080505' as code"))
    assert [(cell.value, cell.data_type) for cell in book["数据"][2]] == [("=1+1", "s"), ("2080505", "s")]


def test_a_workbook_is_whole_or_none(get, monkeypatch, large: Small, tmp_path: Path) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 10)
    chosen = workbook.Selection("projects", "项目", "", "select project from projects", {})
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
def test_what_cannot_be_taken_is_refused(get, path: str, status: int) -> None:
    assert get(path).status_code == status


def test_a_query_without_end_is_stopped(get, monkeypatch) -> None:
    monkeypatch.setattr("publish.reading.SECONDS", 0.2)
    sql = "with recursive n(i) as (select 1 union all select i + 1 from n) select sum(i) from n"
    answer = get("/archive.csv", sql=sql)
    assert answer.status_code == 400
    assert "用时超过上限" in answer.text
