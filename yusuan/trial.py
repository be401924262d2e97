"""Documents looked at one by one: those of the archive where they are, files on the disk in an archive of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database

from archive import pending
from archive.collected import INGESTED, Seen, keep
from archive.extracted import Extraction
from archive.extractions import write
from archive.filenames import label
from archive.files import Files
from archive.findings import Findings, findings
from archive.opening import create_or_open
from archive.pending import Pending
from extract import EXTRACTOR
from extract.identity import Hints
from extract.inspection.inspecting import Drawing, Inspection, inspect
from extract.task import Task
from yusuan import check

Looked = tuple[Findings, Inspection]
Drawn = Callable[[str], Drawing]
"""Document's id → what is to be drawn of it."""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What came of one file."""

    documents: list[Looked]
    refused: list[str]
    """Why a member of a container became no document."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One file kept in a temporary archive: alone, so that no other document's rows replace or complete its own."""

    db: Database
    files: Files
    due: list[Pending]
    """The document in the file; of a container, its members."""

    def findings(self) -> list[Findings]:
        """Of every document in the file, those that cannot be converted too."""
        return findings(self.db, stored_ids(self.db))

    def refused(self) -> list[str]:
        """Why members of the container that the file is became no documents; empty for any other file."""
        kept = self.db.conn.execute("select message from problems where document is null order by id")
        return [message for (message,) in kept]


@contextmanager
def trial(path: Path) -> Iterator[Trial]:
    """Keeps one file from the disk in an archive that is thrown away; ``OSError`` when it cannot be read."""
    data = path.read_bytes()
    with TemporaryDirectory(prefix="yusuan-") as folder:
        files = Files(Path(folder) / "files")
        with closing(create_or_open(Path(folder) / "archive.db")) as db:
            keep(db, files, data, Seen(INGESTED, label(path.absolute().parent), label(path.name)))
            yield Trial(db, files, pending.due(db, EXTRACTOR))


def look_at_file(path: Path, drawn: Drawn, timeout: float) -> LookedAt:
    """The documents in one file, converted and checked; ``OSError`` when it cannot be read."""
    with trial(path) as tried:
        inspections = {}
        for item in tried.due:
            inspections[item.document] = look_at(item, tried.files, drawn, timeout)
            write(tried.db, item.document, inspections[item.document].extraction, EXTRACTOR)
        check.run(tried.db)
        looked = [(found, inspections.get(found.document) or unconverted(found)) for found in tried.findings()]
        return LookedAt(looked, [f"{path}: {why}" for why in tried.refused()])


def look_at(item: Pending, files: Files, drawn: Drawn, timeout: float) -> Inspection:
    """A stored document as the present extractor reads it; the archive is not touched."""
    path = files.path(item.file_sha256)
    if path is None:
        missing = Extraction("malformed", item.media_type)
        return Inspection(missing, undrawn=["its stored file is missing: see yusuan verify"])
    hints = Hints(item.city, item.county, item.department, item.year, item.title, item.file_name, item.member)
    return inspect(Task(item.document, path, item.media_type, hints), drawn(item.document), timeout)


def unconverted(found: Findings) -> Inspection:
    """Of a document that failed before it could be converted: its problems say why."""
    return Inspection(Extraction(found.outcome or "unsupported", found.media_type))


def stored_ids(db: Database) -> list[str]:
    """Every document of an archive, further disclosures in one file aside, in the order in which they were kept."""
    kept = db.conn.execute("select id from documents where id = file_sha256 order by first_seen_at, rowid")
    return [document for (document,) in kept]
