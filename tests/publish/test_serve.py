"""`yusuan serve` over real HTTP: ports, the live archive, a published snapshot."""

import json
import shutil
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
from click.testing import CliRunner

from archive.opening import open_existing
from tests.publish.serving import fetched, serving
from tests.publish.small_archive import Small
from yusuan.main import main
from yusuan.serve import DEFAULT_PORT, listen


def test_the_site_follows_the_archive_while_others_write_it(small: Small, tmp_path: Path) -> None:
    shutil.copy(small.db, tmp_path / "live.db")
    with serving("--db", str(tmp_path / "live.db"), "--files", str(small.files), "--port", "0") as site:
        assert "4</b> 份文件" in fetched(f"{site}/").text
        db = open_existing(tmp_path / "live.db", read_only=False)
        db.table("documents").insert(
            {"id": "f" * 64, "file_sha256": "f" * 64, "title": "新来的文件", "first_seen_at": "2026-11-23T00:00:00Z"}
        )
        db.conn.commit()
        page = fetched(f"{site}/").text
        assert "5</b> 份文件" in page
        assert "新来的文件" in page
        assert fetched(f"{site}/archive.db").status_code == 403
        for path in ("/", "/archive/documents", "/archive/documents.json", "/-/create-token"):
            assert httpx.post(f"{site}{path}", json={"title": "x"}).status_code == 405, path
        db.close()


def test_a_release_is_served_immutable_and_can_be_downloaded(small: Small, tmp_path: Path) -> None:
    shutil.copy(small.db, tmp_path / "archive.db")
    with serving("--release", str(tmp_path), "--files", str(small.files), "--port", "0") as site:
        assert fetched(f"{site}/-/databases.json").json()[0]["is_mutable"] is False
        assert fetched(f"{site}/archive.db").content == (tmp_path / "archive.db").read_bytes()
        # nothing is written beside it, so it may lie where nothing can be
        assert [path.name for path in tmp_path.iterdir()] == ["archive.db"]


def test_the_default_port_gives_way_and_a_named_one_fails(small: Small) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        probe.listen()
        taken = probe.getsockname()[1]
        result = CliRunner().invoke(main, ["serve", "--db", str(small.db), "--port", str(taken)])
        assert result.exit_code == 1
        assert f"Port {taken} on 127.0.0.1 cannot be used" in result.output
    with listen("127.0.0.1", None) as first, listen("127.0.0.1", None) as second:
        assert DEFAULT_PORT <= first.getsockname()[1] < second.getsockname()[1]


def test_chinese_characters_of_an_address_may_come_as_they_are(small: Small) -> None:
    """curl and many scripts send them so; browsers encode them."""
    with serving("--db", str(small.db), "--files", str(small.files), "--port", "0") as site:
        host, port = site.removeprefix("http://").split(":")
        asked = "/archive/departments.json?name__contains=教育局&_shape=array"
        with closing(socket.create_connection((host, int(port)), timeout=60)) as connection:
            connection.sendall(f"GET {asked} HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        head, _, body = answer.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200")
        assert json.loads(body) == fetched(f"{site}{asked}").json() != []


def test_a_missing_archive_is_named(tmp_path: Path) -> None:
    for arguments, told in (
        (["--db", str(tmp_path / "none.db")], f"{tmp_path}/none.db: no archive here"),
        (["--db", str(tmp_path)], f"{tmp_path}: a folder, not an archive"),
        (["--release", str(tmp_path)], f"{tmp_path}/archive.db: no published snapshot here"),
    ):
        result = CliRunner().invoke(main, ["serve", *arguments])
        assert result.exit_code == 1
        assert told in result.output
    assert list(tmp_path.iterdir()) == []


def test_an_archive_of_an_earlier_version_says_how_it_is_brought_up_to_date(small: Small, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    shutil.copy(small.db, old)
    with closing(sqlite3.connect(old)) as written:
        for name in ("form_counts", "disclosure_figures"):
            written.execute("drop view if exists totals")
            written.execute(f"drop table {name}")
        for (trigger,) in written.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            written.execute(f'drop trigger "{trigger}"')
        written.execute("drop table procurement")
    for verb in (["serve"], ["verify"], ["export", str(tmp_path / "out")]):
        refused = CliRunner().invoke(main, [*verb, "--db", str(old)])
        assert refused.exit_code == 1
        assert f"yusuan check --db {old}" in refused.output
    assert CliRunner().invoke(main, ["check", "--db", str(old)]).exit_code == 0
    with serving("--db", str(old), "--files", str(small.files), "--port", "0") as site:
        assert fetched(f"{site}/").status_code == 200
        assert fetched(f"{site}/archive/revenue.json?_facet=city").status_code == 200
