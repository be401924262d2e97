"""Whose disclosure it is: the document speaks first, and its page's titles are held against it."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.assemble import assemble
from extract.identity import Hints, read_keys
from extract.identity.places import place_of
from extract.identity.titles import read_title
from extract.readers.html import read as of_page
from extract.readers.pdf import read as printed
from extract.readers.text import read
from samples.documents.lettering import write
from tests.extract.drawing import UNIT, Frame, Sheet, drawn, extracted
from tests.small_disclosure import text

BODY = "鹤壁市气象局"


def keys_and_problems(told: str, hints: Hints) -> tuple[object, list[tuple[str, str | None]]]:
    (found,) = assemble(read(told.encode()), hints).disclosures
    problems = [(problem.kind, problem.printed) for problem in found.problems if problem.kind.endswith("_disagrees")]
    return (found.keys.department, found.keys.year, found.keys.stage), problems


def test_without_a_cover_the_headings_of_the_parts_are_no_part_of_the_name() -> None:
    headings = f"第一部分 {BODY}概况\n一、主要职责\n二、机构设置\n第二部分 {BODY}2024年度部门预算情况说明\n"
    tables = text()[text().index("2024年收支总体情况表") :]
    keys, _ = keys_and_problems(headings + tables, Hints())
    assert keys == (BODY, 2024, "预算")


@pytest.mark.parametrize(
    ("title", "department"),
    [
        ("舞阳县2024年教育局部门预算公开", "舞阳县教育局"),
        ("漯河市郾城区2023年度机关幼儿园单位预算", "漯河市郾城区机关幼儿园"),
        ("漯河市教育局2024年漯河市第一高级中学单位预算", "漯河市第一高级中学"),
        ("漯河市2024年市直部门预算公开", "漯河市"),
    ],
)
def test_a_title_whose_year_stands_between_place_and_body(title: str, department: str) -> None:
    assert read_title(title).department == department


def test_a_page_that_says_another_stage_is_told() -> None:
    title = f"{BODY}2024年部门{{}}公开"
    assert keys_and_problems(text(), Hints(title=title.format("预算")))[1] == []
    assert keys_and_problems(text(), Hints(title=title.format("预决算")))[1] == []
    keys, problems = keys_and_problems(text(), Hints(title=title.format("决算")))
    assert keys == (BODY, 2024, "预算")
    assert problems == [("stage_disagrees", "决算")]


def test_a_cover_that_prints_the_name_beside_its_label() -> None:
    cover = ["附件2", "2024年部门综合预算公开报表", f"部门名称：{BODY}", "保密审查情况：已审查"]
    table: Sheet = ["2024年部门综合预算支出总表", UNIT, Frame(["单位名称|合计|基本支出|项目支出", "合计|3|2|1"])]
    keys = extracted(drawn(cover, ["目录", "表1 2024年部门综合预算支出总表"], table)).keys
    assert (keys.department, keys.city, keys.year, keys.stage) == (BODY, "鹤壁市", 2024, "预算")
    assert keys.title == "2024年部门综合预算公开报表"


def test_a_cover_whose_name_below_the_title_has_a_mark() -> None:
    lines = (
        "2022年度单位预算\n舞阳县水利局（本级）\n目录\n一、收支总表\n二、支出总表\n"
        + text()[text().index("2024年收支总体情况表") :]
    )
    (found,) = assemble(read(lines.replace(BODY, "").encode()), Hints()).disclosures
    assert (found.keys.department, found.keys.city, found.keys.scope) == ("舞阳县水利局", "漯河市", "单位")


FUND = ["科目编码|科目名称|合计|基本支出|项目支出", "|合计|3|2|1", "2120801|征地补偿|3|2|1"]


def test_a_form_in_a_file_of_its_own_is_called_by_the_archive_around_it() -> None:
    data = drawn(["2024年政府性基金支出情况表", "部门名称：舞阳县水利局", UNIT, Frame(FUND)])
    called = Hints(file_name="2024年部门预算公开.zip/09基金表.pdf")
    (found,) = assemble(printed(data), called).disclosures
    keys = found.keys
    assert (keys.department, keys.county, keys.year, keys.stage) == ("舞阳县水利局", "舞阳县", 2024, "预算")
    assert not found.problems


SCHOOLS = "商丘市教育局所属单位2024年单位预算公开"


def test_a_member_of_a_container_is_called_by_its_own_name_before_that_of_them_all() -> None:
    data = drawn(["2024年政府性基金支出情况表", UNIT, Frame(FUND)])
    for called in ("各校/1.商丘市第一中学2024年单位预算.pdf", "03、商丘市第一中学2024年单位预算/附表.pdf"):
        (found,) = assemble(printed(data), Hints(title=SCHOOLS, member=called)).disclosures
        assert (found.keys.department, found.keys.scope) == ("商丘市第一中学", "单位")
        assert [problem.kind for problem in found.problems] == []


def test_a_member_called_after_a_form_is_called_by_its_page() -> None:
    data = drawn(["2024年政府性基金支出情况表", UNIT, Frame(FUND)])
    page = "商丘市教育局2024年部门预算公开"
    (found,) = assemble(printed(data), Hints(title=page, member="收支总表2024年部门预算.pdf")).disclosures
    assert found.keys.department == "商丘市教育局"


def test_the_titles_of_forms_make_no_cover() -> None:
    sheet: Sheet = [
        "支出总体情况表",
        "部门名称：舞阳县水利局",
        UNIT,
        Frame(FUND),
        "2024年政府性基金预算支出情况表",
        UNIT,
        Frame(FUND),
    ]
    assert extracted(drawn(sheet)).keys.department == "舞阳县水利局"


def test_what_stands_above_a_form_is_no_part_of_the_title() -> None:
    sheet: Sheet = ["部门（单位）名称：舞阳县水利局", UNIT, "2024年政府性基金预算支出情况表", Frame(FUND)]
    assert extracted(drawn(sheet)).keys.title == "2024年政府性基金预算支出情况表"


def test_a_page_without_a_cover_is_named_by_its_heading_and_not_by_its_contents() -> None:
    title = f"{BODY}2024年部门预算公开"
    contents = ["目  录", "第一部分 部门概况", "第二部分 2024年部门预算表", f"五、{BODY}2023年一般公共预算支出表"]
    forms = "".join(f"<tr><td>{row.replace('|', '</td><td>')}</td></tr>" for row in FUND)
    listed = "".join(f"<p>{line}</p>" for line in [*contents, "政府性基金预算支出表", "单位：万元"])
    page = f"<html><head><title>{title}</title></head><body>{listed}<table>{forms}</table></body></html>"
    (found,) = assemble(of_page(page.encode()), Hints()).disclosures
    assert (found.keys.department, found.keys.year, found.keys.title) == (BODY, 2024, title)
    assert found.problems == []


def test_places_of_the_other_provinces_and_bodies_of_the_whole_country() -> None:
    places = {
        "义乌市交通运输局": ("金华市", "义乌市"),
        "长沙县民政局": ("长沙市", "长沙县"),
        "江苏省苏州市吴中区民政局": ("苏州市", "吴中区"),
        "重庆市渝中区审计局": ("重庆市", "渝中区"),
        "深圳市大鹏新区综合办公室": ("深圳市", "大鹏新区"),
        "恩施州农业农村局": ("恩施州", None),
        "苏州市城市管理局": ("苏州市", None),
        "四川省图书馆": ("四川省", None),
        "朝阳区教育局": (None, None),  # Beijing and Changchun both have one
        "国家信访局": ("中央", None),
        "水利部": ("中央", None),
        "中国共产主义青年团中央委员会": ("中央", None),
        "国家税务总局许昌市税务局": (None, None),
        "国家统计局郑州调查队": (None, None),
    }
    assert {name: place_of(name) for name in places} == places


def test_a_zone_is_called_after_its_city() -> None:
    """Zones keep house for themselves and print their city's name without 市; a county is not taken for one."""
    places = {
        "济源产城融合示范区财政金融局": ("济源市", None),
        "济源示范区退役军人事务局": ("济源市", None),
        "郑州航空港经济综合实验区财政审计局": ("郑州市", None),
        "洛阳高新区管委会": ("洛阳市", None),
        "新乡经济技术开发区财政局": ("新乡市", None),
        "安阳县产业集聚区管委会": ("安阳市", "安阳县"),
        "经济技术开发区财政局": (None, None),
        "郑州大学": (None, None),
    }
    assert {name: place_of(name) for name in places} == places


