"""How fast the site is beside a bare ``datasette serve`` of the same file, in one run.

    python -m benchmarks.serve                  # 50,000 form rows, a few seconds to make
    python -m benchmarks.serve --rows 5000000   # the size the archive may reach; some minutes and 4 GB of disk

Both servers read one generated file, with all the indexes that the archive has; so the bare one profits from them too.
Bare means: no plugin, no metadata, Datasette's own settings, save that its time limits are lifted so that it answers at
all, and every page asks it for the facets that the site's page shows. It looks for further facets to suggest, as it
does unless told not to: ``quiet`` is the same page without that. Before a line is timed, the number of rows and all
facets of both answers are compared.

``first`` is over pages of one kind not asked for before, ``again`` over one page asked for again, which the site keeps
until the archive changes. Medians in milliseconds: of the wall clock, or with ``--processor`` of the processor time
that the server used (Linux), which other programs on the machine hardly change. Timings are for reading, nothing is
asserted of them.
"""

from __future__ import annotations

import argparse
import itertools
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
from datasette.utils import tilde_encode

from benchmarks.large_archive import WORDS, YEARS, make

FACETS = "_facet=city&_facet=department&_facet=year&_facet=stage&_facet=scope&_facet=row_kind"
"""Those of every form's page."""
TABLES = (
    ("all rows", "/archive/expenditure?_size={size}"),
    ("one city", "/archive/expenditure?city={city}"),
    ("one city and year", "/archive/projects?city={city}&year=2020"),
    ("one year", "/archive/expenditure?year={year}"),
    ("one department", "/archive/expenditure?department={city}第3局"),
    ("one kind of rows", "/archive/expenditure?row_kind=其中&_size={size}"),
    ("the largest of all", "/archive/expenditure?_sort_desc=total&_size={size}"),
    ("the largest of one city", "/archive/projects?city={city}&_sort_desc=total"),
    ("over an amount", "/archive/expenditure?total__gt=19{size}00000"),
    ("over an amount in one city", "/archive/expenditure?city={city}&total__gt=190000000"),
    ("one subject", "/archive/expenditure?function_code=20101{size}"),
    ("with a word", "/archive/projects?project__contains={word}"),
    ("searched for a word", "/archive/projects?_search={word}"),
    ("searched for two words", "/archive/projects?_search={word}+{other}"),
    ("one city and year as JSON", "/archive/projects.json?city={city}&year=2019"),
)
"""Pages of form tables. Bare Datasette cannot search Chinese; it looks for the word in one column instead."""


class Server(httpx.Client):
    """A client of one server process that knows how long the process has worked."""

    def __init__(self, port: int, process: int, *, by_processor: bool) -> None:
        super().__init__(base_url=f"http://127.0.0.1:{port}", timeout=600)
        self._tasks = Path(f"/proc/{process}/task") if by_processor else None

    def clock(self) -> float:
        """Seconds: of processor time that the server has used, or of the wall clock."""
        if self._tasks is None:
            return time.perf_counter()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in self._tasks.iterdir()) / 1e9


@contextmanager
def serving(command: list[str], port: int, *, by_processor: bool, **environment: str) -> Iterator[Server]:
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **environment}
    )
    try:
        with Server(port, process.pid, by_processor=by_processor) as client:
            for _ in range(200):
                try:
                    client.get("/-/versions.json")
                    break
                except httpx.HTTPError:
                    time.sleep(0.1)
            yield client
    finally:
        process.terminate()
        process.wait(20)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def _timed(client: Server, path: str) -> float:
    began = client.clock()
    answer = client.get(path)
    took = client.clock() - began
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return took * 1000


def _median(client: Server, paths: Iterable[str]) -> float:
    return statistics.median(_timed(client, path) for path in paths)


def _for_bare(path: str) -> str:
    if "_search=" in path:
        path, _, words = path.partition("_search=")
        path += "&".join(f"project__contains={word}" for word in words.split("+"))
    return f"{path}&{FACETS}"


def _compare(ours: Server, bare: Server, path: str) -> None:
    """Both servers tell the same number of rows and the same facets."""
    told = []
    for client, asked in ((ours, path), (bare, f"{_for_bare(path)}&_nosuggest=1&_facet_size=20")):
        head, _, query = asked.partition("?")
        answer = client.get(f"{head.removesuffix('.json')}.json?{query}").json()
        facets = {
            name: [(one["value"], one["count"]) for one in facet["results"]]
            for name, facet in answer["facet_results"].items()
        }
        told.append((answer["filtered_table_rows_count"], facets))
    (count, facets), (bare_count, bare_facets) = told
    if late := sorted(bare_facets.keys() - facets.keys()):
        print(f"  not counted in time: {path}: {', '.join(late)}")
    if count != bare_count or any(facets[name] != bare_facets[name] for name in facets):
        print(f"  differs from bare: {path}: {count} rows, there {bare_count}")


