"""Web pages whose body is the disclosure, and pages that are none."""

from __future__ import annotations

import html

import pytest

from extract.document import Source
from extract.readers.html import read
from tests.extract.drawing import texts

NAVIGATION = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/x">信息公开目录与指南</a></li></ul></div>'
FOOTER = '<div class="footer">主办：某市财政局　地址：某市某路 9.5 号　电话 0375-1234567</div>'
TABLE = """<table border="1">
<tr><td rowspan="2">科目编码</td><td rowspan="2">科目名称</td><td colspan="2">支出</td></tr>
<tr><td>合计</td><td>基本<br>支出</td></tr>
<tr><td>2010301</td><td><p>行政</p><p>运行</p></td><td>1,783.84</td><td>783.84</td></tr></table>"""
ROWS = [
    ["科目编码", "科目名称", "支出", None],
    [None, None, "合计", "基本\n支出"],
    ["2010301", "行政\n运行", "1,783.84", "783.84"],
]


def page(body: str, head: str = "") -> Source:
    return read(f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode())


def prose(source: Source) -> list[str]:
    return [line.text for page in source.pages for line in page.prose]


@pytest.mark.parametrize(
    "container", ['class="TRS_Editor"', 'id="zoom"', 'class="page Article-Body x"', 'class="unknown"']
)
def test_the_article_is_read_and_the_navigation_is_not(container: str) -> None:
    article = f"<p>支出总体情况表</p><p>单位：万元</p>{TABLE}<p>注：表内有尾差。</p>"
    source = page(
        f"{NAVIGATION}<div {container}>{article}</div>{FOOTER}",
        '<meta name="ArticleTitle" content="某局2024年预算"><title>某局2024年预算_某市财政局</title>',
    )
    grid = source.pages[0].grids[0]
    assert (source.outcome, source.title, source.page_count) == ("ok", "某局2024年预算", 0)
    assert texts(grid) == ROWS
    assert grid.merges_known
    assert [line.text for line in grid.lead] == ["支出总体情况表", "单位：万元"]
    assert prose(source) == ["支出总体情况表", "单位：万元", "注：表内有尾差。"]
    assert source.pages[0].tokens[-1] == ["2010301", "行政 运行", "1,783.84", "783.84"]


def test_tables_outside_the_known_container_are_not_lost() -> None:
    source = page(
        f'{NAVIGATION}<div class="main"><div class="TRS_Editor"><p>某局部门预算说明见下表。</p></div>'
        f'<div class="tables">{TABLE}{TABLE}</div></div>{FOOTER}'
    )
    assert [texts(grid) for grid in source.pages[0].grids] == [ROWS, ROWS]


def test_a_layout_table_gives_way_to_the_tables_in_it() -> None:
    source = page(
        f"<table><tr><td>支出总体情况表</td></tr><tr><td>{TABLE}</td></tr>"
        "<tr><td><table><tr><td>注：表内有尾差</td></tr></table></td></tr></table>"
    )
    assert [texts(grid) for grid in source.pages[0].grids] == [ROWS]
    assert [line.text for line in source.pages[0].grids[0].lead] == ["支出总体情况表"]
    assert prose(source) == ["支出总体情况表", "注：表内有尾差"]


@pytest.mark.parametrize("unit", ["单位：万元", "（单位：元）", "(金额单位：千元)", "单位：人民币万元"])
def test_a_layout_table_of_body_and_unit_is_text_above_the_form(unit: str) -> None:
    above = f"<table><tr><td>单位名称：舞阳县水利局</td><td align=right>{unit}</td></tr></table>"
    (grid,) = page(f"<p>2024年支出总体情况表</p>{above}{TABLE}").pages[0].grids
    assert [line.text for line in grid.lead] == ["2024年支出总体情况表", "单位名称：舞阳县水利局", unit]