def test_a_cover_whose_title_names_only_the_place() -> None:
    covers = {
        ("大连市沙河口区2024年部门预算", "大连市沙河口区教育局"): "大连市沙河口区教育局",
        ("2024年度部门预算公开", "（哈尔滨市道里区民政局）", "二〇二四年二月"): "哈尔滨市道里区民政局",
        ("上海市徐汇区2024年区级部门预算", "预算主管部门：上海市徐汇区教育局"): "上海市徐汇区教育局",
        ("大连市教育局2024年部门预算", "大连市财政局"): "大连市教育局",
    }
    for cover, body in covers.items():
        keys, problems = read_keys(cover, [], [], Hints())
        assert (keys.department, problems) == (body, [])
    keys, _ = read_keys(["大连市2024年部门预算", "大连市财政局"], ["大连市教育局"], [], Hints())
    assert keys.department == "大连市教育局"


def test_the_title_of_a_cover_begins_with_the_name_that_lines_above_begin() -> None:
    keys, _ = read_keys(["鹤壁市自然资源和", "规划局", "2024年度部门预算"], [], [], Hints())
    assert (keys.department, keys.title) == ("鹤壁市自然资源和规划局", "鹤壁市自然资源和规划局2024年度部门预算")


def test_figures_of_another_font_stand_on_the_line_of_large_type() -> None:
    data = BytesIO()
    canvas = Canvas(data, pagesize=(500, 700), invariant=1)
    for x, y, piece in ((60, 500, BODY), (208, 496.2, "2024"), (262, 500, "年度部门预算")):
        write(canvas, x, y, piece, 24)
    write(canvas, 150, 60, "二〇二四年三月", 22)
    canvas.showPage()
    canvas.save()
    assert [line.text for line in printed(data.getvalue()).pages[0].lines] == [
        f"{BODY}2024年度部门预算",
        "二〇二四年三月",
    ]


