"""The pages are in Chinese although Datasette's templates are not."""

import pytest

from publish.plugin.chinese import THEIRS, translations

TEXTS = [(template, text) for template, texts in translations().items() for text in texts]


@pytest.mark.parametrize(("template", "text"), TEXTS)
def test_datasette_still_says_what_is_replaced(template: str, text: str) -> None:
    assert text in (THEIRS / template).read_text(encoding="utf-8")


def test_a_table_page_is_in_chinese(get) -> None:
    page = get("/archive/expenditure", _sort_desc="total", function_code__startswith="205").text
    assert '<html lang="zh-CN">' in page
    assert "功能科目编码以此开头“205”，按合计（万元）从大到小" in page
    for english in ("Search:", "Apply", "Next page", "This data as", "Advanced export", "sorted by", ">contains<"):
        assert english not in page
    for chinese in ("支出总体情况表", "合计（万元）", "部门（单位）", "筛选", "导出"):
        assert chinese in page


def test_facets_stand_in_declared_order(get) -> None:
    page = get("/archive/expenditure").text
    places = [page.index(f'id="facet-{name}"') for name in ("city", "department", "year", "stage", "scope", "row_kind")]
    assert places == sorted(places)


def test_errors_are_in_chinese_and_in_dress(get) -> None:
    missing = get("/archive/nothing")
    assert missing.status_code == 404
    assert "没有这张表" in missing.text
    assert "/static/site.css" in missing.text


def test_data_keeps_ascii_names_and_yuan(get, small) -> None:
    rows = get("/archive/expenditure.json", _shape="array", function="学前教育").json()
    assert rows[0]["total"] == 6000000.25
    assert rows[0]["department"] == "教育局"
    header = get("/archive/expenditure.csv").content.decode("utf-8-sig").splitlines()[0]
    assert header.startswith("document,row,city,county,department,")
    page = get("/archive/expenditure").text
    assert '<span class="amount" title="6,000,000.25 元">600.000025</span>' in page
