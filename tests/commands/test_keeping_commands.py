"""ingest, status, verify and demo as a user meets them."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from archive.opening import create_or_open
from yusuan.main import main

PDF = Path(__file__).resolve().parents[2] / "samples" / "documents" / "pdf"


class Shell:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.db = folder / "archive.db"

    def __call__(self, verb: str, *args: str | Path, status: int = 0) -> Result:
        done = CliRunner().invoke(
            main, [verb, "--db", str(self.db), "--files", str(self.folder / "files"), *map(str, args)]
        )
        assert done.exit_code == status, done.output + repr(done.exception)
        return done

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.db)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    (folder / "水利").mkdir(parents=True)
    for name in ("pds-slj-2023", "pds-slj-2024"):
        (folder / "水利" / f"{name}.pdf").write_bytes((PDF / f"{name}.pdf").read_bytes())
    with zipfile.ZipFile(folder / "archive.zip", "w") as container:
        container.writestr("许昌/预算.pdf", (PDF / "xc-kjj-2024.pdf").read_bytes())
    (folder / "noise.dat").write_bytes(bytes(range(256)))
    (folder / ".hidden").write_text("not asked for")
    return folder


def test_ingest_keeps_a_folder_and_again_changes_nothing(shell: Shell, inbox: Path) -> None:
    first = shell(
        "ingest",
        inbox,
        "--city",
        "平顶山市",
        "--department",
        "水利局",
        "--year",
        "2024",
        "--by",
        "来信",
        "--url",
        "https://czj.pds.gov.cn/1.pdf",
    )
    assert first.stdout == "new 4  changed 0  unchanged 0  failed 1\n"
    assert shell.rows(
        "select file_name, media_type, status, outcome from sightings s join documents d "
        "on d.id = s.document order by 1"
    ) == [
        ("archive.zip/许昌/预算.pdf", "application/pdf", "collected", None),
        ("noise.dat", "application/octet-stream", "failed", "unsupported"),
        ("pds-slj-2023.pdf", "application/pdf", "collected", None),
        ("pds-slj-2024.pdf", "application/pdf", "collected", None),
    ]
    assert set(
        shell.rows("select site, url, stated_city, stated_department, stated_year, stated_by from sightings")
    ) == {("ingest", "https://czj.pds.gov.cn/1.pdf", "平顶山市", "水利局", 2024, "来信")}
    before = shell.rows("select * from documents")
    assert shell("ingest", inbox).stdout == "new 0  changed 0  unchanged 4  failed 0\n"
    assert [row[:10] for row in shell.rows("select * from documents")] == [row[:10] for row in before]
    assert "valid 5  missing 0  corrupt 0  orphaned 0  database valid" in shell("verify").stdout


def test_ingest_of_other_bytes_at_a_path_replaces(shell: Shell, inbox: Path) -> None:
    path = inbox / "水利" / "pds-slj-2023.pdf"
    shell("ingest", path)
    path.write_bytes((PDF / "pds-slj-2023-gengzheng.pdf").read_bytes())
    assert shell("ingest", path).stdout == "new 0  changed 1  unchanged 0  failed 0\n"
    (old, replaced_by), (new, current) = shell.rows(
        "select id, replaced_by from documents order by replaced_by is null"
    )
    assert (replaced_by, current) == (new, None)
    path.write_bytes((PDF / "pds-slj-2023.pdf").read_bytes())
    shell("ingest", path)
    assert shell.rows(f"select replaced_by from documents where id = '{old}'") == [(None,)]
    assert shell.rows(f"select replaced_by from documents where id = '{new}'") == [(old,)]


def test_a_saved_page_is_changed_by_its_text_and_files_alone(shell: Shell) -> None:
    page = shell.folder / "page.html"
    first = (
        "<html><head><title>预算</title></head><body><p>部门预算</p><table><tr><td>1</td><td></td></tr></table>"
        '<p><a href="/1.pdf?token=a">附件</a></p></body></html>'
    )
    versions = {
        first: "new 1  changed 0  unchanged 0",
        first.replace("<p>", "<p class='x'>").replace("token=a", "token=b")
        + "<!-- 1 -->": "new 0  changed 0  unchanged 1",
        first.replace("<td>1</td><td></td>", "<td></td><td>1</td>"): "new 0  changed 1  unchanged 0",
        first.replace("/1.pdf", "/2.pdf"): "new 0  changed 1  unchanged 0",
        first.replace("<p>部", "<img src='data:image/png;base64,AAAA'><p>部"): "new 0  changed 1  unchanged 0",
    }
    for version, told in versions.items():
        page.write_text(version, encoding="utf-8")
        assert shell("ingest", page).stdout == f"{told}  failed 0\n"
    assert "valid 4 " in shell("verify").stdout
    # what an earlier version of this program kept under the checksum of its bytes is known all the same
    kept = sqlite3.connect(shell.db)
    with kept:
        kept.execute("update ledger set sha256 = document")
    kept.close()
    assert shell("ingest", page).stdout == "new 0  changed 0  unchanged 1  failed 0\n"


def test_ingest_names_what_it_cannot_read(shell: Shell, inbox: Path) -> None:
    assert "nowhere: no such file or folder" in shell("ingest", "nowhere", status=1).stderr
    assert not shell.db.exists()
    done = shell("ingest", inbox / "水利", "nowhere", status=1)
    assert done.stdout == "new 2  changed 0  unchanged 0  failed 0\n"
    assert "nowhere: no such file or folder" in done.stderr


@pytest.mark.parametrize("verb", ["status", "verify", "extract", "check"])
def test_reading_verbs_never_make_an_archive(shell: Shell, verb: str) -> None:
    done = shell(verb, status=1)
    assert f"{shell.db}: no archive here" in done.stderr
    assert not shell.db.exists()


def test_a_database_of_another_program_is_left_alone(shell: Shell, inbox: Path) -> None:
    other = sqlite3.connect(shell.db)
    other.execute("create table recipes (name)")
    other.commit()
    other.close()
    for verb in (("ingest", inbox), ("status",), ("verify",)):
        assert "not an archive" in shell(*verb, status=1).stderr
    assert "left alone" in shell("demo", "--no-serve", status=2).stderr
    shell.db.write_bytes(b"not a database at all, but long enough to be read as one" * 50)
    assert "not an archive" in shell("status", status=1).stderr


def test_status_shows_what_is_held(shell: Shell, inbox: Path) -> None:
    shell("ingest", inbox)
    held = json.loads(shell("status", "--json").stdout)
    assert held["documents"] == {
        "total": 4, "replaced": 0, "not_a_disclosure": 0, "collected": 3, "extracted": 0, "failed": 1,
    }  # fmt: skip
    assert [(row["outcome"], row["message"]) for row in held["failures"]] == [
        ("unsupported", "noise.dat：不认识的文件类型")
    ]
    assert held["demo"] is False
    text = shell("status").stdout
    assert text.startswith("Documents: 4  (extracted 0, waiting 3, no budgets 0, failed 1, replaced by newer ones 0)\n")
    assert "unsupported" in text


def test_what_is_no_budget_is_no_failure_and_has_a_name(shell: Shell) -> None:
    notice = shell.folder / "放假通知.txt"
    notice.write_text("放假通知：十月一日至七日放假。", encoding="utf-8")
    shell("ingest", notice)
    shell("extract")
    text = shell("status").stdout
    assert "no budgets 1, failed 0" in text
    assert "not_a_disclosure  放假通知.txt  " in text


def test_verify_names_damage_and_fails(shell: Shell, inbox: Path) -> None:
    shell("ingest", inbox / "水利")
    damaged, lost = sorted((shell.folder / "files").rglob("*.pdf"))
    damaged.chmod(0o644)
    damaged.write_bytes(damaged.read_bytes()[:-1])
    lost.unlink()
    done = shell("verify", status=1)
    assert f"corrupt  {damaged}" in done.stdout
    assert f"missing  {lost.stem}" in done.stdout
    assert "valid 0  missing 1  corrupt 1  orphaned 0" in done.stdout


def test_the_demo_and_real_archives_keep_apart(shell: Shell, inbox: Path) -> None:
    shell("ingest", inbox / "水利")
    before = shell.rows("select * from documents")
    refused = shell("demo", "--no-serve", status=2)
    assert str(shell.db) in refused.stderr
    assert "--db" in refused.stderr
    assert shell.rows("select * from documents") == before
    (shell.folder / "somebody's").touch()
    assert (
        "was not made by the demo" in shell("demo", "--no-serve", "--db", shell.folder / "somebody's", status=2).stderr
    )
    demo = Shell(shell.folder / "demo")
    create_or_open(demo.db, demo=True).close()
    crawl = ("crawl", "pingdingshan-czj")
    for verb in (("ingest", inbox), crawl, (*crawl, "--dry-run")):
        assert f"{demo.db} was made by `yusuan demo`" in demo(*verb, status=1).stderr
    assert demo.rows("select count(*) from documents") == [(0,)]
