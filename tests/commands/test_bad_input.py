"""Whatever a user hands over: a clear word, and everything else kept."""

from __future__ import annotations

import os
import sqlite3
import threading
import zipfile
from pathlib import Path

import openpyxl
import pytest

from archive.opening import ARCHIVE_ID
from tests.commands.test_keeping_commands import Shell
from tests.small_disclosure import text


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def workbook(path: Path, title: str, revenue: object = 100, total: object = 100) -> None:
    book = openpyxl.Workbook()
    for row in (
        [title],
        ["部门名称：气象局", None, None, "单位：万元"],
        ["收入", None, "支出", None],
        ["项目", "金额", "项目", "金额"],
        ["一、一般公共预算", revenue, "一、一般公共服务支出", 100],
        ["收入总计", total, "支出总计", 100],
    ):
        book.worksheets[0].append(row)
    book.save(path)


def test_what_is_no_file_in_a_folder_is_told_and_the_rest_is_kept(shell: Shell) -> None:
    inbox = shell.folder / "inbox"
    outside = shell.folder / "outside"
    inbox.mkdir()
    outside.mkdir()
    (inbox / "a.md").write_text(text(), encoding="utf-8")
    os.mkfifo(inbox / "pipe")
    (inbox / "lost.pdf").symlink_to("nowhere.pdf")
    (inbox / "again").symlink_to(inbox)
    (inbox / "other").symlink_to(outside)
    done = shell("ingest", inbox, status=1)
    assert done.stdout == "new 1  changed 0  unchanged 0  failed 0\n"
    told = sorted(line for line in done.stderr.splitlines() if line.startswith("Error"))
    assert told == [
        f"Error: {inbox}/lost.pdf: a link that leads nowhere",
        f"Error: {inbox}/other: a link to a folder outside, not followed; name it to read it",
        f"Error: {inbox}/pipe: not a file that can be kept",
    ]


def test_names_in_any_bytes_become_labels_on_one_line(shell: Shell) -> None:
    inbox = shell.folder / "inbox"
    inbox.mkdir()
    for number, name in enumerate(("预算.txt".encode("gbk"), "两\n行.txt".encode(), b"\xff\xff.txt")):
        Path(os.fsdecode(os.fsencode(inbox) + b"/" + name)).write_text(f"第{number}份", encoding="utf-8")
    assert "new 3 " in shell("ingest", inbox).stdout
    assert "unchanged 3" in shell("ingest", inbox).stdout
    names = {name for (name,) in shell.rows("select file_name from sightings")}
    assert names == {"预算.txt", "两␊行.txt", "\\xff\\xff.txt"}


def test_a_damaged_member_does_not_cost_the_others(shell: Shell) -> None:
    path = shell.folder / "附件.zip"
    with zipfile.ZipFile(path, "w") as container:
        container.writestr("好.md", text())
        container.writestr("坏.txt", "甲乙丙丁" * 20)
    path.write_bytes(path.read_bytes().replace("甲乙丙丁".encode(), "甲乙丙戊".encode(), 1))
    done = shell("ingest", path)
    assert done.stdout == "new 1  changed 0  unchanged 0  failed 1\n"
    assert shell.rows("select file_name from sightings") == [("附件.zip/好.md",)]
    assert shell.rows("select kind, printed from problems") == [("malformed", "附件.zip/坏.txt")]
    assert "orphaned 0" in shell("verify").stdout


