"""The way from a number to its evidence, and hostile text on every page of it."""

import pytest

from archive.files import Files
from publish.plugin.cells import external
from tests.publish.asking import Get
from tests.publish.small_archive import HOSTILE, PDF, Small


def test_a_row_leads_to_document_page_and_source_table(get: Get, small: Small) -> None:
    document = small.ids["教育局", 2023]
    page = get("/archive/expenditure", function="学前教育").text
    assert f'href="/document/{document}"' in page
    assert f'href="/page/{document}/12#1-r1"' in page
    assert f'href="/archive/source_tables/{document}-1#r1"' in page
    evidence = get(f"/archive/source_tables/{document}-1")
    assert evidence.status_code == 200
    assert '<tr id="r1">' in evidence.text
    assert "600.000025" in evidence.text


def test_a_document_page_tells_what_it_is_and_what_fails(get: Get, small: Small) -> None:
    document = small.ids["教育局", 2023]
    page = get(f"/document/{document}").text
    for text in (
        "教育局",
        "2023",
        "支出总体情况表",
        "空表（已说明）",
        "1,000 元",
        f"SHA-256 {document}",
        "2023-02-01 09:02",
    ):
        assert text in page
    assert page.index("未通过（1）") < page.index("各项之和等于合计")


def test_hostile_text_is_text_everywhere(get: Get, small: Small) -> None:
    document = small.ids["教育局", 2023]
    for path in (
        "/", f"/document/{document}", f"/archive/source_tables/{document}-1", "/archive/expenditure", "/archive/checks",
        f"/archive/expenditure/{document},3", "/archive/sections", "/archive/failed_checks", "/search?q=接待",
        "/archive/spending_on_function?subject=208", f"/search?q={HOSTILE}", "/archive/documents", "/archive/problems",
        f"/archive/expenditure?function={HOSTILE}", "/archive?sql=select+function+from+expenditure",
    ):  # fmt: skip
        page = get(path)
        assert page.status_code == 200, path
        assert "<script>alert(" not in page.text, path
        assert "&lt;script&gt;alert(" in page.text, path


def test_a_link_that_is_none_stays_text() -> None:
    assert external("javascript:alert(1)") == "javascript:alert(1)"
    assert str(external('https://a.test/"><b>')).startswith('<a href="https://a.test/&#34;&gt;')


def test_the_home_page_counts_and_finds(get: Get) -> None:
    page = get("/").text
    assert "平顶山市" in page
    assert 'href="/archive/disclosures?city=%E5%B9%B3%E9%A1%B6%E5%B1%B1%E5%B8%82&amp;year=2023"' in page
    assert "1 条未通过" in page


@pytest.mark.parametrize(
    "path", ["/", "/archive", "/archive/projects", "/search", "/nothing", "/archive/failed_checks"]
)
def test_every_page_of_a_demo_says_so(get: Get, path: str) -> None:
    assert "演示数据" in get(path).text


def test_an_original_is_served_as_it_came(get: Get, small: Small) -> None:
    sha256 = small.ids["水利局", 2023]
    original = get(f"/files/{sha256}")
    assert original.content.startswith(PDF)
    assert original.headers["content-type"] == "application/pdf"
    assert original.headers["x-content-type-options"] == "nosniff"
    assert "script-src 'none'" in original.headers["content-security-policy"]
    disposition = original.headers["content-disposition"]
    assert disposition.startswith('inline; filename="')
    assert "filename*=UTF-8''%E6%B0%B4%E5%88%A9%E5%B1%802023" in disposition
    again = get(f"/files/{sha256}", {"If-None-Match": original.headers["etag"]})
    assert again.status_code == 304


def test_only_what_documents_name_is_served(get: Get, small: Small) -> None:
    stranger = Files(small.files).put(b"%PDF-1.4 of no document")
    assert get(f"/files/{stranger}").status_code == 404
    assert get(f"/files/{'0' * 64}").status_code == 404
    assert get("/files/..%2Farchive.db").status_code != 200


def test_a_page_is_made_once_for_a_state_of_the_archive(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    first = get("/", {"accept-encoding": "identity"})
    monkeypatch.setattr("publish.plugin.home.holdings", None)
    assert get("/", {"accept-encoding": "identity"}).text == first.text
    known = get("/", {"accept-encoding": "identity", "cookie": "ds_actor=x"})
    assert known.status_code == 500  # made anew for whoever the site may know
    missing = "/document/" + "0" * 64
    assert get(missing).status_code == get(missing).status_code == 404


def test_pages_load_nothing_foreign(get: Get) -> None:
    page = get("/archive/projects")
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"
