"""Free SQL cannot eat the machine; what it may not do ends with an error, and the site goes on."""

import sqlite3

import pytest

from tests.publish.asking import Get

HEAVY = [
    "select hex(zeroblob(200000000))",
    "with recursive n(i) as (select 1 union all select i + 1 from n limit 1000) select hex(zeroblob(200000)) a from n",
    "select group_concat(hex(zeroblob(40000))) from expenditure, documents, checks, projects, sections, form_states",
    "with recursive n(i) as (select 1 union all select i + 1 from n) select sum(i) from n",
]


@pytest.mark.parametrize("sql", HEAVY)
def test_a_heavy_query_is_stopped(get: Get, sql: str) -> None:
    answer = get("/archive.json", sql=sql)
    assert answer.status_code == 400
    assert not answer.json()["ok"]
    assert len(answer.content) < 1000
    assert get("/archive.json", sql="select 1 as one", _shape="array").json() == [{"one": 1}]


def test_the_archive_cannot_be_written(get: Get) -> None:
    for sql in ("delete from documents", "pragma user_version = 7", "attach '/tmp/x.db' as x"):
        assert get("/archive.json", sql=sql).status_code == 400


def test_a_heap_limit_holds_for_the_process(get: Get) -> None:
    get("/archive.json")
    connection = sqlite3.connect(":memory:")
    assert 0 < connection.execute("pragma hard_heap_limit").fetchone()[0] <= 256 * 1024 * 1024
    connection.close()