def test_a_container_of_which_nothing_could_be_kept_stays_on_record(shell: Shell) -> None:
    path = shell.folder / "三层.zip"
    inner = shell.folder / "x.txt"
    inner.write_text("x")
    for name in ("一.zip", "二.zip", path.name):
        with zipfile.ZipFile(shell.folder / name, "w") as container:
            container.write(inner, inner.name)
        inner = shell.folder / name
    shell("ingest", path)
    assert shell.rows("select status, outcome from documents") == [("failed", "unsupported")]
    assert "valid 1  missing 0  corrupt 0  orphaned 0" in shell("verify").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("ingest", ""), "an empty name is no path"),
        (("ingest", "a.md", "--url", "http://[bad"), "http://[bad is no web address"),
        (("ingest", "a.md", "--url", "czj.gov.cn/1.pdf"), "czj.gov.cn/1.pdf is no web address"),
        (("ingest", "a.md", "--year", "99999"), "99999 is not in the range"),
        (("serve", "--public-url", "example.org"), "example.org is no web address"),
        (("extract", ""), "an empty name is no document's id"),
        (("inspect", ""), "an empty name is no document and no path"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_made(shell: Shell, arguments: tuple[str, ...], told: str) -> None:
    assert told in shell(*arguments, status=2).stderr
    assert not shell.db.exists()


def test_a_county_said_on_ingest_stands_under_its_city(shell: Shell) -> None:
    path = shell.folder / "a.md"
    path.write_text(text("气象局"), encoding="utf-8")
    shell("ingest", path, "--city", "宝丰")
    shell("extract")
    assert shell.rows("select city, county from documents") == [("平顶山市", "宝丰县")]
    assert "火星市 is no city or county of Henan" in shell("ingest", path, "--city", "火星市").stderr


def test_what_is_said_later_counts_at_the_next_extraction(shell: Shell) -> None:
    path, copy = shell.folder / "a.md", shell.folder / "copy.md"
    for place in (path, copy):
        place.write_text(text("气象局"), encoding="utf-8")
    shell("ingest", path)
    assert shell("extract").stdout == "ok: 1\n"
    assert shell.rows("select distinct city from expenditure") == [(None,)]
    assert "unchanged 1" in shell("ingest", path, "--city", "许昌市").stdout
    assert shell("extract").stdout == "ok: 1\n"
    assert shell.rows("select distinct city from expenditure") == [("许昌市",)]
    assert shell.rows("select division_code, name from departments") == [("411000", "气象局")]
    shell("ingest", path, copy, "--city", "许昌市")
    shell("ingest", path)
    assert shell("extract").stdout == "nothing to extract\n"  # nothing of that was news


def test_the_file_name_says_what_the_tables_do_not(shell: Shell) -> None:
    for name in ("气象局2024年部门预算公开表.xlsx", "tables.xlsx"):
        workbook(shell.folder / name, f"2024年部门收支总体情况表{' ' if name.isascii() else ''}")
        shell("ingest", shell.folder / name, "--city", "许昌市")
    assert shell("extract").stdout == "ok: 1, partial: 1\n"
    assert shell.rows("select stage, numbers_printed, numbers_captured from documents order by stage") == [
        (None, 4, 0),  # nobody's figures for no stage: kept as printed, in no form table
        ("预算", 4, 4),
    ]
    assert shell.rows("select count(*) from revenue_expenditure") == [(4,)]


def test_cells_of_a_workbook_that_show_nothing_to_read_are_told(shell: Shell) -> None:
    path = shell.folder / "许昌市气象局2024年部门预算.xlsx"
    workbook(path, "2024年部门收支总体情况表", "#REF!", "=B5")
    shell("ingest", path, "--city", "许昌市")
    assert shell("extract").stdout == "partial: 1\n"
    assert sorted(shell.rows("select kind, message, printed from problems")) == [
        ("amount_unparsed", "“2024年部门收支总体情况表”第 3 行：“金额”不是数字", "#REF!"),
        ("formula_uncomputed", "工作表“Sheet”有 1 个公式没有保存结果，按空格读取：B6", None),
    ]


def test_what_the_disk_refuses_is_told_in_a_line(shell: Shell) -> None:
    path = shell.folder / "a.md"
    path.write_text(text(), encoding="utf-8")
    (shell.folder / "files").write_text("in the way")
    assert f"Error: {shell.folder}/files/" in shell("ingest", path, status=1).stderr
    (shell.folder / "files").unlink()
    shell("ingest", path)
    ((page,),) = shell.rows("select rootpage from sqlite_master where name = 'documents'")
    ((size,),) = shell.rows("pragma page_size")
    data = bytearray(shell.db.read_bytes())
    data[(page - 1) * size : page * size] = os.urandom(size)
    shell.db.write_bytes(data)
    assert "damaged" in shell("verify", status=1).stdout + shell("status", status=1).stderr
    assert f"{shell.db}: it is damaged" in shell("export", shell.folder / "open", status=1).stderr
    shell.db.write_bytes(data[:size] + os.urandom(len(data) - size))
    for verb in ("status", "verify", "check", "extract"):
        assert f"Error: {shell.db}: it is damaged" in shell(verb, status=1).stderr


def test_an_archive_whose_making_was_cut_short_is_made_again(shell: Shell) -> None:
    begun = sqlite3.connect(shell.db)
    begun.execute(f"pragma application_id = {ARCHIVE_ID}")
    begun.close()
    assert "an empty file, not an archive" in shell("status", status=1).stderr
    path = shell.folder / "a.md"
    path.write_text(text(), encoding="utf-8")
    assert "new 1" in shell("ingest", path).stdout


def test_an_archive_of_a_later_version_is_left_alone(shell: Shell) -> None:
    path = shell.folder / "a.md"
    path.write_text(text(), encoding="utf-8")
    shell("ingest", path)
    shell.rows("pragma user_version = 99")
    for verb in (("status",), ("ingest", path), ("extract",)):
        assert "was written by a later version" in shell(*verb, status=1).stderr
    assert shell.rows("pragma user_version") == [(99,)]


def test_an_archive_deleted_in_the_middle_of_a_run_is_told(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    path = shell.folder / "a.md"
    path.write_text(text(), encoding="utf-8")
    shell("ingest", path)
    monkeypatch.setattr("yusuan.extract.statistics.refresh", lambda _: shell.db.unlink())
    assert f"{shell.db} was taken away" in shell("extract", status=1).stderr


def test_a_writer_waits_for_another(shell: Shell) -> None:
    path = shell.folder / "a.md"
    path.write_text(text(), encoding="utf-8")
    shell("ingest", path)
    other = sqlite3.connect(shell.db, isolation_level=None, check_same_thread=False)
    other.execute("begin immediate")
    done = threading.Timer(1, other.commit)
    done.start()
    assert shell("extract").stdout == "ok: 1\n"
    done.join()
    other.close()
