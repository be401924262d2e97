"""What a user names to be looked at: files, folders and documents of the archive."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import click
from sqlite_utils import Database

from archive import pending
from archive.files import Files
from archive.findings import findings
from archive.opening import NoArchiveError, open_existing
from extract import EXTRACTOR
from extract.inspection.inspecting import Drawing
from yusuan.conversion import awaited, converters
from yusuan.ingest import files_in
from yusuan.trial import Drawn, Looked, look_at, look_at_file, stored_ids, unconverted


def looked_at(
    pool: ThreadPoolExecutor, named: Sequence[str], drawn: Drawn, db: Path, files: Files, timeout: float
) -> Iterator[Looked | str]:
    """Every document looked at, or why a file or a member of a container cannot be read."""
    paths = [Path(name) for name in named if Path(name).exists()]
    documents = [name for name in named if not Path(name).exists()]

    def one(path: Path) -> Sequence[Looked | str]:
        try:
            looked = look_at_file(path, drawn, timeout)
        except OSError as error:
            return [f"{path}: {error.strerror}"]
        return [*looked.documents, *looked.refused]

    if documents or not named:
        yield from _stored(pool, documents, drawn, db, files, timeout)
    found = list(files_in(paths))
    yield from (why for _, why in found if why)
    waiting = deque(pool.submit(one, path) for path, why in found if not why)
    while waiting:
        yield from awaited(waiting.popleft())


def _stored(
    pool: ThreadPoolExecutor, documents: Sequence[str], drawn: Drawn, path: Path, files: Files, timeout: float
) -> Iterator[Looked]:
    """Documents of the archive, all when none is named."""
    with closing(_archive(path, documents)) as db:
        due = pending.due(db, EXTRACTOR, documents, everything=True)
        ids = [item.document for item in due] if documents else stored_ids(db)
        waiting = {item.document: pool.submit(look_at, item, files, drawn, timeout) for item in due}
        for document in ids:
            inspected = waiting.pop(document, None)  # an archive's worth of inspections would fill the memory
            inspection = awaited(inspected) if inspected else None
            for found in findings(db, [document]):
                yield found, inspection or unconverted(found)


def only_one(name: str, drawing: Drawing, path: Path, files: Files, timeout: float) -> Looked:
    """The one document that a name stands for; ``click.UsageError`` when it stands for none or for several."""
    if Path(name).is_dir():
        raise click.UsageError(f"{name} is a folder: --report DIR writes a report over its files")
    if not Path(name).exists():
        with closing(_archive(path, [name])) as db:
            _require_one(name, len(pending.due(db, EXTRACTOR, [name], everything=True)))
    with converters(1) as pool:
        seen = list(looked_at(pool, [name], lambda _: drawing, path, files, timeout))
    looked = [item for item in seen if not isinstance(item, str)]
    unread = [item for item in seen if isinstance(item, str)]
    if not looked:
        raise click.ClickException("; ".join(unread) or f"{name}: nothing in it could be kept")
    _require_one(name, len(looked))
    for why in unread:
        click.echo(why, err=True)
    return looked[0]


def _require_one(name: str, documents: int) -> None:
    if documents != 1:
        raise click.UsageError(f"{name} stands for {documents} documents; --report DIR writes a report over several")


def _archive(path: Path, documents: Sequence[str]) -> Database:
    for name in documents:
        if not re.fullmatch(r"[0-9a-f]{1,64}(-\d+)?", name):
            raise click.UsageError(f"{name}: no such file, and no id of a document")
    try:
        return open_existing(path)
    except NoArchiveError as error:
        if documents:
            raise NoArchiveError(f"{documents[0]}: no such file; {error}") from error
        raise
