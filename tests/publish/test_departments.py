"""Departments over years and beside each other: exact, once each, under every name."""

import re

from datasette.utils import tilde_encode

from tests.publish.asking import Get, PageAfter
from tests.publish.small_archive import HOSTILE, Small


def address(name: str) -> str:
    return f"/department/{tilde_encode(f'410400-{name}')}"


def cells(page: str, caption: str) -> dict[str, list[str]]:
    """The rows of the table under this caption: label → printed cells."""
    table = next(part for part in page.split("<table")[1:] if caption in part.split("</caption>")[0])
    body = table.split("<tbody>")[1].split("</tbody>")[0]
    strip = re.compile(r"<[^>]+>")
    return {
        strip.sub("", re.findall(r"<th scope=\"row\">(.*?)</th>", row, re.DOTALL)[0]).strip(): [
            strip.sub("", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        ]
        for row in body.split("<tr")[1:]
    }


def test_a_department_shows_its_years_beside_each_other(get: Get) -> None:
    page = get(address("教育局")).text
    assert "教育体育局（2022 年）" in page
    totals = cells(page, "主要总数")
    assert totals["支出总计"] == ["800.00", "1,000.00"]
    assert totals["上年结转"] == ["", "25.00005"]
    assert totals["三公经费"] == ["", "9.00"]
    assert 'data-value="10000000" title="10,000,000 元"' in page
    changes = cells(page, "总数的变化")
    assert changes["支出总计"] == ["800.00", "1,000.00", "+200.00", "+25.0%"]
    assert "基本支出" not in changes  # 2022 tells none: that is not known, and no change
    assert "变动最大的项目" not in page
    assert cells(page, "支出按功能科目（类）")["教育支出"] == ["", "600.000025"]
    assert cells(page, "项目各年金额") == {"校园5G网络建设": ["", "150.00"], "教师差旅培训": ["", "100.00"]}


def test_every_figure_leads_to_the_row_that_prints_it(get: Get, small: Small) -> None:
    page = get(address("教育局")).text
    here = f"/page/{small.ids['教育局', 2023]}/12#1-r1"
    for table, row in (("主要总数", "支出总计"), ("主要总数", "基本支出"), ("三公经费", "公务接待费"),
                       ("项目各年金额", "校园5G网络建设")):  # fmt: skip
        body = next(part for part in page.split("<table")[1:] if table in part.split("</caption>")[0])
        line = next(part for part in body.split("<tr")[1:] if f">{row}</th>" in part)
        assert f'<a href="{here}">' in line, row
    functions = next(part for part in page.split("<table")[1:] if "支出按功能科目" in part.split("</caption>")[0])
    assert "/page/" not in functions.split("</table>")[0]  # added up: printed nowhere as one number


def test_a_unit_says_that_its_department_counts_it(get: Get) -> None:
    page = get(address("第一小学")).text
    assert "已包含在主管部门" in page
    assert 'href="/department/410400-~E6~95~99~E8~82~B2~E5~B1~80"' in page
    assert cells(page, "主要总数")["支出总计"] == ["100.00"]


def test_a_city_counts_each_department_once(get: Get) -> None:
    page = get("/city/410400").text
    assert "2 个部门" in page
    assert cells(page, "支出总计") == {"教育局": ["800.00", "1,000.00"], "水利局": ["—", "400.00"]}
    assert "第一小学" not in page
    assert get("/city/410400?stage=决算").status_code == 200
    assert get("/city/999999").status_code == 404


def test_a_city_with_one_year_says_so_once(page_after: PageAfter) -> None:
    page = page_after(lambda db: db.execute("update disclosures set year = 2023 where year = 2022"), "/city/410400")
    assert "个部门，2023 年。" in page


def test_departments_and_cities_are_compared(get: Get) -> None:
    chosen = get("/compare?id=410400-教育局&id=410400-水利局&measure=project").text
    assert cells(chosen, "项目支出") == {"水利局": ["300.00"], "教育局": ["250.00"]}
    cities = get("/compare").text
    assert cells(cities, "支出总计") == {"平顶山市": ["800.00", "1,400.00"]}
    assert cells(cities, "计入的部门数") == {"平顶山市": ["1", "2"]}


def test_findings_lead_to_their_evidence(get: Get, small: Small) -> None:
    page = get("/findings").text
    assert f'href="/document/{small.ids["教育局", 2023]}#checks"' in page
    assert "1,000 元" in page
    assert HOSTILE not in page
    assert "没有未通过的核对" in get("/findings?city=许昌市").text


def test_a_missing_department_is_a_404(get: Get) -> None:
    assert get("/department/410400-nothing").status_code == 404
