"""The shipped site files: one for every place that publishes, each named, coded and addressed right."""

from __future__ import annotations

import asyncio
import csv
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from archive.classifications import CODES
from archive.files import Files
from archive.opening import create_or_open
from crawler.choice import Choice
from crawler.recording import Record
from crawler.sitefile import SHIPPED, Site, load_site, load_sites
from crawler.spiders import spider_of
from samples.sites.server import Server
from tests.crawler.loopback import Archive, Pages, article, channel, pdf, write_site

with (CODES / "cities.csv").open(encoding="utf-8", newline="") as lines:
    IN_FORCE = {row["division_code"]: row for row in csv.DictReader(lines) if not row["valid_to"]}
FILES = sorted(SHIPPED.glob("*.yml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_site_file_says_what_it_is(path: Path) -> None:
    site = load_site(path)
    division = IN_FORCE[site.division_code]
    assert site.id == path.stem
    assert division["name"] == (site.county or site.city)
    if site.county:
        assert IN_FORCE[division["parent"]]["name"] == site.city
    assert division["level"] == ("county" if site.county else "province" if site.city == "河南省" else "city")
    assert site.id.count("-") == (2 if site.county else 1)
    assert {urlsplit(url).netloc for url in site.start} <= set(site.hosts)
    assert not site.allow_private
    assert {"start", "family"} <= set(site.evidence)
    assert site.sure
    assert 10 <= len(path.read_text(encoding="utf-8").splitlines()) <= 40


def test_no_place_is_missing_and_no_list_is_read_twice() -> None:
    sites = load_sites()
    assert {site.division_code for site in sites} == set(IN_FORCE)
    cities = {code for code, row in IN_FORCE.items() if row["level"] != "county"}
    for code in cities:
        kinds = {site.id.rpartition("-")[2] for site in sites if site.division_code == code}
        assert "zf" in kinds, code
        assert len(kinds) > 1, code
    starts = [url for site in sites for url in site.start]
    assert len(starts) == len(set(starts))


def test_every_spider_builds_its_first_requests(tmp_path: Path) -> None:
    db = create_or_open(tmp_path / "archive.db")

    async def first(site: Site) -> list[str]:
        family = spider_of(site.family)
        assert family is not None
        record = Record(site, db, Files(tmp_path / "files"), print)
        return [request.url async for request in family(site=site, record=record, choice=Choice()).start()]

    for site in load_sites():
        asked = asyncio.run(first(site))
        assert len(asked) == len(site.start), site.id
        assert all(site.allows(url) for url in asked), (site.id, asked)
    db.close()


def test_a_site_that_does_not_answer_stops_no_other(tmp_path: Path) -> None:
    pages = Pages(
        {
            "/channels/1.html": channel(("/contents/1/1.html", "2024年平顶山市水利局部门预算公开", "2024-02-01")),
            "/contents/1/1.html": article("2024年平顶山市水利局部门预算公开", "/upload/files/2024/2/1.pdf"),
            "/upload/files/2024/2/1.pdf": pdf(b"the budget"),
        }
    )
    archive = Archive(tmp_path)
    with Server(pages) as server, Server(Pages()) as closed:
        sites = write_site(tmp_path / "sites", server.netloc, "/channels/1.html", name="b-well")
        write_site(sites, closed.netloc, "/channels/1.html", name="a-gone")
        unanswered = closed.netloc.replace("127.0.0.1", "127.0.0.9")
        write_site(sites, unanswered, "/channels/1.html", name="c-silent")
        lines = archive.run("crawl", "--sites", str(sites), status=1).stdout.splitlines()
    assert [line.split("  ")[0] for line in lines] == [
        "a-gone: gone",
        "b-well: fresh",
        "c-silent: broken",
        "3 sites: gone 1, fresh 1, broken 1",
    ]
    assert "  new 1  " in lines[-1]
    assert archive.rows("select id, state from sites where family is not null order by id") == [
        ("a-gone", "gone"),
        ("b-well", "fresh"),
        ("c-silent", "broken"),
    ]
