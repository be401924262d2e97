"""Chinese words of any length are found, by the page and by ``?_search=``, and a replaced row leaves no ghost."""

import asyncio
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive import schema, search
from archive.opening import open_existing
from publish.marking import marked
from publish.site import open_site
from tests.publish.asking import Get
from tests.publish.small_archive import Small

TEXT = "建设新建5G基站，２０２３年城乡居民医疗保险、教育和差旅费；PPP项目（二期）第2080505号"


@pytest.fixture
def db() -> Database:
    db = Database(memory=True)
    schema.create(db)
    db.table("sections").insert({"document": "a", "number": 1, "heading": "概况", "path": "第一部分", "text": TEXT})
    db.table("projects").insert({"document": "a", "row": 1, "project": "教育差旅"})
    search.refresh(db, ["a"])
    return db


def found(db: Database, query: str, table: str = "sections") -> list[int]:
    index = search.fts_table(table)
    sql = f'select t.rowid from "{table}" t where t.rowid in (select rowid from "{index}" where "{index}" match ?)'
    return [row[0] for row in db.execute(sql, [search.match_query(query)])]


@pytest.mark.parametrize("query", [
    "医", "教育", "医疗", "差旅", "差旅费", "居民医疗", "城乡居民医", "乡居民医疗保", "5G", "5g", "5G基站", "ppp",
    "２０２３", "2023年", "2023 教育", "差旅 医疗 5G", "（二期）", "2080505", "20805*",
    '"教育和差旅"', "教育，", "医疗”", "醫療", "城鄉居民", "建设 5G基站", "教育、和差旅", "第2080505號", "ＰＰＰ項目",
])  # fmt: skip
def test_what_stands_in_the_text_is_found(db: Database, query: str) -> None:
    assert found(db, query)


@pytest.mark.parametrize(
    "query",
    [
        "疗医",
        "教育费",
        "医疗 交通",
        "6G",
        "2024",
        "208",
        "5",
        "",
        "”",
        "*",
        '"',
        "AND",
        "NOT 教育",
        "a:教育",
        "療醫",
        "_",
        "()",
        "NEAR(教 育)",
        "教育" * 500,
    ],
)
def test_what_does_not_stand_there_is_not(db: Database, query: str) -> None:
    assert not found(db, query)


@pytest.mark.parametrize("how", ["update", "replace", "delete and insert", "plain replace"])
def test_a_replaced_row_leaves_no_ghost(db: Database, how: str) -> None:
    if how == "update":
        db.execute("update projects set project = '河道治理'")
    elif how == "replace":
        db.table("projects").insert({"document": "a", "row": 1, "project": "河道治理"}, replace=True)
    elif how == "delete and insert":
        db.execute("delete from projects")
        db.table("projects").insert({"document": "a", "row": 1, "project": "河道治理"})
    else:
        db.execute("pragma recursive_triggers = off")
        db.execute("replace into projects (document, row, project) values ('a', 1, '河道治理')")
    search.refresh(db)
    assert not found(db, "教育", "projects")
    assert found(db, "河道", "projects")
    assert db.execute("select count(*) from projects_fts").fetchone() == (1,)


def test_refresh_adds_only_what_is_missing(db: Database) -> None:
    db.table("projects").insert({"document": "b", "row": 1, "project": "河道治理"})
    assert search.refresh(db, ["a"]) == 0
    assert search.refresh(db) == 1
    assert search.refresh(db) == 0


def test_the_index_is_right_after_vacuum(db: Database, tmp_path: Path) -> None:
    for number in range(2, 40):
        db.table("projects").insert({"document": "a", "row": number, "project": f"第{number}号"})
    search.refresh(db)
    db.execute("delete from projects where row < 30")
    db.conn.commit()
    db.execute("vacuum into ?", [str(tmp_path / "copy.db")])
    copy = Database(tmp_path / "copy.db")
    copy.execute("vacuum")
    assert [copy.execute("select project from projects where rowid = ?", [row]).fetchone()[0]
            for row in found(copy, "33", "projects")] == ["第33号"]  # fmt: skip
    copy.close()


def test_the_search_page_marks_and_leads_to_the_page(get: Get, small: Small) -> None:
    document = small.ids["教育局", 2023]
    page = get("/search", q="差旅 培训").text
    assert "教师<mark>差旅</mark><mark>培训</mark>" in page
    assert f'href="/page/{document}/12#1-r1"' in page
    page = get("/search", q="2023年公务").text
    assert f'href="/page/{document}/6"' in page
    assert "<mark>２０２３年公务</mark>接待" in page
    assert "没有找到" in get("/search", q="不存在的词").text
    total = get("/search", q="教育局", kind="projects").text
    assert "合计" in total
    assert "无标题" not in total, "a row of a total has no project to be called after"
    assert "<mark>河道</mark>治理" in get("/search", q="河道", kind="projects").text


