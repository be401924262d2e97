"""What a site no longer offers is noticed, dated and kept; what comes back is there again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from samples.sites.server import Resource, Server
from tests.crawler.loopback import Archive, Pages, article, channel, pdf, write_site

NAMES = {n: f"2024年平顶山市第{n}局部门预算公开" for n in range(1, 5)}
MISSING = Resource(b"404", status=404)
GONE = "select article, file_name, gone_why from sightings where gone_since is not null order by 1, 2"


def row(n: int) -> tuple[str, str, str]:
    return f"/contents/1/{n}.html", NAMES[n], "2024-02-01"


def file(n: int) -> str:
    return f"/upload/files/2024/2/{n}.pdf"


@pytest.fixture
def site() -> Pages:
    return Pages(
        {
            "/channels/1.html": channel(*map(row, NAMES)),
            **{f"/contents/1/{n}.html": article(NAMES[n], file(n)) for n in NAMES},
            **{file(n): pdf(f"budget {n}".encode()) for n in NAMES},
        }
    )


def test_unlisted_unlinked_and_missing(site: Pages, tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    before = dict(site.pages)
    with Server(site) as server:
        crawl = (
            "crawl",
            "--revisit",
            "--sites",
            str(write_site(tmp_path / "sites", server.netloc, "/channels/1.html")),
        )
        archive.run(*crawl)
        assert archive.rows(GONE) == []
        site.pages |= {
            "/channels/1.html": channel(row(2), row(3), row(4)),
            "/contents/1/2.html": article(
                NAMES[2],
                body="<p>更正</p>",
            ),
            "/contents/1/3.html": MISSING,
            file(4): MISSING,
        }
        archive.run(*crawl)
        held = json.loads(archive.run("status", "--json").stdout)
        since = archive.rows("select article, gone_since from sightings order by 1")
        archive.run(*crawl)
        assert archive.rows("select article, gone_since from sightings order by 1") == since
        text = archive.run("status").stdout
        found = archive.rows(GONE)
        site.pages = before
        archive.run(*crawl)
    assert found == [
        ("1/1", "1.pdf", "unlisted"),
        ("1/2", "2.pdf", "unlinked"),
        ("1/3", "3.pdf", "missing"),
        ("1/4", "4.pdf", "missing"),
    ]
    assert {(lost["site"], lost["gone_why"]) for lost in held["vanished"]} == {
        ("pages", "unlisted"),
        ("pages", "unlinked"),
        ("pages", "missing"),
    }
    assert len(archive.blobs()) == 4
    assert text.count("unlisted") == 1
    assert "No longer on their sites (kept)" in text
    assert archive.rows(GONE) == []


def test_what_is_not_a_vanishing(site: Pages, tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with Server(site) as server:
        sites = write_site(tmp_path / "sites", server.netloc, "/channels/1.html")
        archive.run("crawl", "--sites", str(sites))
        site.pages[file(1)] = pdf(b"corrected")
        site.pages[file(2)] = replace(MISSING, status=503)
        archive.run("crawl", "--revisit", "--sites", str(sites))
        assert archive.rows(GONE) == []
        site.pages["/channels/1.html"] = Resource(b"", status=500)
        archive.run("crawl", "--sites", str(sites), status=1)
        assert archive.rows(GONE) == []
        site.pages["/channels/1.html"] = channel(row(2))
        archive.run("crawl", "--sites", str(sites))
    # The corrected file's forerunner was replaced, it did not vanish.
    assert len(json.loads(archive.run("status", "--json").stdout)["vanished"]) == 3


def test_a_missing_article_rests_however_long_ago_its_files_were_had(site: Pages, tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with Server(site) as server:
        crawl = ("crawl", "--sites", str(write_site(tmp_path / "sites", server.netloc, "/channels/1.html")))
        archive.run(*crawl)
        site.pages |= {"/channels/1.html": channel(row(2), row(3), row(4)), "/contents/1/1.html": MISSING}
        archive.change("update ledger set due_at = '2024-01-01T00:00:00Z' where article = '1/1'")
        archive.run(*crawl)
        asked = site.asked["/contents/1/1.html"]
        archive.run(*crawl)

    assert asked == 2
    assert site.asked["/contents/1/1.html"] == 2


def test_an_article_that_moved_is_had_once_at_its_new_address(site: Pages, tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with Server(site) as server:
        crawl = ("crawl", "--sites", str(write_site(tmp_path / "sites", server.netloc, "/channels/1.html")))
        archive.run(*crawl)
        moved = "/contents/2/1.html"
        site.pages |= {
            "/channels/1.html": channel((moved, NAMES[1], "2024-02-01"), row(2), row(3), row(4)),
            "/contents/1/1.html": Resource(b"", status=301, headers={"Location": moved}),
            moved: site.pages["/contents/1/1.html"],
        }
        for _ in range(2):
            archive.run(*crawl, "--revisit")

    assert archive.rows(GONE) == [("1/1", "1.pdf", "missing")]
    assert archive.rows("select article, state from ledger where file_name = '1.pdf' order by 1") == [
        ("1/1", "gone"),
        ("2/1", "fetched"),
    ]
    assert site.asked[file(1)] == 3, "once before it moved and once in each run after"
    assert json.loads(archive.run("status", "--json").stdout)["vanished"] == []


def test_a_known_article_is_asked_for_where_the_list_has_it_now(tmp_path: Path) -> None:
    """Addresses may carry the session of the visit on which the list was read."""
    session = "/contents/1/1.html?session={}"
    page = article(NAMES[1], file(1))
    site = Pages(
        {
            "/channels/1.html": lambda visit: channel((session.format(visit), NAMES[1], "2024-02-01")),
            session.format(1): lambda visit: page if visit == 1 else MISSING,
            session.format(2): page,
            file(1): pdf(b"budget"),
        }
    )
    archive = Archive(tmp_path)
    with Server(site) as server:
        crawl = ("crawl", "--sites", str(write_site(tmp_path / "sites", server.netloc, "/channels/1.html")))
        archive.run(*crawl)
        archive.run(*crawl, "--revisit")

    assert archive.rows(GONE) == []
    assert archive.rows("select page_url like '%session=2' from documents") == [(1,)]
