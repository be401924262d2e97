"""How fast a crawl is, what a second one asks, and how much memory a long one takes; on loopback, without pauses.

    python -m benchmarks.crawl [--documents 1000]          against a bare Scrapy spider and curl --parallel
    python -m benchmarks.crawl --memory 2000 20000         peak memory at each number of documents

The site is a SiteServer one: lists of 100 articles, each with a PDF of 20 kB of its own. It runs in a process of its
own. The bare spider follows the same lists and articles and writes every PDF's body to a file, nothing else: once with
our one request at a time, once with the eight at a time that are Scrapy's own measure; it heeds robots.txt as we do.
curl gets the addresses of the files and nothing of lists and articles. Each is a process of its own, start-up
included. The contestants take turns, every second turn in reverse; a ratio is the median of those of the single turns.
Ours alone flushes every file to the disk: the time of a flush is printed beside the rates, and TMPDIR says which disk.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import re
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from samples.sites.server import Asked, Resource, Server

ROOT = Path(__file__).resolve().parent.parent
OURS = "ours"
PER_PAGE = 100
SIZE = 20_000
MODIFIED = datetime(2024, 3, 1, tzinfo=UTC)
LIST = re.compile(r"/channels/1(?:_(\d+))?\.html")
ARTICLE = re.compile(r"/contents/1/(\d+)\.html")
BYTES = random.Random(0).randbytes(SIZE)  # noqa: S311 - no secret
FILE = re.compile(r"/upload/files/2024/2/(\d+)\.pdf")


class Site:
    """A site of so many documents, each page made when it is asked for."""

    def __init__(self, documents: int) -> None:
        self.documents = documents
        self.pages = -(-documents // PER_PAGE)

    def answer(self, method: str, target: str, body: bytes) -> Resource:  # noqa: ARG002 - as a server asks
        if found := LIST.fullmatch(target):
            return self._list(int(found[1] or 1))
        if found := ARTICLE.fullmatch(target):
            return _page(
                f"<h1>{_title(int(found[1]))}</h1><div class='page-date'>2024-02-01</div><div class='article'>"
                f"<a href='/upload/files/2024/2/{found[1]}.pdf'>{_title(int(found[1]))}.pdf</a></div>"
            )
        if found := FILE.fullmatch(target):
            head = f"%PDF-1.4\n%{found[1]}\n".encode()
            return Resource(head + BYTES[len(head) :], "application/pdf", modified=MODIFIED)
        return Resource(b"404", status=404)

    def _list(self, page: int) -> Resource:
        first = (page - 1) * PER_PAGE
        rows = "".join(
            f"<li><a href='/contents/1/{n}.html'>{_title(n)}</a><span>2024-02-01</span></li>"
            for n in range(first, min(first + PER_PAGE, self.documents))
        )
        following = f"<a href='/channels/1_{page + 1}.html'>下一页</a>" if page < self.pages else ""
        return _page(f"<ul>{rows}</ul>{following}")


def _title(number: int) -> str:
    return f"2024年平顶山市第{number}局部门预算公开"


def _page(body: str) -> Resource:
    return Resource(f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode(), modified=MODIFIED)


class Running:
    """The site in a process of its own, while the ``with`` block lasts."""

    def __init__(self, documents: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(documents, theirs), daemon=True)

    def __enter__(self) -> Running:
        self._process.start()
        self.netloc: str = self._ours.recv()
        return self

    def __exit__(self, *error: object) -> None:
        self._process.terminate()
        self._process.join()

    def asked(self) -> list[Asked]:
        """What has been asked since the last time."""
        self._ours.send(None)
        log: list[Asked] = self._ours.recv()
        return [asked for asked in log if asked.target != "/robots.txt"]


def _serve(documents: int, telling: Connection) -> None:
    with Server(Site(documents)) as server:
        telling.send(server.netloc)
        while True:
            telling.recv()
            log, server.log = server.log, []
            telling.send(log)


def ours(netloc: str, folder: Path) -> list[str]:
    """The command that crawls the site with the product."""
    (folder / "sites").mkdir(exist_ok=True)
    (folder / "sites" / "one.yml").write_text(
        f'id: one\ncity: 平顶山市\ncounty:\ndivision_code: "410400"\nfamily: siteserver\nhosts: ["{netloc}"]\n'
        f'start: ["http://{netloc}/channels/1.html"]\nallow_private: true\n',
        encoding="utf-8",
    )
    return [
        sys.executable,
        "-m",
        "yusuan",
        "crawl",
        "--sites",
        str(folder / "sites"),
        "--db",
        str(folder / "archive.db"),
        "--files",
        str(folder / "files"),
    ]


def bare(netloc: str, folder: Path, at_once: int) -> list[str]:
    """The command of the bare spider."""
    return [sys.executable, __file__, "--bare", f"http://{netloc}/channels/1.html", str(folder), str(at_once)]


def run_bare(start: str, folder: Path, at_once: int) -> None:
    """A spider that follows lists and articles and writes the bodies."""
    import scrapy  # noqa: PLC0415 - in the spider's own process only
    from scrapy.crawler import CrawlerProcess  # noqa: PLC0415 - as the line above

    folder.mkdir(parents=True, exist_ok=True)

    class Bare(scrapy.Spider):
        name = "bare"
        start_urls = [start]  # noqa: RUF012 - as Scrapy has it

        def parse(self, response):  # type: ignore[no-untyped-def]  # as a tutorial's
            yield from response.follow_all(css="li a", callback=self.parse_article)
            yield from response.follow_all(xpath="//a[text()='下一页']")

        def parse_article(self, response):  # type: ignore[no-untyped-def]  # as a tutorial's
            yield from response.follow_all(css=".article a", callback=self.save)

        def save(self, response):  # type: ignore[no-untyped-def]  # as a tutorial's
            (folder / response.url.rpartition("/")[2]).write_bytes(response.body)

    process = CrawlerProcess(
        {
            "LOG_LEVEL": "CRITICAL",
            "TELNETCONSOLE_ENABLED": False,
            "ROBOTSTXT_OBEY": True,
            "CONCURRENT_REQUESTS_PER_DOMAIN": at_once,
            "CONCURRENT_REQUESTS": at_once,
        }
    )
    process.crawl(Bare)
    process.start()


def curl(netloc: str, folder: Path, documents: int) -> list[str]:
    """The command that fetches the files alone."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "config"
    config.write_text(
        "".join(
            f'url = "http://{netloc}/upload/files/2024/2/{n}.pdf"\noutput = "{folder / str(n)}.pdf"\n'
            for n in range(documents)
        ),
        encoding="utf-8",
    )
    return ["curl", "--silent", "--fail", "--parallel", "--config", str(config)]


