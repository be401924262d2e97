"""The byte store shows whole files only, keeps what it has, and can say what was damaged."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from archive.files import Files, digest
from archive.integrity import check_database, check_files
from archive.opening import create_or_open

PDF = b"%PDF-1.4 one"
ROOT = Path(__file__).resolve().parents[2]


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_name_is_the_hash_and_the_kind_of_the_bytes(tmp_path: Path) -> None:
    files = Files(tmp_path)
    sha256 = files.put(PDF)
    assert names(tmp_path) == [f"{sha256[:2]}/{sha256}.pdf"]
    assert (sha256, files.read(sha256)) == (digest(PDF), PDF)
    path = files.path(sha256)
    assert path is not None
    assert path.stat().st_mode & 0o777 == 0o444
    before = path.stat().st_mtime_ns
    assert files.put(PDF) == sha256
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_midway_leaves_nothing_to_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def fail(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(os if step == "fsync" else Path, step, fail)
    with pytest.raises(OSError, match="No space left"):
        Files(tmp_path).put(PDF)
    assert names(tmp_path) == []


def test_a_kill_midway_leaves_no_file_under_its_name(tmp_path: Path) -> None:
    (tmp_path / digest(PDF)[:2]).mkdir()
    killed = (
        "import os, signal, sys; from pathlib import Path; from archive.files import Files; "
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL); "
        "Files(Path(sys.argv[1])).put(b'%PDF-1.4 one')"
    )
    subprocess.run([sys.executable, "-c", killed, str(tmp_path)], cwd=ROOT, check=False)
    left = names(tmp_path)
    assert [name for name in left if not Path(name).name.startswith(".")] == []
    assert len(left) == 1
    assert Files(tmp_path).path(digest(PDF)) is None
    assert Files(tmp_path).put(PDF) == digest(PDF)
    assert Files(tmp_path).read(digest(PDF)) == PDF


def test_a_file_found_there_is_made_durable_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Another process or thread may have renamed it and not have flushed its folder yet.
    Files(tmp_path / "files").put(PDF)
    flushed = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: flushed.append(os.fstat(descriptor).st_ino))
    Files(tmp_path / "files").put(PDF)
    folder = tmp_path / "files" / digest(PDF)[:2]
    assert flushed == [folder.stat().st_ino, folder.parent.stat().st_ino]


def test_every_folder_made_is_durable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed = set()
    monkeypatch.setattr(os, "fsync", lambda descriptor: flushed.add(os.fstat(descriptor).st_ino))
    Files(tmp_path / "a" / "b").put(PDF)
    made = [tmp_path, tmp_path / "a", tmp_path / "a" / "b", tmp_path / "a" / "b" / digest(PDF)[:2]]
    assert {folder.stat().st_ino for folder in made} <= flushed


def test_damaged_missing_and_orphaned_files_are_named(tmp_path: Path) -> None:
    files, db = Files(tmp_path / "files"), create_or_open(tmp_path / "archive.db")
    kept = [files.put(b"%PDF-1.4 " + name) for name in (b"valid", b"corrupt", b"missing", b"orphaned")]
    for sha256 in kept[:3]:
        db.conn.execute("insert into documents (id, file_sha256) values (?, ?)", (sha256, sha256))
    for sha256, change in ((kept[1], b"%PDF-1.4 corrupted"), (kept[2], None)):
        path = files.path(sha256)
        assert path is not None
        path.chmod(0o644)
        path.unlink() if change is None else path.write_bytes(change)
    assert {file.sha256: file.state for file in check_files(db, files)} == dict(
        zip(kept, ("valid", "corrupt", "missing", "orphaned"), strict=True)
    )
    assert check_database(db) == []
    db.conn.execute("update documents set replaced_by = 'nobody' where id = ?", (kept[0],))
    assert check_database(db) == ["1 rows of documents refer to rows of documents that are not there"]
