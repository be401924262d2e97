"""Several files of one disclosure: which of them the figures are taken from, and what a correction has changed."""

from typing import Any

from sqlite_utils import Database

from tests.publish.asking import PageAfter
from tests.publish.small_archive import Small

EARLIER = "e" * 64


def _with_an_earlier_version(db: Database, corrected: str, **more: Any) -> None:
    (row,) = db.query("select * from documents where id = ?", [corrected])
    db.table("documents").insert(
        {**row, "id": EARLIER, "file_sha256": EARLIER, "first_seen_at": "2023-01-15T01:02:03Z", **more}
    )
    db.table("form_states").insert({"document": EARLIER, "form": "expenditure", "state": "filled"})


def test_a_version_whose_forms_a_newer_one_holds_says_so(page_after: PageAfter, small: Small) -> None:
    """A correction published as an article of its own replaces no document at its place."""
    corrected = small.ids["教育局", 2023]
    page = page_after(lambda db: _with_an_earlier_version(db, corrected), f"/document/{EARLIER}")

    assert "各表的数据取自较新的文件" in page
    assert f'<a href="/document/{corrected}">见较新的文件</a>' in page
    assert "收录，现行" in page


def test_a_replaced_version_leads_to_the_current_one_and_not_to_the_next(page_after: PageAfter, small: Small) -> None:
    corrected, next_one = small.ids["教育局", 2023], small.ids["教育局", 2022]
    page = page_after(lambda db: _with_an_earlier_version(db, corrected, replaced_by=next_one), f"/document/{EARLIER}")

    assert f'<a href="/document/{corrected}">看现行文件</a>' in page


def test_a_long_list_of_changes_says_how_many_there_are(page_after: PageAfter, small: Small) -> None:
    document = small.ids["教育局", 2023]
    changes = [
        {"disclosure": "教育局-2023-部门", "form": "expenditure", "row_label": f"第{n}项", "column_name": "total",
         "old_value": "1", "new_value": "2", "old_document": document, "new_document": document}
        for n in range(1201)
    ]  # fmt: skip
    page = page_after(lambda db: db.table("revisions").insert_all(changes), f"/document/{document}")

    assert page.count("<td>第") == 200
    assert f'<a href="/archive/revisions?new_document={document}">全部 1,201 处改动</a>' in page


def test_a_file_on_two_pages_is_cited_with_the_date_of_the_page_that_is_named(
    page_after: PageAfter, small: Small
) -> None:
    document = small.ids["教育局", 2023]
    pages = {"1": "2023-02-01", "2": "2023-05-05"}

    def seen_twice(db: Database) -> None:
        for article, published_on in pages.items():
            db.table("sightings").insert({
                "document": document, "site": "site", "article": article, "file_name": "a.pdf",
                "page_url": f"https://example.test/{article}.html", "published_on": published_on,
            })  # fmt: skip
        db.table("documents").update(
            document, {"page_url": "https://example.test/2.html", "published_on": "2023-02-01"}
        )

    page = page_after(seen_twice, f"/document/{document}")

    assert "2023-05-05 发布，https://example.test/2.html" in page
