"""Documents and the sites they come from may say anything: it stays text, in every page, feed and file."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from datasette.utils import tilde_encode
from playwright.sync_api import Page, expect

from archive import search
from archive.opening import open_existing
from tests.publish.kinds import pages
from tests.publish.serving import fetched, serving
from tests.publish.small_archive import Small, make

SCRIPT = "</script><script>alert('script')</script>"
IMAGE = "\"'><img src=x onerror=alert('image')>"
REVERSED = "\u202etxt.exe\u2066"
LONG = "W" * 600
LINK = "javascript:alert('link')"
NAME = f"{IMAGE}{SCRIPT}{REVERSED}差旅"
DEPARTMENT = "410400-教育局"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """The small archive after a visit of somebody who means harm."""
    made = make(tmp_path_factory.mktemp("hostile"))
    db = open_existing(made.db, read_only=False)
    document = made.ids["教育局", 2023]
    with db.conn:
        for table, column, where in (
            ("departments", "name", f"id = '{DEPARTMENT}'"),
            ("documents", "title", "1"),
            ("disclosures", "department", f"document = '{document}'"),
            ("expenditure", "function", "row_kind = '明细'"),
            ("projects", "project", "row_kind = '明细'"),
            ("projects", "budget_unit", "1"),
            ("procurement", "item", "1"),
            ("procurement", "specification", "1"),
            ("sections", "heading", "1"),
            ("sections", "path", "1"),
            ("sections", "text", "1"),
            ("checks", "description", "1"),
            ("checks", "location", "1"),
            ("problems", "message", "1"),
            ("problems", "printed", "1"),
            ("source_tables", "title", "1"),
        ):
            db.execute(f'update "{table}" set "{column}" = ? where {where}', [f"{NAME}{LONG}"])
        db.execute("update function_codes set name = ?", [NAME])
        db.execute("update documents set source_url = ?, page_url = ?", [LINK, LINK])
        names = [{"name": NAME, "year": 2022}, {"name": SCRIPT, "year": 2023}]
        db.execute("update departments set names = ? where id = ?", [json.dumps(names), DEPARTMENT])
        db.table("sightings").insert({
            "document": document, "site": SCRIPT, "article": IMAGE, "file_name": f'a"\r\nSet-Cookie: b=c;{NAME}.pdf',
            "url": LINK, "page_url": LINK, "title": NAME, "first_seen_at": "2026-01-01T00:00:00Z",
            "last_seen_at": "2026-01-01T00:00:00Z",
        })  # fmt: skip
        db.table("revisions").insert({
            "disclosure": "教育局-2023-部门", "form": "expenditure", "row_label": NAME, "column_name": SCRIPT,
            "old_value": IMAGE, "new_value": SCRIPT, "old_document": made.ids["教育局", 2022],
            "new_document": document, "found_on": "2026-01-02",
        })  # fmt: skip
    search.refresh(db)
    db.close()
    return made


@pytest.fixture(scope="module")
def site(small: Small) -> Iterator[str]:
    with serving("--db", str(small.db), "--files", str(small.files), "--port", "0") as address:
        yield address


def test_every_page_shows_it_as_text_and_keeps_its_width(page: Page, small: Small) -> None:
    shown = 0
    for kind, address in pages(small).items():
        if kind in ("not found", "SQL that fails"):
            continue
        page.goto(address)
        assert page.locator("img[src=x]").count() == 0, kind
        assert page.locator("main a[href^=javascript]").count() == 0, kind
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), kind
        shown += "alert('script')" in page.inner_text("body")
    assert shown > 15


def test_what_runs_backwards_turns_nothing_else_round(page: Page) -> None:
    page.goto("/")
    hit = page.locator("section:has(#newest) li").first
    expect(hit.locator("small")).to_contain_text("2023 年预算 · 2023-02-01 09:02 收录")
    assert hit.locator("a").evaluate("a => getComputedStyle(a).unicodeBidi") == "isolate"
    page.goto("/findings")
    heading = page.locator("h2").last
    link, scope = heading.locator("a"), heading.locator("small")
    assert scope.evaluate("s => s.getClientRects()[0].left") >= link.evaluate(
        "a => [...a.getClientRects()].at(-1).right - 1"
    )


def test_charts_are_drawn_of_hostile_names(page: Page) -> None:
    page.goto(f"/department/{tilde_encode(DEPARTMENT)}")
    expect(page.locator("figure.chart canvas").first).to_be_visible()
    page.locator("figure.chart canvas").first.hover()
    page.goto(f"/compare?id={tilde_encode(DEPARTMENT)}&id={DEPARTMENT}")
    expect(page.locator("figure.chart canvas")).to_have_count(1)


def test_searching_for_a_script_runs_none(page: Page) -> None:
    page.goto("/search")
    page.get_by_label("检索词").fill(SCRIPT)
    page.get_by_label("检索词").press("Enter")
    expect(page.get_by_label("检索词")).to_have_value(SCRIPT)


def test_feeds_and_data_keep_it_whole(site: str, small: Small, tmp_path: Path) -> None:
    document = small.ids["教育局", 2023]
    feed = fetched(f"{site}/feed/documents.atom")
    atom = {"a": "http://www.w3.org/2005/Atom"}
    titles = [
        entry.findtext("a:title", namespaces=atom) for entry in ET.fromstring(feed.content).findall("a:entry", atom)
    ]
    assert f"{NAME}{LONG}" in titles
    revised = ET.fromstring(fetched(f"{site}/feed/revisions.atom").content)
    assert len(revised.findall("a:entry", atom)) == 1
    answer = fetched(f"{site}/archive/projects.json", params={"_shape": "array", "row_kind": "明细"})
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert {row["project"] for row in answer.json()} == {f"{NAME}{LONG}"}
    taken = fetched(f"{site}/archive/projects.csv", params={"row_kind": "明细"}).content.decode("utf-8-sig")
    assert {row["project"] for row in csv.DictReader(io.StringIO(taken))} == {f"{NAME}{LONG}"}
    for address in (f"/files/{document}", f"/archive/projects.xlsx?project={SCRIPT}"):
        headers = fetched(f"{site}{address}").headers
        assert "set-cookie" not in headers
        assert '"' not in headers["content-disposition"].split("filename*=")[1]
