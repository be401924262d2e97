"""Counts, facets and rows are those of plain Datasette over the same file, whatever is narrowed and after any change.

Both sides run in this process with the same metadata and functions; the other side opens the file with Datasette's own
``Database``, which counts rows."""

import asyncio
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from datasette.app import Datasette
from datasette.database import Database

from archive import counts
from archive.opening import open_existing, writing
from publish import metadata
from publish.counting import FEW, asked
from publish.site import SETTINGS, open_site
from tests.publish.small_archive import Small

NARROWED = [
    "",
    "city=平顶山市",
    "city=平顶山市&year=2023",
    "year=2023&row_kind=明细",
    "year=2023&row_kind__not=明细",
    "department=教育局&_sort_desc=row",
    "department__contains=局&year__gte=2023",
    "department__startswith=教&stage__in=预算,决算",
    'scope__in=["部门"]&year__notin=2022',
    "county__isnull=1",
    "county__isblank=1",
    "county__notblank=1",
    "department_id__notnull=1&year__lt=2023",
    "department__glob=*局",
    "department__notlike=水%25",
    "city=没有",
    "year=abc",
    "_size=1",
    "_facet=department_id&_facet=county",
    "_facet_size=1",
    "_facet=page&year=2023",
    "page=12",
    "page__gt=3&year=2023",
    "source_table__isnull=1",
    "department=教育局&reading=printed",
    "_where=city='平顶山市'",
    "_where=row+>+1",
    "_where=city+is+null+or+row+=+1",
    "_search=教师",
    "_search=教师&year=2023",
    "_search=教师&_size=1&_facet=page",
    "_search=教师&department=教育局&_sort_desc=row",
    "_search=没有这样的词",
    "_nocount=1",
    "_nofacet=1",
    "_shape=array",
]
FORMS = ("projects", "expenditure")


def _plain(db: Path) -> Datasette:
    site = Datasette(metadata=yaml.safe_load(metadata.rendered()), settings={**SETTINGS, "default_cache_ttl": 0})
    site.add_database(Database(site, path=str(db), is_mutable=True), name="archive")
    return site


async def _answer(site: Any, address: str) -> Any:
    await site.invoke_startup()
    answer = await site.client.get(address)
    assert answer.status_code == 200, (address, answer.text)
    told = answer.json()
    if isinstance(told, dict):
        del told["query_ms"]
    return told


def _both(ours: Any, plain: Any, address: str) -> tuple[Any, Any]:
    return asyncio.run(_answer(ours, address)), asyncio.run(_answer(plain, address))


@pytest.mark.parametrize("few", [0, FEW])
@pytest.mark.parametrize("form", FORMS)
def test_every_way_of_narrowing_gives_the_same(
    small: Small, form: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether there are few rows or, as far as the site is told, many."""
    monkeypatch.setattr("publish.database.FEW", few)
    ours, plain = open_site(small.db, small.files), _plain(small.db)
    for narrowed in NARROWED:
        mine, theirs = _both(ours, plain, f"/archive/{form}.json?{narrowed}")
        assert mine == theirs, narrowed


@pytest.mark.parametrize("narrowed", ["", "&year=2023", "&row__gt=0", "&_search=教师"])
def test_pages_in_any_order_hold_each_row_once(small: Small, narrowed: str) -> None:
    site = open_site(small.db, small.files)
    everything = asyncio.run(_answer(site, f"/archive/projects.json?_size=max{narrowed}"))["rows"]
    assert len(everything) > 1
    for order in ("_sort=department", "_sort_desc=city", "_sort=total", "_sort_desc=total", "_sort=stage"):
        seen, following = [], ""
        while following is not None:
            page = asyncio.run(_answer(site, f"/archive/projects.json?_size=1&{order}{narrowed}{following}"))
            seen += page["rows"]
            following = page["next"] and f"&_next={page['next']}"
        assert sorted(map(str, seen)) == sorted(map(str, everything)), order


def test_no_answer_outlives_a_change(small: Small, tmp_path: Path) -> None:
    db_path = Path(shutil.copy(small.db, tmp_path / "archive.db"))
    ours, plain = open_site(db_path, small.files), _plain(db_path)
    written = open_existing(db_path, read_only=False)
    added = {"document": "e" * 64, "row": 1, "row_kind": "明细", "city": "许昌市", "year": 2023, "project": "教师宿舍"}
    seen = []
    for statement, values in [
        ("select 1", ()),
        (f"insert into projects ({', '.join(added)}) values ({', '.join('?' * len(added))})", tuple(added.values())),
        ("update projects set department_id = 'another', city = null where document = ?", ("e" * 64,)),
        ("update projects set total = 5 where document = ?", ("e" * 64,)),
        ("delete from projects where row_kind = '合计'", ()),
        ("delete from projects where document = ?", ("e" * 64,)),
        ("delete from projects", ()),
    ]:
        with writing(written) as connection:
            connection.execute(statement, values)
        assert counts.wrong(written) == []
        for address in (
            "projects.json",
            "projects.json?year=2023",
            "projects.json?_search=教师",
            "projects.json?row=1",
        ):
            mine, theirs = _both(ours, plain, f"/archive/{address}")
            assert mine == theirs, (statement, address)
            seen.append(mine["filtered_table_rows_count"])
    assert seen[0] > 0 == seen[-1]
    written.close()


def test_an_archive_without_counts_is_counted_itself(small: Small, tmp_path: Path) -> None:
    """One made by an earlier version, which the site only reads; the next writer counts what is there."""
    db_path = Path(shutil.copy(small.db, tmp_path / "archive.db"))
    written = open_existing(db_path, read_only=False)
    counting = "select name from sqlite_master where type = 'trigger' and name like '%_counted_%'"
    for (trigger,) in written.execute(counting).fetchall():
        written.execute(f"drop trigger {trigger}")
    written.execute(f"drop table {counts.TABLE}")
    written.close()
    mine, theirs = _both(open_site(db_path, small.files), _plain(db_path), "/archive/projects.json?year=2023")
    assert mine == theirs
    written = open_existing(db_path, read_only=False)
    assert counts.wrong(written) == []
    assert written.execute(f"select sum(rows) from {counts.TABLE} where form = 'projects'").fetchone()[0] > 0
    written.close()


def test_datasette_still_asks_as_it_is_understood(small: Small) -> None:
    """Whatever a new version of Datasette asks otherwise is answered all the same, but slowly."""
    site = open_site(small.db, small.files)
    database = site.get_database("archive")
    heard: list[str] = []
    execute = type(database).execute

    async def listening(sql: str, *more: Any, **named: Any) -> Any:
        heard.append(sql)
        return await execute(database, sql, *more, **named)

    database.execute = listening
    asyncio.run(_answer(site, "/archive/projects.json?city=平顶山市&year=2023"))
    understood = [question for question in map(asked, heard) if question]
    assert [question.column for question in understood] == [
        None, "city", "department", "year", "stage", "scope", "row_kind",
    ]  # fmt: skip
    assert all(question.from_counts() for question in understood)
    asyncio.run(_answer(site, "/archive/projects.json?page=12"))
    assert [bool(question.grouped()) for question in map(asked, heard[-20:]) if question and not question.from_counts()]
