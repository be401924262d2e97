"""The pages in a real browser, on a desk and on a phone: what a reader does, without an error in the console."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from serving import serving

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDTHS = {"desk": (1280, 900), "phone": (390, 844)}

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (apt install chromium)")


@pytest.fixture(scope="module")
def site(small) -> Iterator[str]:
    with serving("--db", str(small.db), "--files", str(small.files), "--port", "0") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=WIDTHS)
def page(request, browser: Browser, site: str) -> Iterator[Page]:
    width, height = WIDTHS[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, base_url=site)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append("a script of a document ran"), dialog.dismiss()))
    page.on("request", lambda asked: wrong.append(asked.url) if not asked.url.startswith((site, "data:")) else None)
    yield page
    context.close()
    assert wrong == []


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_from_the_home_page_to_the_printed_cell(page: Page, small) -> None:
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    assert fits(page)
    page.locator("table.matrix .unsound a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("披露")
    page.locator("table.rows-and-columns a", has_text="教育局2023年部门预算").first.click()
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
    expect(page.locator("h3").first).to_contain_text("部门（单位）等于“水利局”")
    expect(page.locator("tbody .amount")).to_have_text("300.00")


def test_a_search_marks_its_hits(page: Page) -> None:
    page.goto("/")
    page.get_by_label("全文检索").last.fill("差旅 培训")
    page.locator("form.big-search button").click()
    expect(page.locator("mark").first).to_have_text("差旅")
    assert fits(page)
    page.get_by_role("link", name="教师差旅培训").first.click()
    expect(page.locator(".citation")).to_contain_text("SHA-256")


def test_the_column_menu_speaks_chinese(page: Page) -> None:
    if page.viewport_size == {"width": 390, "height": 844}:
        pytest.skip("a phone has no column menu")
    page.goto("/archive/projects")
    page.locator('th[data-column="total"] svg').click()
    expect(page.locator(".dropdown-menu").last).to_contain_text("从大到小排序")


def test_the_keyboard_reaches_the_text_first(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")
