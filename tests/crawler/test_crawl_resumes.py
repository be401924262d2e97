"""A crawl killed at any moment and run again ends in the same archive; a second crawl makes nothing new."""

from __future__ import annotations

import random
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from samples.sites import bundled
from samples.sites.content import SampleSite
from samples.sites.server import Server
from tests.crawler.loopback import ROOT, Archive

KILLS = 10


@pytest.fixture
def server() -> Iterator[Server[SampleSite]]:
    with Server(bundled.load("pingdingshan-czj")) as running:
        yield running


@pytest.fixture
def sites(server: Server[SampleSite], tmp_path: Path) -> str:
    folder = tmp_path / "sites"
    folder.mkdir()
    bundled.write_site_file("pingdingshan-czj", server.netloc, folder)
    return str(folder)


def kill_after(archive: Archive, sites: str, server: Server[SampleSite], requests: int, pause: float) -> None:
    before = len(server.log)
    with subprocess.Popen(
        archive.command("crawl", "--sites", sites), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as crawl:
        while crawl.poll() is None and len(server.log) < before + requests:
            time.sleep(0.001)
        time.sleep(pause)
        crawl.kill()


def test_killed_crawl_goes_on_where_it_was(server: Server[SampleSite], sites: str, tmp_path: Path) -> None:
    whole, broken = Archive(tmp_path / "whole"), Archive(tmp_path / "broken")
    whole.run("crawl", "--sites", sites)
    seed = time.time_ns()
    moments = random.Random(seed)
    for _ in range(KILLS):
        kill_after(broken, sites, server, moments.randint(1, 6), moments.uniform(0, 0.03))
    broken.run("crawl", "--sites", sites)
    assert broken.contents() == whole.contents(), f"seed {seed}"
    assert broken.blobs() == whole.blobs(), f"seed {seed}"
    assert len(whole.blobs()) == 9
    # A kill may leave a partial file behind; verify names it as orphaned before its sums.
    assert "valid 9  missing 0  corrupt 0" in broken.run("verify").stdout


def test_a_file_that_the_disk_has_not_taken_stands_in_no_row(
    server: Server[SampleSite], sites: str, tmp_path: Path
) -> None:
    whole, held_up = Archive(tmp_path / "whole"), Archive(tmp_path / "held-up")
    whole.run("crawl", "--sites", sites)
    # The flush of the third file never ends. The crawl goes on to the last one meanwhile, then waits, and is killed.
    holding = (
        "import os, stat, sys, threading; flush, files = os.fsync, []\n"
        "def held(descriptor):\n"
        "    if stat.S_ISREG(os.fstat(descriptor).st_mode):\n"
        "        files.append(descriptor)\n"
        "        if len(files) == 3: threading.Event().wait()\n"
        "    flush(descriptor)\n"
        "os.fsync = held; from yusuan.main import main; main(sys.argv[1:])"
    )
    python, _, _, *arguments = held_up.command("crawl", "--sites", sites)
    with subprocess.Popen(
        [python, "-c", holding, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as crawl:
        try:
            until = time.monotonic() + 60
            while time.monotonic() < until and not (held_up.blobs() and len(documents_of(held_up)) == 8):
                assert crawl.poll() is None
                time.sleep(0.05)
        finally:
            crawl.kill()
    assert len(documents_of(held_up)) == 8
    assert documents_of(held_up) == {Path(name).stem for name in held_up.blobs()}
    held_up.run("crawl", "--sites", sites)
    assert held_up.contents() == whole.contents()
    assert held_up.blobs() == whole.blobs()


def documents_of(archive: Archive) -> set[str]:
    return {document for (document,) in archive.rows("select id from documents")}


def test_second_crawl_asks_once_for_each_list_page(server: Server[SampleSite], sites: str, tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first = archive.run("crawl", "--sites", sites)
    assert "listed 12  new 9  changed 0  unchanged 0  failed broken 1 missing 1 refused 1" in first.stdout
    before = archive.contents()
    server.log.clear()
    second = archive.run("crawl", "--sites", sites)
    assert "listed 12  new 0  changed 0  unchanged 9  failed 0" in second.stdout
    pages = ["/channels/18462.html", "/channels/18462_2.html", "/channels/18462_3.html"]
    assert [(asked.target, asked.status, asked.conditional) for asked in server.log] == [
        ("/robots.txt", 200, False),
        *((page, 304, True) for page in pages),
    ]
    assert archive.contents() == before


def test_correction_replaces_the_document_at_its_place(server: Server[SampleSite], sites: str, tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.run("crawl", "--sites", sites)
    server.site.publish_correction()
    assert "new 0  changed 1  unchanged 8" in archive.run("crawl", "--sites", sites).stdout
    url = f"http://{server.netloc}/upload/files/2023/2/130227093.pdf"
    documents = archive.rows(
        "select id, replaced_by, published_on from documents where source_url = ? order by published_on", url
    )
    (old, replaced_by, _), (new, current, published) = documents
    assert (replaced_by, current, published) == (new, None, "2023-03-15")
    assert Counter(archive.rows("select document from sightings where article = '18462/452409'")) == Counter(
        [(old,), (new,)]
    )
    assert len(archive.blobs()) == 10


def test_new_bytes_at_an_unchanged_list_are_found_on_revisit(
    server: Server[SampleSite], sites: str, tmp_path: Path
) -> None:
    archive = Archive(tmp_path)
    archive.run("crawl", "--sites", sites)
    article = server.site.corrections["452409"]
    listed = server.site.find("452409")
    assert listed is not None
    server.site.articles = [
        type(listed)(**{**{name: getattr(listed, name) for name in listed.__slots__}, "files": article.files})
        if known.id == "452409"
        else known
        for known in server.site.articles
    ]
    assert "changed 0" in archive.run("crawl", "--sites", sites).stdout
    assert "changed 1  unchanged 8" in archive.run("crawl", "--sites", sites, "--revisit").stdout


def test_a_lost_original_is_fetched_again(server: Server[SampleSite], sites: str, tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.run("crawl", "--sites", sites)
    lost = min(archive.files.rglob("*.pdf"))
    lost.unlink()
    assert f"missing  {lost.stem}" in archive.run("verify", status=1).stdout
    archive.run("crawl", "--sites", sites, "--revisit")
    assert archive.run("verify").stdout.startswith("valid 9  missing 0")
