"""``yusuan inspect`` as a user meets it: an image, a folder of pages, a report, and every refusal."""

from __future__ import annotations

import io
import re
import sqlite3
import zipfile
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook
from parsel import Selector
from PIL import Image

from samples.documents.build import path_of
from tests.converted import Converted
from yusuan.main import main

SAMPLE = path_of("xc-kjj-2024-zhongxin")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def yusuan(*arguments: str | Path, status: int = 0) -> Result:
    done = CliRunner().invoke(main, ["inspect", *map(str, arguments)])
    assert done.exit_code == status, done.output + repr(done.exception)
    return done


def tree_of(page: Path) -> Selector:
    return Selector(page.read_text(encoding="utf-8"))


def text_of(page: Path) -> str:
    return tree_of(page).xpath("string()").get("")


def test_a_page_of_a_file_becomes_an_image_and_no_archive_is_made(tmp_path: Path) -> None:
    done = yusuan(SAMPLE, "--page", "9", "--out", tmp_path / "new" / "page.png")
    assert done.stdout.splitlines() == [str(tmp_path / "new" / "page.png")]
    with Image.open(tmp_path / "new" / "page.png") as image:
        assert image.format == "PNG"
        assert image.width > 800
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new"]
    assert yusuan(SAMPLE, "--page", "10").stdout == f"{SAMPLE.stem}-page-010.png\n"
    assert (tmp_path / f"{SAMPLE.stem}-page-010.png").is_file()


def test_a_document_of_the_archive_is_drawn_page_by_page_and_left_as_it_is(
    converted: Converted, tmp_path: Path
) -> None:
    document = converted.documents["xc-kjj-2024-zhongxin"]
    before = converted.db.read_bytes()
    done = yusuan(document[:12], "--db", converted.db, "--files", converted.files, "--out", tmp_path / "seen")
    page = Path(done.stdout.strip())
    tables = {row["page"] for row in converted.rows("select page from source_tables where document = ?", document)}
    assert {path.name for path in page.parent.glob("*.png")} == {f"page-{number:03}.png" for number in tables}
    text = text_of(page)
    (counted,) = converted.rows("select checks_passed, numbers_printed from documents where id = ?", document)
    assert f"核对 {counted['checks_passed']} 条通过，0 条未通过" in text
    assert f"印出 {counted['numbers_printed']} 个数" in text
    assert "一般公共预算基本支出表" in text
    assert converted.db.read_bytes() == before


def test_a_report_tells_files_of_every_kind(tmp_path: Path) -> None:
    inbox = tmp_path / "收件"
    inbox.mkdir()
    (inbox / "预算 #1.pdf").write_bytes(SAMPLE.read_bytes())
    (inbox / "broken.pdf").write_bytes(SAMPLE.read_bytes()[:4000])
    (inbox / "notice.txt").write_text("放假通知：十月一日至七日放假。", encoding="utf-8")
    done = yusuan("--report", tmp_path / "report", inbox, "--workers", "2")
    assert done.stdout.strip() == str(tmp_path / "report" / "index.html")
    text = text_of(tmp_path / "report" / "index.html")
    assert "3份文件" in text
    assert "核对全部通过的文件：1 / 1" in text
    assert "不是预决算公开" in text
    assert "文件损坏" in text
    tree = tree_of(tmp_path / "report" / "index.html")
    links = tree.xpath("//a/@href").getall()
    assert len(links) >= 3
    assert all((tmp_path / "report" / link).is_file() for link in links)
    (budget,) = tree.xpath("//tr[contains(string(td[1]), '预算 #1')]")
    assert int(budget.xpath("string(td[@class='number'])").get("")) >= 13
    assert not list(tmp_path.glob("archive.db*"))


def test_a_report_over_documents_of_the_archive_says_what_its_checks_say(converted: Converted, tmp_path: Path) -> None:
    chosen = [converted.documents[slug] for slug in ("xc-kjj-2024-zhongxin", "xc-zwfw-2022")]
    yusuan("--report", tmp_path / "report", *chosen, "--db", converted.db, "--files", converted.files)
    with closing(sqlite3.connect(converted.db)) as connection:
        passed, failed = connection.execute(
            "select sum(checks_passed), sum(checks_failed) from documents where id in (?, ?)", chosen
        ).fetchone()
    assert f"通过的核对：{passed} / {passed + failed}" in text_of(tmp_path / "report" / "index.html")


def test_a_document_without_pages_is_shown_as_its_tables(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["2024年部门收入总体情况表"], ["单位：万元"], ["单位代码", "单位名称", "总计", "捐赠所得"],
                ["", "合计", 12.5, 1], ["064001", "许昌市科学技术局", 12.5, 1]):  # fmt: skip
        sheet.append(row)
    book.save(tmp_path / "表.xlsx")
    yusuan("表.xlsx", "--out", "seen")
    tree = tree_of(tmp_path / "seen" / "index.html")
    assert not list((tmp_path / "seen").glob("*.png"))
    assert "× 没有对应的数据列" in text_of(tmp_path / "seen" / "index.html")
    (cell,) = tree.xpath("//td[text()='合计']")
    (key,) = tree.xpath("//p[@class='key']/span[text()='合计']")
    assert cell.attrib["class"] == key.attrib["class"]
    assert "only a PDF has pages to draw" in yusuan("表.xlsx", "--page", "1", status=1).output


def test_a_refused_member_of_a_container_is_named(tmp_path: Path) -> None:
    nested = SAMPLE.read_bytes()
    for name in ("里.pdf", "三.zip", "二.zip"):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(name, nested)
        nested = packed.getvalue()
    with zipfile.ZipFile("全.zip", "w") as archive:
        archive.write(SAMPLE, "表.pdf")
        archive.writestr("一.zip", nested)
    yusuan("--report", "seen", "全.zip")
    report = text_of(tmp_path / "seen" / "index.html")
    assert "1份文件" in re.sub(r"\s", "", report)
    assert "全.zip/一.zip/二.zip" in report
    assert "全.zip/一.zip/二.zip" in yusuan("全.zip", "--page", "9").stderr


def test_what_cannot_be_shown_is_said(tmp_path: Path, converted: Converted) -> None:
    (tmp_path / "broken.pdf").write_bytes(SAMPLE.read_bytes()[:4000])
    assert "PDF 文件已损坏" in yusuan("broken.pdf", "--page", "1", status=1).output
    assert "no table was found on page 2" in yusuan(SAMPLE, "--page", "2").output
    assert "no page 99" in yusuan(SAMPLE, "--page", "99", status=1).output
    assert "name one document" in yusuan(status=2).output
    assert "--report takes neither" in yusuan("--report", "r", "--page", "1", SAMPLE, status=2).output
    assert "--report DIR writes a report" in yusuan(tmp_path, status=2).output
    assert "no such file" in yusuan("missing.pdf", status=2).output
    assert "no archive here" in yusuan("ab12", status=1).output
    assert "no document 'ab12'" in yusuan("ab12", "--db", converted.db, status=2).output
    firsts = Counter(document[0] for document in converted.documents.values())
    several = next(first for first, count in firsts.items() if count > 1)
    refused = yusuan(several, "--db", converted.db, "--files", converted.files, "--out", "several", status=2).output
    assert f"{several} stands for {firsts[several]} documents" in refused
    assert not (tmp_path / "several").exists()
    assert "say which with --page" in yusuan(SAMPLE, "--out", "page.png", status=2).output
