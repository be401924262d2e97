"""How fast the site is beside a bare ``datasette serve`` of the same file, in one run.

    python benchmarks/serve.py                  # 50,000 form rows, a few seconds to make
    python benchmarks/serve.py --rows 5000000   # the size the archive may reach; some minutes and 3 GB of disk

Prints the median milliseconds of each kind of page and their ratios. The generated archive stays in ``--keep`` for
another run with the same number of rows. Nothing is asserted: machines differ, ratios are for reading.
"""

from __future__ import annotations

import argparse
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

from archive import search
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
AMOUNTS = random.Random(20261122)  # noqa: S311 - the same archive in every run


def _hash(number: int) -> str:
    return f"{number:064x}"


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
    yield "disclosures", {
        **keys, "id": f"{identity}-{year}", "document": document, "versions": 1, "checks_passed": 1,
        "checks_failed": 0, "trust": "全部通过",
    }  # fmt: skip
    evidence = {"document": document, "row_kind": "明细", "page": 12, "source_table": f"{document}-t1", "source_row": 3}
    spending = each * 6 // 10
    total = 0
    for row in range(1, spending + 1):
        basic, project = AMOUNTS.randrange(10**6) * 100, AMOUNTS.randrange(10**6) * 100
        total += basic + project
        yield "expenditure", {
            **keys, **evidence, "row": row, "function_code": str(2010101 + AMOUNTS.randrange(9) * 10000 + row % 90),
            "function": f"科目{row % 90}", "total": basic + project, "basic_total": basic, "project_total": project,
        }  # fmt: skip
    for row in range(1, each - spending - 1):
        yield "projects", {
            **keys, **evidence, "row": row, "project": "".join(AMOUNTS.sample(WORDS, 3)) + str(row),
            "budget_unit": name, "total": AMOUNTS.randrange(10**6) * 100,
        }  # fmt: skip
    for row, side in enumerate(("收入", "支出"), 1):
        yield "revenue_expenditure", {
            **keys, **evidence, "row": row, "side": side, "item": "总计", "row_kind": "合计", "amount": total,
        }  # fmt: skip
    yield "checks", {"document": document, "rule": "row", "description": "合计 = 基本 + 项目", "passed": 1}


@contextmanager
def serving(command: list[str], port: int) -> Iterator[httpx.Client]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as client:
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


def _timed(client: httpx.Client, path: str) -> float:
    began = time.perf_counter()
    answer = client.get(path)
    took = time.perf_counter() - began
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return took * 1000


def _median(client: httpx.Client, paths: Iterable[str]) -> float:
    return statistics.median(_timed(client, path) for path in paths)


def measure(ours: httpx.Client, bare: httpx.Client, times: int) -> None:
    """Prints the comparison, line by line. ``first`` is over pages of the same kind not asked for before, ``again``
    over one page asked for again, which the site keeps until the archive changes."""
    cities = [row["name"] for row in ours.get("/archive/cities.json?level=city&_shape=array&_size=max").json()]
    cities = cities[: times + 1]
    facets = "_facet=city&_facet=department&_facet=year&_facet=row_kind"
    print(f"{'table':<36}{'first ms':>10}{'again ms':>10}{'bare ms':>10}{'bare/first':>12}{'bare/again':>12}")
    for title, path in (
        ("with facets", "/archive/expenditure?_size={at}"),
        ("… of one city", "/archive/expenditure?city={city}"),
        ("… of one city and year", "/archive/projects?city={city}&year=2020"),
        ("searched for a word", "/archive/projects?_search={word}"),
    ):
        asked = [path.format(city=city, word=WORDS[at], at=50 + at) for at, city in enumerate(cities)]
        theirs = [f"{one.replace('_search=', 'project__contains=')}&{facets}" for one in asked]
        _timed(ours, asked[0])
        _timed(bare, theirs[0])
        first, again = _median(ours, asked[1:]), _median(ours, asked[:1] * times)
        slow = _median(bare, theirs[1:])
        print(
            f"{title:<36}{first:>10.1f}{again:>10.1f}{slow:>10.1f}{slow / first:>11.1f}×{slow / again:>11.1f}×",
        )
    found = ours.get(f"/archive/disclosures.json?year=2020&_shape=array&_size={times + 1}").json()
    documents = [row["document"] for row in found]
    row = _median(bare, [f"/archive/expenditure/{document},1" for document in documents])
    print(f"\n{'page':<36}{'first ms':>10}{'again ms':>10}{'first/row':>12}{'again/row':>12}")
    print(f"{'a row, on bare Datasette':<36}{row:>10.1f}")
    for title, paths in (
        ("department", [f"/department/{tilde_encode(row['department_id'])}" for row in found]),
        ("document", [f"/document/{document}" for document in documents]),
        ("city", [f"/city/{code}00" for code in range(4101, 4102 + times)]),
        ("a question of totals", [f"/archive/department_budgets?city={city}&year=2020" for city in cities]),
        ("findings", ["/findings", *(f"/findings?city={city}" for city in cities)]),
    ):
        _timed(ours, paths[0])
        first, again = _median(ours, paths[1:]), _median(ours, paths[:1] * times)
        print(f"{title:<36}{first:>10.1f}{again:>10.1f}{first / row:>11.1f}×{again / row:>11.1f}×")
    first, again = _timed(ours, "/"), _median(ours, ["/"] * times)
    print(f"{'home':<36}{first:>10.1f}{again:>10.1f}{first / row:>11.1f}×{again / row:>11.1f}×")
    asked = sorted(_timed(ours, f"/search?q={one}{other}") for one in WORDS for other in ("", WORDS[0], WORDS[5]))
    print(f"\nsearch: median {statistics.median(asked):.1f} ms, p95 {asked[int(len(asked) * 0.95)]:.1f} ms")
    path, count = f"/document/{documents[0]}", 200
    with ThreadPoolExecutor(8) as pool:
        began = time.perf_counter()
        list(pool.map(lambda _: _timed(ours, path), range(count)))
        rate = count / (time.perf_counter() - began)
        print(f"requests per second of one process (document page, 8 at once): {rate:.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=50_000, help="form rows of the generated archive")
    parser.add_argument("--times", type=int, default=5, help="requests of each page; the median counts")
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
        ours = [
            sys.executable,
            "-m",
            "yusuan",
            "serve",
            "--db",
            str(served),
            "--files",
            str(folder),
            "--port",
            str(first),
        ]
        bare = [sys.executable, "-m", "datasette", "serve", str(served), "--port", str(second),
                "--setting", "facet_time_limit_ms", "60000", "--setting", "sql_time_limit_ms", "60000"]  # fmt: skip
        with serving(ours, first) as mine, serving(bare, second) as theirs:
            measure(mine, theirs, asked.times)


if __name__ == "__main__":
    main()
