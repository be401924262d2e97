"""``yusuan extract``: converts what was collected into rows."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import click
from sqlite_utils import Database

from archive import pending, statistics
from archive.extracted import Extraction, Problem
from archive.extractions import write
from archive.files import Files
from archive.opening import open_existing, require_there
from archive.pending import Pending
from extract import EXTRACTOR
from extract.identity import Hints
from extract.task import Task
from extract.worker import TIMEOUT, convert
from yusuan import check
from yusuan.conversion import CORES, awaited, conversion_options, converters
from yusuan.options import archive_options
from yusuan.progress import Progress


@click.command("extract", epilog="Example: yusuan extract --workers 2")
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")
@click.option("--all", "everything", is_flag=True, help="Convert every document again, not only what is new.")
@conversion_options
@archive_options
def command(
    db_path: Path, files_path: Path, documents: Sequence[str], everything: bool, workers: int, timeout: float
) -> None:
    """Convert collected documents into rows of the forms and check them.

    DOCUMENT is a document's id or the beginning of one. Without any, all are converted that the
    present extractor has not converted yet.
    """
    if not all(documents):
        raise click.UsageError("an empty name is no document's id")
    db = open_existing(db_path, read_only=False)
    try:
        outcomes = run(db, Files(files_path), documents, everything=everything, workers=workers, timeout=timeout)
    except pending.UnknownDocumentError as error:
        raise click.UsageError(str(error)) from error
    require_there(db_path)
    click.echo(", ".join(f"{outcome}: {count}" for outcome, count in sorted(outcomes.items())) or "nothing to extract")
    if outcomes["missing file"]:
        raise SystemExit(1)


def run(
    db: Database,
    files: Files,
    documents: Sequence[str] = (),
    *,
    everything: bool = False,
    workers: int = CORES,
    timeout: float = TIMEOUT,
) -> Counter[str]:
    """Converts and checks what is due; counts by outcome.

    Documents are written in the order in which they were first seen, so that a correction meets
    what it corrects. ``missing file`` counts documents whose stored file is not there.
    """
    due = pending.due(db, EXTRACTOR, documents, everything=everything)
    outcomes: Counter[str] = Counter()
    written: list[str] = []
    progress = Progress()
    with converters(workers) as pool:
        for number, (document, extraction) in enumerate(_converted(pool, due, files, timeout, workers * 2), 1):
            outcome = extraction.outcome if extraction else "missing file"
            if extraction is not None:
                written.extend(write(db, document, extraction, EXTRACTOR))
            outcomes[outcome] += 1
            progress.tell(f"extract {number}/{len(due)}  {document[:12]}  {outcome}")
    progress.done()
    check.run(db, documents=[*written, *pending.unchecked(db)])
    statistics.refresh(db)
    return outcomes


def _converted(
    pool: ThreadPoolExecutor, due: Sequence[Pending], files: Files, timeout: float, most: int
) -> Iterator[tuple[str, Extraction | None]]:
    def one(item: Pending) -> Extraction | None:
        path = files.path(item.file_sha256)
        if path is None:
            return None
        hints = Hints(
            city=item.city,
            county=item.county,
            department=item.department,
            year=item.year,
            title=item.title,
            file_name=item.file_name,
            member=item.member,
        )
        try:
            return convert(Task(item.document, path, item.media_type, hints), timeout)
        except OSError as error:
            return Extraction("malformed", item.media_type, problems=[Problem("unreadable", f"文件不能读取：{error}")])

    waiting: deque[Future[Extraction | None]] = deque()
    ahead = iter(due)
    for item in due:  # in order, and never more than a few results ahead of the writer
        waiting.extend(pool.submit(one, next_item) for next_item in islice(ahead, most - len(waiting)))
        yield item.document, awaited(waiting.popleft())
