"""The byte store: every original under the SHA-256 of its bytes, ``files/ab/abcdef….pdf``.

A name that can be seen is whole: bytes go to a hidden temporary file in the same folder, are flushed to the disk,
and are renamed; the folder is flushed too. Nothing is ever written over with other content. Several threads may
store at once: their flushes then share the disk's work, where one after the other each waits for its own.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from archive.media import extension, media_type

_CHUNK = 1 << 20
PARTIAL = ".part"


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class Files:
    """The originals below one folder, created on the first ``put``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._above = _up_to_existing(folder)
        """What holds the names of the folders that are made here."""
        self._listed: set[Path] = set()
        """Folders of files whose own names are on the disk."""

    def put(self, data: bytes) -> str:
        """Stores the bytes durably and returns their SHA-256; storing the same bytes again changes nothing."""
        sha256 = digest(data)
        folder = self.folder / sha256[:2]
        target = folder / f"{sha256}{extension(media_type(data))}"
        if not (target.exists() and self.hash_of(target) == sha256):
            folder.mkdir(parents=True, exist_ok=True)
            _write(target, data)
        # Also for a file that was there: who renamed it may have been killed, or be another thread, before this step.
        _flush_folder(folder)
        if folder not in self._listed:
            for above in self._above:
                _flush_folder(above)
            self._listed.add(folder)
            self._above = self._above[:1]  # the rest is on the disk now
        return sha256

    def path(self, sha256: str) -> Path | None:
        """Where a file is stored; ``None`` when it is not."""
        try:
            with os.scandir(self.folder / sha256[:2]) as entries:
                return next((Path(entry.path) for entry in entries if entry.name.startswith(f"{sha256}.")), None)
        except FileNotFoundError:
            return None

    def read(self, sha256: str) -> bytes:
        """The bytes of a stored file; ``FileNotFoundError`` names one that is missing."""
        path = self.path(sha256)
        if path is None:
            raise FileNotFoundError(f"{self.folder / sha256[:2] / sha256}: no such stored file")
        return path.read_bytes()

    def stored(self) -> Iterator[Path]:
        """Every file below the folder, left-over partial ones included, in a stable order."""
        if self.folder.is_dir():
            yield from sorted(path for path in self.folder.rglob("*") if path.is_file())

    @staticmethod
    def hash_of(path: Path) -> str:
        """The SHA-256 of a file, read in pieces."""
        running = hashlib.sha256()
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                running.update(chunk)
        return running.hexdigest()


def _write(target: Path, data: bytes) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:12]}-", suffix=PARTIAL, dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o444)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _up_to_existing(folder: Path) -> list[Path]:
    """A folder and those above it, up to the first that is there: what holds the names of folders made below."""
    above = [folder.absolute()]
    while not above[-1].is_dir():
        above.append(above[-1].parent)
    return above


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