@pytest.mark.parametrize(("text", "query", "expected"), [
    ("“三公”经费下降", "三公经费", "“<mark>三公”经费</mark>下降"),
    ("办公费、印刷费", "办公费;印刷费", "<mark>办公费、印刷费</mark>"),
    ("医疗保险", "醫療", "<mark>医疗</mark>保险"),
    ("编码 2080505 和 208", "208", "编码 2080505 和 <mark>208</mark>"),
    ("编码 2080505", "208*", "编码 <mark>208</mark>0505"),
    ("５Ｇ基站", "5g", "<mark>５Ｇ</mark>基站"),
    ("教育", '"', "教育"),
])  # fmt: skip
def test_what_was_found_is_what_is_marked(text: str, query: str, expected: str) -> None:
    assert marked(text, query) == expected


@pytest.mark.parametrize("query", ['"', "*", "(", "a AND", "NOT", "^教育", "教育" * 3000, "' or 1=1 --", "\x00"])
def test_no_query_fails(get: Get, query: str) -> None:
    assert get("/search", q=query).status_code == 200
    assert get("/archive/projects", _search=query).status_code == 200


@pytest.mark.parametrize(
    ("query", "leads_to"),
    [
        ("三公", ["/archive/three_public_expenses", "/archive/three_public"]),
        ("三公經費", ["/archive/three_public_expenses", "/archive/three_public"]),
        ("教育局 三公", ["/archive/three_public?department_id=410400-%E6%95%99%E8%82%B2%E5%B1%80&_sort_desc=year"]),
        ("2023 三公", ["/archive/three_public?year=2023"]),
        (
            "三公 教育局 2023年",
            ["/archive/three_public?department_id=410400-%E6%95%99%E8%82%B2%E5%B1%80&year=2023&_sort_desc=year"],
        ),
        ("三公 水利局", []),  # it has disclosed none
        ("三公 气象局", []),
        ("教育局", []),
        ("表", []),
    ],
)
def test_a_form_is_found_by_its_name_and_for_one_department(get: Get, query: str, leads_to: list[str]) -> None:
    page = get("/search", q=query).text
    section = page.partition('id="ways"')[2].partition("</section>")[0]
    assert [link.replace("&amp;", "&") for link in re.findall('href="([^"]*)"', section)] == leads_to
    for link in leads_to:
        assert get(link).status_code == 200


def test_accounts_are_found_by_code_and_by_name(get: Get) -> None:
    for query in ("2050201", "学前教育"):
        page = get("/search", q=query).text
        assert 'href="/archive/spending_on_function?subject=2050201"' in page
    assert 'id="accounts"' not in get("/search", q="差旅").text


def test_the_same_words_in_many_documents_are_shown_once(small: Small, tmp_path: Path) -> None:
    shutil.copy(small.db, tmp_path / "archive.db")
    db = open_existing(tmp_path / "archive.db", read_only=False)
    ids = list(small.ids.values())
    db.table("sections").insert_all(
        {"document": ids[n % 4], "number": 50 + n, "path": "名词解释", "text": "行政运行是指基本支出。", "page": 1}
        for n in range(12)
    )
    search.refresh(db)
    db.close()
    site = open_site(tmp_path / "archive.db", small.files)

    async def asked() -> str:
        await site.invoke_startup()
        return str((await site.client.get("/search", params={"q": "行政运行"})).text)

    page = asyncio.run(asked())
    site.get_database("archive").close()
    site.executor.shutdown()
    assert page.count('<p class="passage"><mark>行政运行</mark>') == 1
    assert "12 处</small>" in page
    assert "全部 12 处" in page


def test_search_on_a_table_page_is_exact(get: Get) -> None:
    rows = get("/archive/projects.json", _search="差旅", _shape="array").json()
    assert {row["project"] for row in rows} == {"教师差旅培训"}
    assert get("/archive/projects.json", _search="5G网", _shape="array").json()[0]["project"] == "校园5G网络建设"
    assert get("/archive/projects.json", _search="旅差", _shape="array").json() == []


def test_marks_never_break_escaping() -> None:
    assert marked("a<b>教育</b>", "b 教育") == "a&lt;<mark>b</mark>&gt;<mark>教育</mark>&lt;/<mark>b</mark>&gt;"
    assert marked("前" * 200 + "教育" + "后" * 200, "教育", 30).count("<mark>教育</mark>") == 1
    assert marked(None, "教育") == ""


def test_the_bundled_sqlite_has_fts5() -> None:
    connection = sqlite3.connect(":memory:")
    assert ("ENABLE_FTS5",) in connection.execute("pragma compile_options").fetchall()
    connection.close()
