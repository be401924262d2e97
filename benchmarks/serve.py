"""How fast the site is beside a bare ``datasette serve`` of the same file, in one run.

    python benchmarks/serve.py                  # 50,000 form rows, a few seconds to make
    python benchmarks/serve.py --rows 5000000   # the size the archive may reach; some minutes and 4 GB of disk

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
import hashlib
import itertools
import os
import random
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
from typing import Any

import httpx
from datasette.utils import tilde_encode

from archive import figures, search
from archive.opening import create_or_open

YEARS = range(2015, 2025)
DEPARTMENTS_OF_A_CITY = 60
ROWS_OF_A_DISCLOSURE = 50
"""At least; a small archive has fewer disclosures, not emptier ones."""
WORDS = [
    "医疗",
    "教育",
    "信息化",
    "河道",
    "治理",
    "差旅",
    "培训",
    "设备",
    "购置",
    "改造",
    "道路",
    "水利",
    "救助",
    "补助",
]
CHECKS = 20
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
AMOUNTS = random.Random(20261122)  # noqa: S311 - the same archive in every run


def _hash(number: int) -> str:
    """As documents are numbered: rows that belong together lie anywhere in the order of the primary key."""
    return hashlib.sha256(str(number).encode()).hexdigest()


def make(path: Path, rows: int) -> None:
    """An archive of about ``rows`` form rows: expenditure and projects of the departments of 18 cities."""
    db = create_or_open(path)
    db.conn.execute("pragma synchronous = off")
    cities = db.execute("select division_code, name from cities where level = 'city' order by 1").fetchall()[:18]
    owners = [
        (code, name, f"{code}-{at:010x}", f"{name}第{at}局")
        for at in range(DEPARTMENTS_OF_A_CITY)
        for code, name in cities
    ]
    all_disclosures = len(owners) * len(YEARS)
    each = max(ROWS_OF_A_DISCLOSURE, rows // all_disclosures)
    disclosures = min(all_disclosures, max(len(YEARS), rows // each))
    db.conn.execute("begin")
    db["departments"].insert_all(
        {"id": identity, "division_code": code, "name": name, "scope": "部门"} for code, _, identity, name in owners
    )
    db.conn.commit()
    batch: dict[str, list[dict[str, Any]]] = {}
    for number in range(disclosures):
        _, city, identity, name = owners[number // len(YEARS)]
        year = YEARS[number % len(YEARS)]
        for table, row in _disclosure(number, city, identity, name, year, each):
            batch.setdefault(table, []).append(row)
        if number % 200 == 199 or number == disclosures - 1:
            for table, made in batch.items():
                db[table].insert_all(made)
            batch.clear()
    search.refresh(db)
    figures.refresh(db.conn)
    db.conn.commit()
    db.execute("analyze")
    db.close()


def _disclosure(
    number: int, city: str, identity: str, name: str, year: int, each: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    keys = {"city": city, "department": name, "department_id": identity, "year": year, "stage": "预算", "scope": "部门"}
    document = _hash(number)
    yield "documents", {
        **keys, "id": document, "file_sha256": document, "title": f"{name}{year}年部门预算", "status": "extracted",
        "outcome": "ok", "media_type": "application/pdf", "pages": 30, "bytes": 1_000_000,
        "first_seen_at": f"{year}-02-01T00:00:00Z", "last_seen_at": f"{year}-02-01T00:00:00Z",
    }  # fmt: skip
    failed = int(number % 20 == 0)
    yield "disclosures", {
        **keys, "id": f"{identity}-{year}-budget-department", "document": document, "versions": 1,
        "checks_passed": CHECKS - failed, "checks_failed": failed, "trust": "有未通过" if failed else "全部通过",
    }  # fmt: skip
    evidence = {"document": document, "row_kind": "明细", "page": 12, "source_table": f"{document}-t1", "source_row": 3}
    spending = each * 6 // 10
    total = 0
    for row in range(1, spending + 1):
        basic, project = AMOUNTS.randrange(10**6) * 100, AMOUNTS.randrange(10**6) * 100
        total += basic + project
        yield "expenditure", {
            **keys, **evidence, "row": row, "row_kind": "其中" if row % 9 == 0 else "明细",
            "function_code": str(2010101 + AMOUNTS.randrange(9) * 10000 + row % 90),
            "function": f"科目{row % 90}", "total": basic + project, "basic_total": basic, "project_total": project,
        }  # fmt: skip
    yield "expenditure", {**keys, **evidence, "row": spending + 1, "row_kind": "合计", "total": total}
    for row in range(1, each - spending - 2):
        yield "projects", {
            **keys, **evidence, "row": row, "project": "".join(AMOUNTS.sample(WORDS, 3)) + str(row),
            "budget_unit": name, "total": AMOUNTS.randrange(10**6) * 100,
        }  # fmt: skip
    for row, side in enumerate(("收入", "支出"), 1):
        yield "revenue_expenditure", {
            **keys, **evidence, "row": row, "side": side, "item": "总计", "row_kind": "合计", "amount": total,
        }  # fmt: skip
    for check in range(CHECKS):
        yield "checks", {
            "document": document, "rule": "row", "description": "合计 = 基本 + 项目", "left_value": total,
            "right_value": total, "difference": 0, "tolerance": 500, "passed": int(check >= failed),
            "location": f"支出总体情况表，第 {check + 1} 行（第 12 页）",
        }  # fmt: skip


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
