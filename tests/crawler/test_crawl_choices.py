"""Which articles a run asks for, and the families of the two sample sites over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from samples.sites import bundled
from samples.sites.content import SampleSite
from samples.sites.server import Server
from tests.crawler.loopback import Archive, Pages, article, channel, pdf, write_site


@pytest.fixture(scope="module")
def server() -> Iterator[Server[SampleSite]]:
    with Server(bundled.load("xuchang-czj")) as running:
        yield running


@pytest.fixture
def sites(server: Server[SampleSite], tmp_path: Path) -> str:
    folder = tmp_path / "sites"
    folder.mkdir()
    bundled.write_site_file("xuchang-czj", server.netloc, folder)
    return str(folder)


def test_epoint_list_search_and_files_by_query(sites: str, tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    assert "listed 9  new 11  changed 0  unchanged 0  failed 0" in archive.run("crawl", "--sites", sites).stdout
    units = archive.rows("select file_name from sightings where title = '许昌市科学技术局2024年度部门预算' order by 1")
    assert [name for (name,) in units] == [
        "许昌市科学技术局2024年度部门预算公开.pdf",
        "许昌市科学技术局所属单位2024年度单位预算公开.pdf",
        "许昌市科学技术局（机关）2024年度单位预算公开.pdf",
    ]
    assert "listed 9  new 0  changed 0  unchanged 11  failed 0" in archive.run("crawl", "--sites", sites).stdout


def test_dry_run_writes_nothing(sites: str, tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    listed = archive.run("crawl", "--sites", sites, "--dry-run", "--year", "2023").stdout.splitlines()
    assert [line.split("\t")[:3] for line in listed[:-1]] == [
        ["xuchang-czj", "2023-04-11", "许昌市城市管理局2023年度部门预算"],
        ["xuchang-czj", "2023-04-10", "许昌市政务服务和大数据管理局2023年度部门预算"],
        ["xuchang-czj", "2023-04-06", "许昌市科学技术局2023年度部门预算"],
    ]
    assert not archive.db.exists()
    assert not archive.files.exists()


def test_year_since_and_limit_leave_the_rest_for_later(sites: str, tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    assert "new 1 " in archive.run("crawl", "--sites", sites, "--year", "2022", "--limit", "1").stdout
    assert "new 5 " in archive.run("crawl", "--sites", sites, "--since", "2024-01-01").stdout
    assert "new 5  changed 0  unchanged 6" in archive.run("crawl", "--sites", sites, "xuchang-czj").stdout


def test_unknown_site_is_wrong_usage(sites: str, tmp_path: Path) -> None:
    done = Archive(tmp_path).run("crawl", "--sites", sites, "zhengzhou", status=2)
    assert "zhengzhou; known ids: xuchang-czj" in done.stderr


def test_paging_stops_at_a_repeated_page_and_at_a_404(tmp_path: Path) -> None:
    def page(number: int, following: str) -> str:
        return f'<a href="{following}">下一页</a> {number}'

    files = {f"/upload/files/2024/2/{n}.pdf": pdf(str(n).encode()) for n in range(1, 5)}
    articles = {
        f"/contents/1/{n}.html": article(f"2024年平顶山市第{n}局部门预算公开", f"/upload/files/2024/2/{n}.pdf")
        for n in range(1, 5)
    }
    row = [(f"/contents/1/{n}.html", f"2024年平顶山市第{n}局部门预算公开", "2024-02-01") for n in range(1, 5)]
    site = Pages(
        {
            "/channels/1.html": channel(row[0], row[1], more=page(1, "/channels/1_2.html")),
            "/channels/1_2.html": channel(row[2], more=page(2, "/channels/1_3.html")),
            "/channels/1_3.html": channel(row[2], more=page(3, "/channels/1_4.html")),
            "/channels/1_4.html": channel(row[2], more=page(4, "/channels/1_5.html")),
            "/channels/2.html": channel(row[3], more="<div class='page-info'>1/2</div>"),
            **files,
            **articles,
        }
    )
    with Server(site) as server:
        both = f'/channels/1.html", "http://{server.netloc}/channels/2.html'
        sites = write_site(tmp_path / "sites", server.netloc, both)
        out = Archive(tmp_path).run("crawl", "--sites", str(sites)).stdout
    assert "fresh  listed 4  new 4  changed 0  unchanged 0  failed 0" in out
    assert sorted(asked.target for asked in server.log if asked.target.startswith("/channels/")) == [
        "/channels/1.html",
        "/channels/1_2.html",
        "/channels/1_3.html",
        "/channels/2.html",
        "/channels/2_2.html",
    ]