def test_a_cell_that_wraps_its_number_in_a_table_keeps_it() -> None:
    number = "<table><tr><td>12.5</td></tr></table>"
    source = page(f"<table><tr><td>甲</td><td>乙</td></tr><tr><td>{number}</td><td>3</td></tr></table>")
    assert texts(source.pages[0].grids[0]) == [["甲", "乙"], ["12.5", "3"]]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("", "utf-8"),
        ("", "gb18030"),
        ('<meta charset="gb2312">', "gb18030"),
        ('<meta charset="utf-8">', "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=gbk">', "gb18030"),
        ('<meta charset="rot13">', "utf-8"),
        ('<meta charset="gb2312">', "utf-8-sig"),
        ('<meta charset="iso-8859-1">', "utf-8"),
        ('<meta charset="windows-1252">', "gb18030"),
        ("", "utf-16"),
    ],
)
def test_the_charset_is_found(declared: str, encoding: str) -> None:
    source = read(f"<html><head>{declared}</head><body><p>䶮某局㙍2024年部门预算</p></body></html>".encode(encoding))
    assert prose(source) == ["䶮某局㙍2024年部门预算"]
    assert source.problems == []


def test_a_few_broken_bytes_are_counted_and_the_charset_stays() -> None:
    text = "某市某局2024年部门预算公开情况说明及其附表共计十三张敬请查阅并监督"
    source = read(f"<p>{text}".encode() + b"\xff</p>")
    assert prose(source) == [text + "\ufffd"]
    assert [problem.kind for problem in source.problems] == ["encoding"]


def test_what_is_not_seen_is_not_read() -> None:
    source = page(
        "<p>合计<span style='display: none'>1.1</span><script>2.2</script><!-- 3.3 -->4.4</p>"
        "<p hidden>5.5</p>"
        f"<div style='display:none'>{TABLE}</div>"
    )
    assert prose(source) == ["合计4.4"]
    assert [texts(grid) for grid in source.pages[0].grids] == [ROWS], "a folded part that holds a table can be unfolded"


def test_what_the_style_sheet_hides_is_not_read() -> None:
    source = page(
        "<style><!-- .old, td.last { display : none; } .tab { display: none } .on { display: block } "
        "@media print { .now { display: none } } .now:hover { display: none } --></style>"
        "<table><tr class='now'><td>合计</td><td class='last'>8.88</td><td>10.00</td></tr>"
        "<tr class='old'><td>上年</td><td class='last'>7.77</td><td>9.99</td></tr>"
        "<tr class='old' style='display: table-row'><td>其中</td><td class='last'>6.66</td><td>5.55</td></tr></table>"
        "<div class='tab'>旧</div><div class='tab on'>新</div>"
    )
    assert [[cell.text if cell else None for cell in row] for row in source.pages[0].grids[0].rows] == [
        ["合计", "10.00"],
        ["其中", "5.55"],
    ]
    assert [line.text for line in source.pages[0].lines if len(line.text) == 1] == ["新"]


def test_tables_shown_as_pictures_are_named_as_not_read() -> None:
    source = page(
        '<div id="zoom"><p>某局2018年部门预算情况说明，附表如下。</p><img src="/t1.gif"><img src="t2.gif">'
        '<a href="a.pdf"><img src="pdf.gif"></a><img src="x.gif" width="16"></div>'
    )
    assert source.outcome == "partial"
    assert "2 幅" in source.problems[0].message


def test_tables_that_a_script_shows_are_told() -> None:
    rows = "".join(f"<tr><td>项目{n}</td><td>{n}.50</td></tr>" for n in range(12))
    for kept in (f'<script>show("<table>{rows}</table>")</script>', f"<textarea>{html.escape(rows)}</textarea>"):
        source = page(f'<div id="zoom"><p>部门预算</p>{kept}</div>')
        assert (source.outcome, [problem.kind for problem in source.problems]) == ("partial", ["scripted"])
    # a page whose tables are read needs no script for them
    assert page(f'<div id="zoom">{TABLE}<script>show("<table>{rows}</table>")</script></div>').outcome == "ok"


