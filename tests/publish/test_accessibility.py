"""What axe-core finds on every kind of page, on a desk and on a phone; and what only a keyboard or a printer shows."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

from tests.publish.kinds import pages
from tests.publish.small_archive import Small

FAILING = ("not found", "SQL that fails")  # the browser notes their status in the console


def box_of(shown: Locator) -> FloatRect:
    box = shown.bounding_box()
    assert box
    return box


def test_no_page_has_a_barrier(page: Page, small: Small) -> None:
    axe = Axe()
    found: dict[str, dict[str, str]] = {}
    for kind, address in pages(small).items():
        if kind in FAILING:
            continue
        page.goto(address)
        for violation in axe.run(page).response["violations"]:
            found.setdefault(violation["id"], {})[kind] = violation["nodes"][0]["html"]
    assert found == {}


def test_a_page_with_an_error_has_no_barrier(browser: Browser, site: str, small: Small) -> None:
    page = browser.new_page(base_url=site)
    for kind in FAILING:
        page.goto(pages(small)[kind])
        assert [violation["id"] for violation in Axe().run(page).response["violations"]] == [], kind
    page.close()


def test_everything_is_reached_by_the_keyboard_in_its_order(page: Page) -> None:
    page.goto("/archive/projects")
    names = []
    for _ in range(40):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert names[0] == "跳到正文"
    assert names.index("比较") < names.index("数据说明") < names.index("首页") < names.index("水利局")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_table_wider_than_the_screen_can_be_scrolled_with_the_keyboard(page: Page, small: Small) -> None:
    page.set_viewport_size({"width": 260, "height": 700})
    page.goto(pages(small)["source table"])
    wide = page.locator(".table-wrapper")
    expect(wide).to_have_attribute("tabindex", "0")
    expect(wide).to_have_attribute("aria-label", "印刷的单元格")
    page.set_viewport_size({"width": 1280, "height": 700})
    expect(wide).not_to_have_attribute("tabindex", "0")


@pytest.mark.parametrize("page", ["desk"], indirect=True)
def test_on_paper_stand_the_charts_with_their_figures_and_no_menus(page: Page, small: Small) -> None:
    page.goto(pages(small)["department"])
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for gone in ("header.site-header", "nav.place", ".jump", ".take", "form.compare", "footer"):
        assert not page.locator(gone).first.is_visible(), gone
    paper = 700
    page.set_viewport_size({"width": paper, "height": 1000})
    charts = page.locator("figure.chart canvas")
    expect(charts).to_have_count(3)
    for at in range(3):
        box = box_of(charts.nth(at))
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= paper
        assert box["height"] >= 200
    for table in page.locator("table.years").all():
        box = box_of(table)
        assert table.is_visible()
        assert box["x"] + box["width"] <= paper
    assert len(page.pdf(format="A4")) > 20_000
    page.goto("/archive/projects")
    page.set_viewport_size({"width": 1000, "height": 700})  # printed landscape
    box = box_of(page.locator("table.rows-and-columns"))
    assert box["x"] + box["width"] <= 1000
    assert min(box_of(cell)["width"] for cell in page.locator("td.col-project").all()) > 50
    assert not page.locator(".facet-results").is_visible()
