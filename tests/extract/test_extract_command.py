"""``yusuan extract`` and ``yusuan check`` as they are used: hostile files, killed and repeated runs, exit statuses."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extract.identity import Hints
from extract.task import Task
from extract.worker import convert
from samples.documents.build import path_of
from tests.command_line import run_yusuan
from tests.small_disclosure import text

PASSING = {"first_seen_at", "last_seen_at", "found_at", "fetched_at", "found_on", "id", "elapsed"}
SAMPLE = "xc-kjj-2024-zhongxin"


def pdf(*, content: bytes = b"", filters: str = "", pages: int = 1) -> bytes:
    """A PDF written by hand, its one content stream as given."""
    kids = " ".join(f"{4 + n} 0 R" for n in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        f"<</Length {len(content)}{filters}>>stream\n".encode() + content + b"\nendstream",
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 3 0 R >>"] * pages,
    ]
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return b"%bxref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        written, len(objects) + 1, table, len(objects) + 1, len(written))  # fmt: skip


def bomb(size: int) -> bytes:
    """A PDF of less than a thousand bytes whose content stream is ``size`` bytes of drawing."""
    packed = zlib.compress(zlib.compress(b"0 0 m 1 1 l S\n" * (size // 14), 9), 9)
    return pdf(content=packed, filters="/Filter[/FlateDecode/FlateDecode]")


def encrypted() -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("a password that nobody here knows", strength=128))
    canvas.drawString(72, 700, "2024")
    canvas.save()
    return buffer.getvalue()


def cut_workbook() -> bytes:
    """A workbook of the old kind that ends within its directory, at which the library that reads it panics."""
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<10I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0) + b"\xff" * 432
    sectors = struct.pack("<2I", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 504
    return head[:512] + sectors + "Workbook".encode("utf-16-le")


HOSTILE = {
    "cut.xls": (cut_workbook(), "malformed"),
    "encrypted.pdf": (encrypted(), "encrypted"),
    "no-pages.pdf": (pdf(pages=0), "malformed"),
    "destroyed.pdf": (path_of(SAMPLE).read_bytes()[:4000] + b"\x00" * 4000, "malformed"),
    "blank-page.pdf": (pdf(), "scanned"),
    "error-page.pdf": (b"<!DOCTYPE html><html><body><h1>404 Not Found</h1></body></html>", "not_a_disclosure"),
    "empty.pdf": (b"", "malformed"),
    "notice.txt": ("关于召开2024年部门预算工作会议的通知\n请各单位派员参加。\n".encode(), "not_a_disclosure"),
    "whole.pdf": (path_of(SAMPLE).read_bytes(), "ok"),
}


@pytest.fixture
def archive(tmp_path: Path) -> list[str]:
    return ["--db", str(tmp_path / "archive.db"), "--files", str(tmp_path / "files")]


def rows(archive: list[str], query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(archive[1])) as connection:
        return connection.execute(query).fetchall()


def contents(archive: list[str] | Path) -> dict[str, list[str]]:
    """Every table's rows, without times and serial numbers; a document's id is its hash."""
    path = archive if isinstance(archive, Path) else Path(archive[1])
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        found = {}
        for name in tables:
            if "fts" in name or name.startswith("sqlite_"):
                continue
            cursor = connection.execute(f'select * from "{name}"')
            columns = [column[0] for column in cursor.description]
            kept = [
                n for n, column in enumerate(columns) if column not in PASSING or (name, column) == ("documents", "id")
            ]
            found[name] = sorted(repr([row[n] for n in kept]) for row in cursor)
        return found


def test_hostile_files_are_outcomes_and_stop_nothing(archive: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, (data, _) in HOSTILE.items():
        (folder / name).write_bytes(data)
    run_yusuan("ingest", *archive, str(folder))
    command = [sys.executable, "-m", "yusuan", "extract", *archive]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert [line for line in done.stderr.splitlines() if not line.startswith("extract ")] == []
    found = dict(rows(archive, "select s.file_name, d.outcome from documents d join sightings s on s.document = d.id"))
    assert found == {name: outcome for name, (_, outcome) in HOSTILE.items()}
    told = {
        name
        for (name,) in rows(archive, "select s.file_name from problems p join sightings s on s.document = p.document")
    }
    assert told >= {name for name, (_, outcome) in HOSTILE.items() if outcome != "ok"}
    assert rows(archive, "select count(*) from revenue_expenditure where row_kind = '合计'") == [(2,)]
    # what could not be read is not tried again
    assert "nothing to extract" in run_yusuan("extract", *archive)


def test_a_bomb_is_stopped_and_not_tried_again(archive: list[str], tmp_path: Path) -> None:
    data = bomb(20_000_000)
    assert len(data) < 1000
    (tmp_path / "bomb.pdf").write_bytes(data)
    run_yusuan("ingest", *archive, str(tmp_path / "bomb.pdf"))
    assert run_yusuan("extract", *archive, "--timeout", "3").strip() == "timeout: 1"
    assert rows(archive, "select status, outcome from documents") == [("failed", "timeout")]
    assert rows(archive, "select kind, message from problems") == [("timeout", "用了 3 秒处理器时间没有读完")]
    assert "nothing to extract" in run_yusuan("extract", *archive, "--timeout", "3")


def test_memory_is_limited(tmp_path: Path) -> None:
    path = tmp_path / "wide.pdf"
    path.write_bytes(bomb(300_000_000))
    extraction = convert(Task("d", path, "application/pdf", Hints()), timeout=60, memory=700 << 20)
    assert extraction.outcome in ("too_big", "malformed")
    assert extraction.disclosures == []
    assert extraction.problems


def test_extracting_again_changes_nothing(archive: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(text(), encoding="utf-8")
    (tmp_path / "b.md").write_text(text(year=2023, running="99.9"), encoding="utf-8")
    run_yusuan("ingest", *archive, str(tmp_path / "a.md"), str(tmp_path / "b.md"))
    assert run_yusuan("extract", *archive).strip() == "ok: 2"
    first = contents(archive)
    assert len(first["expenditure"]) == 6
    assert first["checks"]
    assert run_yusuan("extract", *archive).strip() == "nothing to extract"
    assert contents(archive) == first
    assert run_yusuan("extract", *archive, "--all").strip() == "ok: 2"
    assert contents(archive) == first
    (document,) = rows(archive, "select id from documents where year = 2023")[0]
    assert run_yusuan("extract", *archive, str(document)[:10]).strip() == "ok: 1"
    assert contents(archive) == first
    run_yusuan("check", *archive)
    assert contents(archive) == first


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An archive of five documents not yet extracted, one of them a correction; and the same extracted in peace."""
    home = tmp_path_factory.mktemp("collected")
    options = ["--db", str(home / "archive.db"), "--files", str(home / "files")]
    for year, running in ((2022, "80"), (2023, "90"), (2024, "100"), (2024, "101.5"), (2025, "110")):
        place = home / f"{year}.md"
        place.write_text(text(year=year, running=running), encoding="utf-8")
        run_yusuan("ingest", *options, str(place))
    with closing(sqlite3.connect(home / "archive.db")) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    shutil.copytree(home, home.parent / "in-peace", dirs_exist_ok=True)
    peace = home.parent / "in-peace"
    run_yusuan("extract", "--db", str(peace / "archive.db"), "--files", str(peace / "files"))
    yield home
    shutil.rmtree(peace)


