"""The pages are in Chinese although Datasette's templates are not."""

import re

import pytest

from publish.plugin.chinese import THEIRS, translations
from tests.publish.asking import Get
from tests.publish.small_archive import Small

TEXTS = [(template, text) for template, texts in translations().items() for text in texts]


@pytest.mark.parametrize(("template", "text"), TEXTS)
def test_datasette_still_says_what_is_replaced(template: str, text: str) -> None:
    assert text in (THEIRS / template).read_text(encoding="utf-8")


def test_a_table_page_is_in_chinese(get: Get) -> None:
    page = get("/archive/expenditure", _sort_desc="total", function_code__startswith="205").text
    assert '<html lang="zh-CN">' in page
    assert "功能科目编码以此开头“205”，按合计（万元）从大到小" in page
    for english in ("Search:", "Apply", "Next page", "This data as", "Advanced export", "sorted by", ">contains<"):
        assert english not in page
    for chinese in ("支出总体情况表", "合计（万元）", "部门（单位）", "筛选", "导出"):
        assert chinese in page


def test_filters_are_told_in_the_words_of_the_page(get: Get) -> None:
    assert "<small>部门（单位）等于“教育局”</small>" in get("/archive/projects", department_id="410400-教育局").text
    assert "<small>通过等于“未通过”</small>" in get("/archive/checks", passed="0").text


def test_amounts_are_filtered_in_the_unit_that_the_page_says(get: Get) -> None:
    """Cells are in 万元, but what is typed is compared with yuan: the page must not call that 万元."""
    page = get("/archive/expenditure", total__gte="5000000", basic_total__notnull="1", project_total__in="1,2").text
    assert "<small>基本支出小计不为空，项目支出小计是其中之一“1,2 元”，合计大于等于“500.00 万元”</small>" in page
    assert '<option value="total" selected>合计（元）</option>' in page
    assert "按合计（万元）" in page
    assert "合计等于“1e99999 元”" in get("/archive/expenditure", total="1e99999").text


def test_facets_of_amounts_are_in_the_unit_of_their_header(get: Get) -> None:
    page = get("/archive/three_public", _facet="reception").text
    facet = page[page.index('id="facet-reception"') :].partition("</ul>")[0]
    assert "公务接待费（万元）" in facet
    (value,) = re.findall(r'reception=([\d.]+)">([^<]*)</a>', facet)
    assert value == ("29999.9", "2.99999")


def test_facets_stand_in_declared_order(get: Get) -> None:
    page = get("/archive/expenditure").text
    places = [page.index(f'id="facet-{name}"') for name in ("city", "department", "year", "stage", "scope", "row_kind")]
    assert places == sorted(places)


def test_errors_are_in_chinese_and_in_dress(get: Get) -> None:
    missing = get("/archive/nothing")
    assert missing.status_code == 404
    assert "没有这张表" in missing.text
    assert "/static/site.css" in missing.text


def test_data_keeps_ascii_names_and_yuan(get: Get, small: Small) -> None:
    rows = get("/archive/expenditure.json", _shape="array", function="学前教育").json()
    assert rows[0]["total"] == 6000000.25
    assert rows[0]["department"] == "教育局"
    header = get("/archive/expenditure.csv").content.decode("utf-8-sig").splitlines()[0]
    assert header.startswith("document,row,city,county,department,")
    page = get("/archive/expenditure").text
    assert '<span class="amount" title="6,000,000.25 元">600.000025</span>' in page


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/archive/projects?_sort=nothing", 400, "没有这一列，不能按它排序。"),
        ("/archive/totals?_sort_desc=nothing", 400, "没有这一列，不能按它排序。"),
        ("/archive/projects?_sort=year&_sort_desc=year", 400, "从小到大和从大到小只能选一种。"),
        ("/archive/projects?_through=x", 400, "_through 的值不是 JSON。"),
        ("/archive/projects/abc", 404, "没有这一行。"),
    ],
)
def test_a_miswritten_address_is_no_fault_of_the_server(
    get: Get, caplog: pytest.LogCaptureFixture, path: str, status: int, told: str
) -> None:
    answer = get(path)
    assert answer.status_code == status
    assert told in answer.text
    assert caplog.records == []  # what is logged is our own fault