def measure_tables(ours: Server, bare: Server, times: int) -> None:
    cities = [row["name"] for row in ours.get("/archive/cities.json?level=city&_shape=array&_size=max").json()]
    print(f"{'form table':<30}{'first':>9}{'again':>8}{'bare':>9}{'quiet':>9}{'bare/first':>12}{'quiet/first':>12}")
    for title, path in TABLES:
        asked = [
            path.format(city=city, year=year, word=word, other=WORDS[(at + 5) % len(WORDS)], size=50 + at)
            for at, (city, year, word) in enumerate(zip(cities, itertools.cycle(YEARS), itertools.cycle(WORDS)))
        ][: times + 1]
        _compare(ours, bare, asked[0])
        _timed(ours, asked[0])
        first, again = _median(ours, asked[1:]), _median(ours, asked[:1] * times)
        slow = _median(bare, map(_for_bare, asked[1:]))
        quiet = _median(bare, [f"{_for_bare(one)}&_nosuggest=1" for one in asked[1:]])
        print(f"{title:<30}{first:>9.1f}{again:>8.1f}{slow:>9.1f}{quiet:>9.1f}{slow / first:>11.1f}×"
              f"{quiet / first:>11.1f}×", flush=True)  # fmt: skip


def measure_pages(ours: Server, bare: Server, times: int) -> None:
    cities = [row["name"] for row in ours.get("/archive/cities.json?level=city&_shape=array&_size=max").json()]
    cities = cities[: times + 1]
    found = ours.get(f"/archive/disclosures.json?year=2020&_shape=array&_size={times + 1}").json()
    documents = [row["document"] for row in found]
    row = _median(bare, [f"/archive/expenditure/{document},1" for document in documents])
    print(f"\n{'page':<30}{'first':>9}{'again':>8}{'first/row':>12}{'again/row':>12}")
    print(f"{'a row, on bare Datasette':<30}{row:>9.1f}")
    for title, paths in (
        ("department", [f"/department/{tilde_encode(row['department_id'])}" for row in found]),
        ("document", [f"/document/{document}" for document in documents]),
        ("city", [f"/city/{code}00" for code in range(4101, 4102 + times)]),
        ("home", [f"/?{number}" for number in range(times + 1)]),
        ("findings", ["/findings", *(f"/findings?city={city}" for city in cities)]),
        ("cities compared", [f"/compare?{number}" for number in range(times + 1)]),
        ("a question about a city's year", [f"/archive/department_budgets?city={city}&year=2020" for city in cities]),
        ("a question about everything", [f"/archive/basic_and_project?{number}" for number in range(times + 1)]),
    ):
        _timed(ours, paths[0])
        first, again = _median(ours, paths[1:]), _median(ours, paths[:1] * times)
        print(f"{title:<30}{first:>9.1f}{again:>8.1f}{first / row:>11.1f}×{again / row:>11.1f}×", flush=True)
    asked = sorted(_timed(ours, f"/search?q={one}{other}") for one in WORDS for other in ("", WORDS[0], WORDS[5]))
    print(f"\nsearch: median {statistics.median(asked):.1f} ms, p95 {asked[int(len(asked) * 0.95)]:.1f} ms")
    for title, client, paths in (
        ("a document's page again and again", ours, [f"/document/{documents[0]}"] * 400),
        ("tables of a city's year, each once", ours,
         [f"/archive/projects?city={cities[1]}&year=2018&_size={50 + at}" for at in range(60)]),
        ("the same, bare", bare,
         [f"/archive/projects?city={cities[1]}&year=2018&_size={50 + at}&{FACETS}" for at in range(24)]),
    ):  # fmt: skip
        with ThreadPoolExecutor(8) as pool:
            began = time.perf_counter()
            list(pool.map(lambda path, client=client: _timed(client, path), paths))
            print(f"requests per second of one process, 8 at once: {title}: "
                  f"{len(paths) / (time.perf_counter() - began):.0f}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=50_000, help="form rows of the generated archive")
    parser.add_argument("--times", type=int, default=5, help="requests of each page; the median counts")
    parser.add_argument("--processor", action="store_true", help="processor time of the server, for a busy machine")
    parser.add_argument("--keep", type=Path, help="folder for the generated archive; a temporary one without it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"archive-{asked.rows}.db"
        # `datasette` names a database by its file, so both serve a file called archive.db
        served = folder / str(asked.rows) / "archive.db"
        if not served.exists():
            began = time.perf_counter()
            path.unlink(missing_ok=True)
            make(path, asked.rows)
            served.parent.mkdir(exist_ok=True)
            path.replace(served)
            print(f"made {asked.rows:,} rows in {time.perf_counter() - began:.0f} s, "
                  f"{served.stat().st_size / 1e6:,.0f} MB, {os.cpu_count()} cores\n")  # fmt: skip
        first, second = _free_port(), _free_port()
        ours = [sys.executable, "-m", "yusuan", "serve", "--db", str(served), "--files", str(folder),
                "--port", str(first)]  # fmt: skip
        bare = [sys.executable, "-m", "datasette", "serve", str(served), "--port", str(second),
                "--setting", "facet_time_limit_ms", "60000", "--setting", "sql_time_limit_ms", "60000"]  # fmt: skip
        with (
            serving(ours, first, by_processor=asked.processor) as mine,
            serving(bare, second, by_processor=asked.processor, DATASETTE_LOAD_PLUGINS="") as theirs,
        ):
            measure_tables(mine, theirs, asked.times)
            measure_pages(mine, theirs, asked.times)


if __name__ == "__main__":
    main()