@pytest.mark.parametrize("after", [0, 1, 4])
def test_a_killed_run_and_another_make_the_same_archive(collected: Path, tmp_path: Path, after: int) -> None:
    """Killed when it has told of so many documents."""
    home = tmp_path / "killed"
    shutil.copytree(collected, home)
    options = ["--db", str(home / "archive.db"), "--files", str(home / "files")]
    with subprocess.Popen([sys.executable, "-m", "yusuan", "extract", *options, "--workers", "1"],
                          stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as running:  # fmt: skip
        assert running.stderr is not None
        for _ in range(after):
            assert running.stderr.readline().startswith("extract ")
        running.send_signal(signal.SIGKILL)
        running.stderr.close()
    run_yusuan("extract", *options)
    expected = contents(collected.parent / "in-peace" / "archive.db")
    assert expected["revisions"]
    assert expected["checks"]
    assert contents(options) == expected


def test_an_interrupted_run_ends_at_once_and_keeps_what_was_written(archive: list[str], tmp_path: Path) -> None:
    slow = bomb(20_000_000)
    for name in ("a.md", "b.pdf", "c.pdf", "d.pdf"):
        (tmp_path / name).write_bytes(text().encode() if name == "a.md" else slow + name.encode())
        run_yusuan("ingest", *archive, str(tmp_path / name))
    with subprocess.Popen([sys.executable, "-m", "yusuan", "extract", *archive, "--workers", "1"],
                          stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as running:  # fmt: skip
        try:
            assert running.stderr is not None
            assert running.stderr.readline().startswith("extract 1/4 ")
            running.send_signal(signal.SIGINT)
            _, told = running.communicate(timeout=100)  # the others would take minutes
        finally:
            running.kill()
    assert (running.returncode, told.strip()) == (1, "Aborted!")
    assert sorted(rows(archive, "select status, count(*) from documents group by 1")) == [
        ("collected", 3),
        ("extracted", 1),
    ]


@pytest.mark.parametrize("verb", ["extract", "check"])
def test_a_missing_archive_is_named_and_not_made(verb: str, tmp_path: Path) -> None:
    path = tmp_path / "nowhere.db"
    done = subprocess.run(
        [sys.executable, "-m", "yusuan", verb, "--db", str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert str(path) in done.stderr
    assert "Traceback" not in done.stderr
    assert not path.exists()


def test_an_unknown_document_is_wrong_usage(archive: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(text(), encoding="utf-8")
    run_yusuan("ingest", *archive, str(tmp_path / "a.md"))
    run_yusuan("extract", *archive, "ffffff", status=2)
    assert rows(archive, "select status from documents") == [("collected",)]


def test_a_file_that_is_gone_is_told_by_the_exit_status(archive: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(text(), encoding="utf-8")
    run_yusuan("ingest", *archive, str(tmp_path / "a.md"))
    shutil.rmtree(archive[3])
    assert "missing file: 1" in run_yusuan("extract", *archive, status=1)


def test_check_says_what_does_not_add_up(archive: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(text().replace("支出总计150.5万元", "支出总计155.5万元"), encoding="utf-8")
    run_yusuan("ingest", *archive, str(tmp_path / "a.md"))
    run_yusuan("extract", *archive)
    said = run_yusuan("check", *archive)
    assert "鹤壁市气象局 2024" in said
    assert "  1,555,000 ≠ 1,505,000 元\n" in said