def test_text_set_as_it_is_written_keeps_its_lines_and_its_figures_are_told() -> None:
    lines = ["项目            金额", "基本支出      783.84", "项目支出    3,595.68", "合计        4,379.52"]
    source = page(f'<div id="zoom"><p>支出\n  表</p><pre>{chr(10).join(lines)}</pre></div>')
    assert prose(source) == ["支出 表", *lines]
    assert (source.outcome, [problem.kind for problem in source.problems]) == ("partial", ["table_lost"])
    assert source.pages[0].tokens == [["基本支出", "783.84"], ["项目支出", "3,595.68"], ["合计", "4,379.52"]]


def test_figures_in_fields_of_a_form_are_read() -> None:
    source = page(
        '<input value="搜索"><table><tr><td>甲</td><td>乙</td></tr><tr>'
        '<td><input type="hidden" value="9.99">基本支出</td><td><input type="text" value="783.84"></td></tr></table>'
    )
    assert texts(source.pages[0].grids[0]) == [["甲", "乙"], ["基本支出", "783.84"]]


def test_pictures_that_the_page_carries_are_handed_on() -> None:
    source = page('<div id="zoom"><p>附表如下，共一张。</p><img src="data:image/png;base64,aGVsbG8="></div>')
    assert (source.outcome, source.pictures, source.problems) == ("ok", [b"hello"], [])


def test_a_home_page_shows_its_title_and_its_links() -> None:
    source = page(
        "<h1></h1><div><a href=1>关于召开会议的通知</a></div><div class=b><a href=2>图片新闻</a></div>",
        "<title>某市财政局 - 首页</title>",
    )
    assert (source.title, source.pages[0].grids) == ("某市财政局 - 首页", [])
    assert prose(source) == ["关于召开会议的通知", "图片新闻"]


def test_a_web_archive_saved_by_word() -> None:
    source = read(
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + f"<html><meta charset=utf-8><body>{TABLE}</body></html>".encode()
        + b"\r\n--x--\r\n"
    )
    assert texts(source.pages[0].grids[0]) == ROWS


def test_deep_pages_are_read_and_absurdly_deep_ones_said_to_be_cut() -> None:
    deep = page("<div>" * 1500 + f"<p>深处</p>{TABLE}" + "</div>" * 1500)
    assert (deep.outcome, prose(deep)) == ("ok", ["深处"])
    assert texts(deep.pages[0].grids[0]) == ROWS
    nested = page("<table><tr><td>" * 500 + TABLE + "</td></tr></table>" * 500)
    assert [texts(grid) for grid in nested.pages[0].grids] == [ROWS]
    absurd = page("<div>" * 50_000 + "<p>深处</p>")
    assert (absurd.outcome, [problem.kind for problem in absurd.problems]) == ("partial", ["too_deep"])


def test_spans_that_would_fill_the_memory_are_cut_and_said() -> None:
    source = page("<table>" + "<tr><td colspan=99999 rowspan=99999>1</td></tr>" * 3000 + "</table>")
    assert (source.outcome, [problem.kind for problem in source.problems]) == ("partial", ["too_big"])


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"<", b"\xff\xfe"], ids=["empty", "garbage", "open", "mark"])
def test_what_is_no_page_is_malformed_or_empty(data: bytes) -> None:
    source = read(data)
    assert source.outcome == "malformed" or not any(page.grids for page in source.pages)


def test_external_entities_are_not_read() -> None:
    source = read(b'<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]><html><body><p>a&e;b</p></body></html>')
    assert "root:" not in "".join(prose(source))


def test_labels_left_and_right_above_a_form_are_no_table() -> None:
    above = "<table><tr><td>部门名称：鹤城市水利局</td><td>单位：万元</td></tr></table>"
    named = "<table><tr><td>单位：水利局</td><td>金额（万元）</td></tr><tr><td>合计</td><td>3</td></tr></table>"
    (form, other) = page(f"<p>2024年支出总体情况表</p>{above}{TABLE}{named}").pages[0].grids
    assert [line.text for line in form.lead] == ["2024年支出总体情况表", "部门名称：鹤城市水利局", "单位：万元"]
    assert texts(other)[0] == ["单位：水利局", "金额（万元）"]
