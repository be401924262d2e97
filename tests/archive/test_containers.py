"""Containers are opened within limits: nested once, no way out, no bomb, Chinese names, a tool named when it lacks."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
import rarfile
from sqlite_utils import Database

from archive import containers, parts
from archive.collected import Seen, keep
from archive.containers import Member, Refusal, members
from archive.files import Files
from archive.opening import create_or_open

PDF = b"%PDF-1.4 member"


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in entries:
            container.writestr(name, data)
    return packed.getvalue()


def rar(name: str, data: bytes, method: int = 0x30) -> bytes:
    """A RAR 3 archive of one member; method 0x30 is stored, 0x33 says that it is compressed."""

    def block(kind: int, flags: int, rest: bytes) -> bytes:
        head = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
        return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head

    encoded = name.encode()
    entry = struct.pack("<IIBIIBBHI", len(data), len(data), 3, zlib.crc32(data), 0, 20, method, len(encoded), 0o100644)
    return (
        b"Rar!\x1a\x07\x00"
        + block(0x73, 0, bytes(6))
        + block(0x74, 0x8000, entry + encoded)
        + data
        + block(0x7B, 0x4000, b"")
    )


def names(data: bytes, name: str = "outer.zip") -> list[str]:
    return [item.name if isinstance(item, Member) else f"{item.kind}: {item.name}" for item in members(data, name)]


def test_nested_once_and_not_deeper() -> None:
    third = zipped(("deep.pdf", PDF))
    second = zipped(("inner.pdf", PDF), ("third.zip", third))
    assert names(zipped(("first.pdf", PDF), ("second.zip", second))) == [
        "outer.zip/first.pdf",
        "outer.zip/second.zip/inner.pdf",
        "nested_too_deep: outer.zip/second.zip/third.zip",
    ]


def test_names_lead_nowhere_and_stay_apart() -> None:
    assert names(
        zipped(
            ("../../etc/passwd", b"text"),
            ("/root/a.pdf", PDF),
            ("C:\\b\\a.pdf", PDF),
            ("b/a.pdf", PDF),
            ("__MACOSX/x", b"litter"),
            ("folder/", b""),
        )
    ) == ["outer.zip/etc/passwd", "outer.zip/root/a.pdf", "outer.zip/b/a.pdf", "outer.zip/b/a (2).pdf"]


def test_chinese_names_written_in_gbk() -> None:
    wanted = "部门预算公开.pdf"
    data = zipped(("x" * len(wanted.encode("gbk")), PDF)).replace(
        b"x" * len(wanted.encode("gbk")), wanted.encode("gbk")
    )
    assert names(data) == [f"outer.zip/{wanted}"]
    assert names(zipped((wanted, PDF))) == [f"outer.zip/{wanted}"]


@pytest.mark.parametrize(
    ("limit", "value", "told"),
    [("MAX_MEMBERS", 2, "成员多于 2 个"), ("MAX_TOTAL_BYTES", 1 << 20, "解开后超过 1 MB"), ("MAX_RATIO", 5, "5 倍")],
)
def test_bombs_are_refused_whole(monkeypatch: pytest.MonkeyPatch, limit: str, value: int, told: str) -> None:
    monkeypatch.setattr(containers, limit, value)
    filling = bytes(600_000) if limit == "MAX_RATIO" else random.Random(1).randbytes(600_000)
    data = zipped(*((f"{n}.pdf", PDF + filling) for n in range(4)))
    *_, last = members(data, "outer.zip")
    assert isinstance(last, Refusal)
    assert (last.name, last.kind) == ("outer.zip", "container_bomb")
    assert told in last.message


def test_a_nested_bomb_counts_against_the_outer_container() -> None:
    inner = zipped(*((f"{n}.pdf", bytes(9_000_000)) for n in range(9)))
    assert names(zipped(("inner.zip", inner)))[-1] == "container_bomb: outer.zip"


def test_encrypted_and_broken_containers() -> None:
    data = bytearray(zipped(("a.pdf", PDF)))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    assert names(bytes(data)) == ["encrypted: outer.zip"]
    assert names(zipped(("a.pdf", PDF))[:60]) == ["malformed: outer.zip"]
    broken = zipped(("a.pdf", PDF * 100))
    assert names(broken[:45] + bytes(5) + broken[50:]) == ["malformed: outer.zip/a.pdf"]


def test_rar_and_the_unpacker_it_may_need(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert names(rar("预算.pdf", PDF), "outer.rar") == ["outer.rar/预算.pdf"]
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(rarfile, "CURRENT_SETUP", None)
    (refusal,) = members(rar("a.pdf", PDF, method=0x33), "outer.rar")
    assert isinstance(refusal, Refusal)
    assert refusal.kind == "missing_tool"
    assert "unar" in refusal.message


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return create_or_open(tmp_path / "archive.db")


def test_a_container_that_lacked_its_tool_is_opened_when_it_is_there(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, seen, data = Files(tmp_path / "files"), Seen("ingest", "/folder", "outer.rar"), rar("a.pdf", PDF)
    opened = containers.members

    def without_tool(_: bytes, name: str) -> list[Refusal]:
        return [Refusal(name, "missing_tool", f"{name}：{containers.RAR_TOOL}")]

    monkeypatch.setattr(parts, "members", without_tool)
    assert len(keep(db, files, data, seen).faults) == 1
    assert db.conn.execute("select status, outcome, media_type from documents").fetchall() == [
        ("failed", "unsupported", "application/vnd.rar")
    ]
    monkeypatch.setattr(parts, "members", opened)
    assert keep(db, files, data, seen).faults == ()
    assert db.conn.execute("select status, media_type from documents").fetchall() == [("collected", "application/pdf")]
    assert db.conn.execute("select file_name, container is not null from sightings").fetchall() == [
        ("outer.rar/a.pdf", 1)
    ]
    assert db.conn.execute("select count(*) from problems").fetchone() == (0,)
    assert keep(db, files, data, seen).outcome == "unchanged"


def test_a_new_version_of_a_container_replaces_member_by_member(db: Database, tmp_path: Path) -> None:
    files, seen = Files(tmp_path / "files"), Seen("ingest", "/folder", "outer.zip")
    keep(db, files, zipped(("a.pdf", b"%PDF-1.4 a"), ("b.pdf", b"%PDF-1.4 b"), ("c.pdf", b"%PDF-1.4 c")), seen)
    keep(db, files, zipped(("a.pdf", b"%PDF-1.4 a"), ("b.pdf", b"%PDF-1.4 b2")), seen)
    assert db.conn.execute(
        "select s.file_name, d.replaced_by is not null, l.state from sightings s join documents d on d.id = s.document "
        "join ledger l on l.file_name = s.file_name order by s.file_name, d.rowid"
    ).fetchall() == [
        ("outer.zip/a.pdf", 0, "fetched"),
        ("outer.zip/b.pdf", 1, "fetched"),
        ("outer.zip/b.pdf", 0, "fetched"),
        ("outer.zip/c.pdf", 0, "gone"),
    ]
