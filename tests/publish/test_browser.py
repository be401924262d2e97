"""The pages in a real browser, on a desk and on a phone: what a reader does, without an error in the console."""

import re

import pytest
from datasette.utils import tilde_encode
from playwright.sync_api import Page, expect

from tests.publish.small_archive import Small


def fits(page: Page) -> bool:
    page.wait_for_load_state()  # a click comes back before the style sheet has
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_from_the_home_page_to_the_printed_cell(page: Page, small: Small) -> None:
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    assert fits(page)
    page.locator("table.matrix .unsound a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("披露")
    page.locator("table.rows-and-columns tr", has_text="教育局").get_by_role("link", name="文件").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("<script>")
    assert fits(page)
    page.get_by_role("link", name="支出总体情况表").first.click()
    page.locator("tbody").get_by_role("link", name="原表", exact=True).first.click()
    expect(page.locator("tr:target td").first).to_contain_text("<script>")
    assert fits(page)


def test_a_table_is_narrowed_by_a_facet(page: Page) -> None:
    page.goto("/archive/projects")
    assert fits(page)
    page.locator("#facet-department").get_by_role("link", name="水利局").click()
    expect(page.locator("table.rows-and-columns tbody tr")).to_have_count(1)
    expect(page.locator("h2").first).to_contain_text("部门（单位）等于“水利局”")
    expect(page.locator("tbody .amount")).to_have_text("300.00")


def test_a_question_leads_to_the_department_and_to_the_printed_page(page: Page) -> None:
    page.goto("/archive/three_public_expenses")
    assert page.evaluate(
        "(([box]) => box.scrollWidth <= box.clientWidth)(document.getElementsByClassName('table-wrapper'))"
    )
    row = page.locator("table.rows-and-columns tbody tr")
    assert "410400" not in row.inner_text()  # the department's id is for the link
    expect(row.get_by_role("link", name=re.compile("第 .* 页"))).to_have_attribute("href", re.compile("^/page/"))
    row.get_by_role("link", name="教育局").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("教育局")


def test_a_search_marks_its_hits(page: Page) -> None:
    page.goto("/")
    page.get_by_label("全文检索").last.fill("差旅 培训")
    page.locator("form.big-search button").click()
    expect(page.locator("mark").first).to_have_text("差旅")
    assert fits(page)
    page.locator("li", has_text="教育局 2023").get_by_role("link", name="教师差旅培训").click()
    expect(page.locator(".scan .row:target")).to_have_count(1)
    page.get_by_role("link", name="文件说明").click()
    expect(page.locator(".citation")).to_contain_text("SHA-256")


@pytest.mark.parametrize("page", ["desk"], indirect=True)  # a phone has no column menu
def test_the_column_menu_speaks_chinese(page: Page) -> None:
    page.goto("/archive/projects")
    page.locator('th[data-column="total"] svg').click()
    expect(page.locator(".dropdown-menu").last).to_contain_text("从大到小排序")


@pytest.mark.parametrize("page", ["desk"], indirect=True)
@pytest.mark.parametrize("table", ["totals", "expenditure", "projects"])
def test_a_header_and_its_menu_stay_in_their_column(page: Page, table: str) -> None:
    page.goto(f"/archive/{table}")
    expect(page.locator("th .dropdown-menu-icon").first).to_be_visible()
    outside = """headers => headers.filter(header => [...header.querySelectorAll("a, svg")].some(part =>
        part.getBoundingClientRect().right > header.getBoundingClientRect().right + 1)).map(h => h.innerText)"""
    assert page.locator("table.rows-and-columns th").evaluate_all(outside) == []


def test_the_keyboard_reaches_the_text_first(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")


def test_every_page_of_ours_fits_and_draws_its_charts(page: Page, small: Small) -> None:
    department = f"/department/{tilde_encode('410400-教育局')}"
    document = f"/document/{small.ids['教育局', 2023]}"
    for path in (department, "/city/410400", "/compare", "/findings", "/guide", document, "/feed/documents.atom"):
        page.goto(path)
        assert fits(page), path
    page.goto(department)
    charts = page.locator("figure.chart canvas")
    expect(charts).to_have_count(3)
    painted = (
        "c => [...c.getContext('2d').getImageData(0, 0, c.width, c.height).data].some((v, i) => i % 4 === 3 && v > 0)"
    )
    assert all(charts.nth(at).evaluate(painted) for at in range(3))
    expect(charts.first).to_have_attribute("aria-label", re.compile("基本支出与项目支出"))


def test_years_that_do_not_fit_begin_with_the_latest_beside_their_names(page: Page) -> None:
    page.set_viewport_size({"width": 230, "height": 700})
    page.goto(f"/department/{tilde_encode('410400-教育局')}")
    wrapper = page.locator(".table-wrapper:has(#measures)")
    expect(wrapper).to_have_attribute("tabindex", "0")
    assert wrapper.evaluate("w => w.scrollLeft + w.clientWidth >= w.scrollWidth - 1 && w.scrollLeft > 0")
    name = page.locator("#measures tbody th").first.bounding_box()
    here = wrapper.bounding_box()
    assert name
    assert here
    assert abs(name["x"] - here["x"]) <= 2
    assert fits(page)


def test_no_year_is_cut_off_where_it_begins(page: Page) -> None:
    """,135.04 is read as another figure than 4,135.04."""
    scrolled = 0
    for width in range(270, 400, 10):
        page.set_viewport_size({"width": width, "height": 700})
        page.goto(f"/department/{tilde_encode('410400-教育局')}")
        hidden, edges = page.locator("#measures thead tr").evaluate(
            "r => { const [name, ...years] = [...r.children].map(c => c.getBoundingClientRect());"
            " return [years.filter(y => y.right <= name.right + 3).length,"
            " years.filter(y => y.left < name.right - 3 && y.right > name.right + 3).length] }"
        )
        scrolled += hidden
        assert edges == 0 or hidden == 0, width
        assert page.locator("#measures caption").get_by_text("更早的年度在左边").count() == (hidden > 0), width
    assert scrolled


def test_departments_are_chosen_and_compared(page: Page) -> None:
    page.goto("/city/410400")
    page.get_by_role("link", name="选择部门比较").click()
    page.get_by_label("教育局").check()
    page.get_by_label("水利局").check()
    page.get_by_role("button", name="比较", exact=True).click()
    expect(page.locator("table#compared tbody tr")).to_have_count(2)
    expect(page.locator("figure.chart canvas")).to_have_count(1)


def test_a_row_is_marked_on_the_image_of_its_page(page: Page) -> None:
    page.goto("/archive/projects?department=教育局&project=校园5G网络建设")
    page.locator("tbody").get_by_role("link", name="第 12 页").click()
    marked = page.locator(".scan .row:target")
    expect(marked).to_have_count(1)
    box, image = marked.bounding_box(), page.locator(".scan img").bounding_box()
    assert box
    assert image
    assert image["x"] <= box["x"] <= image["x"] + image["width"]
    assert abs(box["width"] / image["width"] - 200 / 842) < 0.01
    assert page.locator(".scan img").evaluate("i => i.complete && i.naturalWidth > 1000")
    assert fits(page)
    marked.focus()
    page.keyboard.press("Enter")
    expect(page.locator("tr:target")).to_contain_text("<script>")
