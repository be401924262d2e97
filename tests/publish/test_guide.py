"""数据说明, and the doors for robots and feed readers."""

import re
import xml.etree.ElementTree as ET
from datetime import datetime
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest

from forms.load import form_tables
from publish.plugin.guide import ROW_KINDS, Example, examples
from tests.publish.asking import Get
from tests.publish.small_archive import Small

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.title)
def test_worked_sql_runs(get: Get, example: Example) -> None:
    answer = get("/archive.json", sql=example.sql, _shape="array")
    assert answer.status_code == 200, answer.text


def test_the_first_example_shows_why_only_details_are_added(get: Get) -> None:
    first = get("/archive.json", sql=examples()[0].sql, _shape="array").json()
    row = next(row for row in first if row["department"] == "教育局")
    assert row["details"] == row["printed_total"] == 10000000
    assert row["wrong_sum_of_all_rows"] == 20000000


def test_the_guide_describes_every_form_and_row_kind(get: Get) -> None:
    page = get("/guide").text
    for table in form_tables():
        assert f'id="t-{table}"' in page
    for kind in ROW_KINDS:
        assert f">{kind}</th>" in page


@pytest.mark.parametrize("kind", ["documents", "revisions"])
def test_a_feed_is_what_its_standard_asks_for(get: Get, kind: str) -> None:
    """RFC 4287: what a feed and each of its entries must have, once, and in which form."""
    answer = get(f"/feed/{kind}.atom")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(answer.content)
    entries = feed.findall("a:entry", ATOM)
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            (found,) = element.findall(f"a:{name}", ATOM)
            assert found.text, name
        datetime.fromisoformat(element.findtext("a:updated", "", ATOM))
        assert urlsplit(element.findtext("a:id", namespaces=ATOM)).scheme == "http"
    assert feed.findtext("a:author/a:name", namespaces=ATOM)
    (own,) = [link for link in feed.findall("a:link", ATOM) if link.get("rel") == "self"]
    assert own.get("href") == feed.findtext("a:id", namespaces=ATOM)
    ids = [entry.findtext("a:id", namespaces=ATOM) for entry in entries]
    assert len(set(ids)) == len(ids)
    updated = [entry.findtext("a:updated", "", ATOM) for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert feed.findtext("a:updated", namespaces=ATOM) == (updated[0] if updated else "1970-01-01T00:00:00Z")


def test_feeds_are_valid_when_full_and_when_empty(get: Get, small: Small) -> None:
    feed = ET.fromstring(get("/feed/documents.atom").content)
    titles = [entry.findtext("a:title", namespaces=ATOM) for entry in feed.findall("a:entry", ATOM)]
    assert len(titles) == 4
    assert any("<script>" in (title or "") for title in titles)
    link = feed.find("a:entry/a:link", ATOM)
    assert link is not None
    assert re.match(r"https?://[^/]+/document/[0-9a-f]{64}$", link.attrib["href"])
    empty = ET.fromstring(get("/feed/revisions.atom").content)
    assert empty.findall("a:entry", ATOM) == []
    assert empty.findtext("a:updated", namespaces=ATOM)


def test_robots_find_what_leads_everywhere_and_nothing_endless(get: Get, small: Small) -> None:
    robots = RobotFileParser()
    lines = get("/robots.txt").text
    robots.parse(lines.splitlines())
    document = small.ids["教育局", 2023]
    for path in (
        "/",
        "/department/410400-x",
        "/city/410400",
        f"/document/{document}",
        f"/files/{document}",
        "/llms.txt",
    ):
        assert robots.can_fetch("bot", f"http://s{path}"), path
    for path in (
        "/archive/projects?city=x",
        "/archive/projects.csv",
        f"/page/{document}/1",
        "/search?q=x",
        "/archive?sql=x",
    ):
        assert not robots.can_fetch("bot", f"http://s{path}"), path
    assert len(re.findall(r"^Sitemap: http://.+/sitemap.xml$", lines, re.MULTILINE)) == 1


def test_the_sitemap_lists_pages(get: Get, small: Small) -> None:
    sitemap = ET.fromstring(get("/sitemap.xml").content)
    listed = [location.text or "" for location in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert sum(f"/document/{document}" in "".join(listed) for document in small.ids.values()) == 4
    assert any(url.endswith("/city/410400") for url in listed)


def test_a_model_is_told_the_tables(get: Get) -> None:
    told = get("/llms.txt").text
    assert told.startswith("# 河南省市级部门预算公开档案")
    for known in ("row_kind = '明细'", "`totals`", *(f"/archive/{table}.md" for table in form_tables())):
        assert known in told
    for address in set(re.findall(r"\]\((/[^)]*)\)", told)):
        assert get(address).status_code == 200, address
    assert "只有行类型为“明细”的行可以相加" in get("/archive/projects.md").text
