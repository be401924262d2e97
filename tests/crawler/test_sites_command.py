"""``yusuan sites``: the list, the probe over real HTTP, and the scaffold of a new site."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.scaffold import EXAMPLES
from crawler.shapes import ARTICLES
from crawler.sitefile import FAMILIES, load_site
from samples.sites.server import Resource, Server
from tests.crawler.loopback import ROOT, Archive, Pages, channel, html, write_site
from yusuan.main import main

BUDGET = "2024年平顶山市水利局部门预算公开"


def test_the_list_joins_files_and_archive(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with Server(Pages({"/channels/1.html": channel(("/contents/1/1.html", BUDGET, "2024-02-01"))})) as server:
        evidence = "evidence: {start: {sure: A}, family: {sure: C}}\n"
        sites = write_site(tmp_path / "sites", server.netloc, "/channels/1.html", name="one", more=evidence)
        write_site(sites, server.netloc, "/channels/2.html", name="two")
        before = archive.run("sites", "--sites", str(sites)).stdout.splitlines()
        assert not archive.db.exists()
        archive.run("crawl", "--sites", str(sites), "one")
    after = archive.run("sites", "--sites", str(sites)).stdout.splitlines()
    assert [line.split() for line in before] == [
        ["one", "平顶山市", "siteserver", "C"],
        ["two", "平顶山市", "siteserver"],
    ]
    assert after[0].split() == ["one", "平顶山市", "siteserver", "C", "fresh"]
    one, two = json.loads(archive.run("sites", "--sites", str(sites), "--json").stdout)
    assert (one["state"], one["sure"], one["county"], two["state"]) == ("fresh", "C", None, None)
    assert one["last_good_at"]


def test_the_shipped_sites_are_listed(tmp_path: Path) -> None:
    listed = json.loads(Archive(tmp_path).run("sites", "--json").stdout)
    assert {site["city"] for site in listed} >= {"河南省", "郑州市", "济源市"}
    assert [site["id"] for site in listed if site["sure"] not in "ABCG"] == []


def test_check_says_what_to_change(tmp_path: Path) -> None:
    moved = channel(*((f"/2024/02-01/{n}.html", f"2024年平顶山市第{n}局部门预算公开", "") for n in range(4)))
    site = Pages(
        {
            "/robots.txt": Resource(b"User-agent: *\nDisallow: /channels/6.html\n", "text/plain"),
            "/channels/1.html": channel(
                ("/contents/1/1.html", BUDGET, "2024-02-01"), ("/contents/1/2.html", "通知", "")
            ),
            "/channels/2.html": moved,
            "/channels/3.html": html("<a href='/channels/1.html'>部门预决算公开</a>"),
            "/channels/5.html": Resource(b"", status=403),
            "/channels/7.html": Resource(b"", status=302, headers={"Location": "http://elsewhere.example/"}),
            "/channels/8.html": Resource(b"", status=301, headers={"Location": "/channels/1.html"}),
            "/czyjsgkpt/": html("<ul><li><a href='/d/1/'>平顶山市水利局</a></li></ul>"),
        }
    )
    starts = {
        "a-well": 1,
        "b-family": 2,
        "c-column": 3,
        "d-missing": 4,
        "e-blocked": 5,
        "f-robots": 6,
        "g-outside": 7,
        "h-moved": 8,
    }
    archive, sites = Archive(tmp_path), tmp_path / "sites"
    with Server(site) as server:
        for name, number in starts.items():
            write_site(sites, server.netloc, f"/channels/{number}.html", name=name)
        write_site(sites, server.netloc, "/czyjsgkpt/", name="i-platform")
        done = archive.run("sites", "--sites", str(sites), "check", "--json", status=1)
        seen = {one["site"]: one for one in json.loads(done.stdout)}
        asked = [asked.target for asked in server.log]
        assert archive.run("sites", "check", "--sites", str(sites), "a-well").stdout.splitlines()[0] == (
            "a-well: as its file says"
        )
        told = archive.run("sites", "check", "--sites", str(sites), "e-blocked", status=1).stdout
        assert told.startswith("e-blocked: refuses this machine\n")
        column = f"http://{server.netloc}/channels/1.html"
    assert not any(target.startswith("/contents/") for target in asked)
    assert not archive.db.exists()
    assert [name for name, one in seen.items() if one["well"]] == ["a-well", "i-platform"]
    change = {name: " | ".join(f["change"] for f in one["findings"] if f["change"]) for name, one in seen.items()}
    assert [f["told"] for f in seen["a-well"]["findings"] if f["about"] == "start"] == [
        "1 budgets among 2 articles; a next page is asked for"
    ]
    assert any("robots.txt (HTTP 200)" in f["told"] for f in seen["a-well"]["findings"])
    assert change["b-family"].startswith("family: dated_path")
    assert column in change["c-column"]
    assert "no longer there" in change["d-missing"]
    assert "refuses this machine" in change["e-blocked"]
    assert "robots.txt forbids" in change["f-robots"]
    assert change["g-outside"].startswith("hosts: add the host")
    assert change["h-moved"] == f"start: {column}"


def test_check_tells_a_place_that_is_not_its_code_s_and_a_site_out_of_reach(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with Server(Pages({"/channels/1.html": channel(("/contents/1/1.html", BUDGET, "2024-02-01"))})) as server:
        sites = write_site(tmp_path / "sites", server.netloc, "/channels/1.html", name="a-place")
        path = sites / "a-place.yml"
        path.write_text(path.read_text("utf-8").replace("city: 平顶山市", "city: 平顶山"), "utf-8")
        told = archive.run("sites", "check", "--sites", str(sites), status=1).stdout
    assert "is 平顶山市, not 平顶山" in told
    assert "change  city: 平顶山市, or the division_code of 平顶山" in told
    path.write_text(path.read_text("utf-8").replace("city: 平顶山", "city: 平顶山市"), "utf-8")
    told = archive.run("sites", "check", "--sites", str(sites), status=1).stdout
    assert told.startswith("a-place: cannot be reached\n")
    assert "if this machine is offline" in told


@pytest.mark.parametrize("family", FAMILIES)
def test_the_scaffold_fails_until_it_is_filled_in(family: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shaped = next((name for name, shape in ARTICLES.items() if shape.search(EXAMPLES[family])), "generic")
    assert shaped == family
    monkeypatch.chdir(tmp_path)
    arguments = [
        "sites",
        "new",
        "anyang-slj",
        "--city",
        "安阳市",
        "--family",
        family,
        "--start",
        "https://slj.anyang.gov.cn/ysgk/?a=1",
    ]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    site = load_site(tmp_path / "crawler" / "sites" / "anyang-slj.yml")
    assert (site.division_code, site.county, site.hosts) == ("410500", None, ("slj.anyang.gov.cn",))
    again = CliRunner().invoke(main, arguments)
    assert again.exit_code == 2
    assert "there already" in again.output

    if family in ("siteserver", "zhengzhou"):
        test = tmp_path / "tests" / "crawler" / "test_site_anyang_slj.py"
        failed = run_test(test)
        assert "say in EXPECTED what the saved pages offer" in failed.stdout
        title = "2024年安阳市水利局部门预算公开"
        expected = f'EXPECTED: list[tuple[str, str, str]] = [("{title}", "2024-02-18", "1.pdf")]'
        test.write_text(test.read_text().replace("EXPECTED: list[tuple[str, str, str]] = []", expected))
        assert run_test(test).returncode == 0


def run_test(test: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(test.parent), str(test)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("x-y", "--city", "南京市", "--family", "trs", "--start", "https://a.example/"), "no division of Henan"),
        (
            ("x-y", "--city", "安阳市", "--county", "玄武区", "--family", "trs", "--start", "https://a.example/"),
            "no division",
        ),
        (("X", "--city", "安阳市", "--family", "trs", "--start", "https://a.example/"), "lower-case"),
        (("x-y", "--city", "安阳市", "--family", "trs", "--start", "a.example"), "whole address"),
    ],
)
def test_what_cannot_be_scaffolded_is_told(
    arguments: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["sites", "new", *arguments])
    assert done.exit_code == 2
    assert told in done.output
    assert list(tmp_path.rglob("*.*")) == []