@pytest.mark.parametrize("number", ["附表一：", "附件1：", "附表3 ", "附录二、"])
def test_neither_an_attachments_number_nor_a_forms_words_are_part_of_a_name(number: str) -> None:
    assert read_title(f"{number}2022年舞阳县总工会部门预算收支情况总表").department == "舞阳县总工会"
    assert read_title(f"{number}2022年舞阳县教育体育局收入支出预算总表").department == "舞阳县教育体育局"
    assert read_title(f"{number}舞阳县附属医院2022年单位预算").department == "舞阳县附属医院"


@pytest.mark.parametrize("menu", ["机构职能", "首页", "信息公开目录 机构职能"])
def test_an_entry_of_a_menu_on_the_line_of_the_title_is_no_part_of_the_name(menu: str) -> None:
    cover = ["信息公开目录", f"{menu} 佛山市民政局2024年部门预算公开", "政策文件", "一、收支总体情况表"]
    keys, _ = read_keys(cover, ["佛山市民政局"], [], Hints())
    assert (keys.city, keys.department, keys.title) == ("佛山市", "佛山市民政局", "佛山市民政局2024年部门预算公开")


@pytest.mark.parametrize("name", ["中共 许昌市委宣传部", "河南省 许昌市水利局", "许昌市 水利局"])
def test_a_blank_inside_a_name_parts_no_menu_from_it(name: str) -> None:
    keys, _ = read_keys([f"{name}2024年部门预算"], [], [], Hints())
    assert keys.department == name.replace(" ", "")