def timed(command: list[str]) -> tuple[float, float, float]:
    """(seconds, seconds of processor time, peak memory in MB) of a command that must succeed."""
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit


def pdfs(folder: Path) -> int:
    """How many documents a run has left."""
    return sum(1 for _ in folder.rglob("*.pdf"))


def flush_time(folder: Path) -> float:
    """Milliseconds to write a file of a document's size, to flush it and then its folder; the median of some."""
    taken = []
    for number in range(40):
        began = time.perf_counter()
        with (folder / f"flush{number}").open("wb") as stream:
            stream.write(BYTES)
            stream.flush()
            os.fsync(stream.fileno())
        descriptor = os.open(folder, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
        taken.append(time.perf_counter() - began)
    return 1000 * statistics.median(taken)


def compare(documents: int, repeat: int) -> None:
    """Documents per second of each, and what a second crawl of ours asks."""
    rates: dict[str, list[float]] = {}
    busy: dict[str, list[float]] = {}
    with Running(documents) as site, tempfile.TemporaryDirectory() as made:
        for turn in range(repeat):
            here = Path(made) / str(turn)
            here.mkdir()
            contestants = {
                OURS: ours(site.netloc, here),
                "bare, 1 at once": bare(site.netloc, here / "bare1", 1),
                "bare, 8 at once": bare(site.netloc, here / "bare8", 8),
                "curl --parallel": curl(site.netloc, here / "curl", documents),
            }
            if turn == 0:
                for name, command in contestants.items():
                    print(f"{name:16} {shlex.join(command)}")
            for name in list(contestants)[:: -1 if turn % 2 else 1]:
                before = pdfs(here)
                seconds, processor, _ = timed(contestants[name])
                assert pdfs(here) - before == documents, name
                rates.setdefault(name, []).append(documents / seconds)
                busy.setdefault(name, []).append(1000 * processor / documents)
        site.asked()
        timed(ours(site.netloc, Path(made) / "0"))
        again = site.asked()
        print(f"{documents} documents, {repeat} turns; to write and flush a file takes {flush_time(Path(made)):.1f} ms")
    for name, rate in rates.items():
        ratios = [mine / theirs for mine, theirs in zip(rates[OURS], rate, strict=True)]
        print(
            f"{name:16} {statistics.median(rate):8.1f} documents/s   "
            f"ours is {statistics.median(ratios):.0%} of it ({min(ratios):.0%} to {max(ratios):.0%})   "
            f"{statistics.median(busy[name]):.1f} ms of processor time a document"
        )
    lists = [asked for asked in again if LIST.fullmatch(asked.target)]
    conditional = sum(asked.conditional and asked.status == 304 for asked in lists)
    print(
        f"second crawl: {len(again)} requests, {conditional} conditional ones answered 304 for "
        f"{Site(documents).pages} list pages, {len(again) - len(lists)} for {documents} known documents"
    )


def memory(sizes: list[int]) -> None:
    """Peak memory of a first and of a second crawl at each number of documents."""
    peaks = {}
    for documents in sizes:
        with Running(documents) as site, tempfile.TemporaryDirectory() as made:
            seconds, _, peaks[documents] = timed(ours(site.netloc, Path(made)))
            assert pdfs(Path(made)) == documents
            *_, again = timed(ours(site.netloc, Path(made)))
        print(
            f"{documents:6} documents  peak {peaks[documents]:.0f} MB  second crawl {again:.0f} MB  "
            f"{seconds:.0f} s  {peaks[documents] / peaks[sizes[0]]:.2f} of the first"
        )


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--memory", type=int, nargs="+", metavar="DOCUMENTS")
    parser.add_argument("--bare", nargs=3, metavar=("START", "FOLDER", "AT_ONCE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.bare:
        run_bare(given.bare[0], Path(given.bare[1]), int(given.bare[2]))
    elif given.memory:
        memory(given.memory)
    else:
        compare(given.documents, given.repeat)


if __name__ == "__main__":
    main()
