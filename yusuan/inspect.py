"""``yusuan inspect``: shows what was read from documents, on their pages and in a report."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from archive import pending
from archive.files import Files
from archive.findings import Findings
from archive.media import PDF
from extract.inspection.inspecting import Drawing, Inspection
from extract.inspection.report import entry, write_document, write_report
from extract.worker import TIMEOUT
from publish.values import value_label
from yusuan.conversion import CORES, conversion_options, converters
from yusuan.named import looked_at, only_one
from yusuan.options import archive_options
from yusuan.progress import Progress


@click.command(
    "inspect",
    short_help="Show what was read, on the page.",
    epilog="""\b
Examples:
  yusuan inspect 3e1ac6 --page 12 --out page.png
  yusuan inspect budget.pdf --out seen/
  yusuan inspect --report report/ downloads/
""",
)
@click.argument("named", nargs=-1, metavar="[DOCUMENT|PATH]...")
@click.option("--page", type=click.IntRange(1), help="Only this page of a PDF, as one image.")
@click.option("--out", type=click.Path(path_type=Path), help="The folder to write to, or with --page a .png file.")
@click.option(
    "--report",
    "report_folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write a report over many documents to this folder: those named, or the whole archive.",
)
@conversion_options
@archive_options
def command(
    named: tuple[str, ...],
    page: int | None,
    out: Path | None,
    report_folder: Path | None,
    workers: int,
    timeout: float,
    db_path: Path,
    files_path: Path,
) -> None:
    """Draw tables, headers, columns, row kinds and problem rows onto the pages of a document.

    DOCUMENT is a document's id in the archive or the beginning of one; PATH is a file, or with --report also a folder,
    and is converted without touching the archive. Without --page every page with a table is drawn, and the index.html
    beside the images explains them; of a document without pages it shows the tables themselves.
    """
    if not all(named):
        raise click.UsageError("an empty name is no document and no path")
    if report_folder is not None and (page or out):
        raise click.UsageError("--report takes neither --page nor --out")
    if report_folder is None and len(named) != 1:
        raise click.UsageError("name one document, or write a report over several with --report DIR")
    try:
        if report_folder is not None:
            written = report(named, report_folder, db_path, Files(files_path), workers=workers, timeout=timeout)
        elif page is not None:
            written = page_of(named[0], page, out, db_path, Files(files_path), timeout=timeout)
        else:
            written = pages_of(named[0], out, db_path, Files(files_path), timeout=timeout)
    except pending.UnknownDocumentError as error:
        raise click.UsageError(f"{error}, and no file of that name") from error
    click.echo(written)


def pages_of(name: str, out: Path | None, db: Path, files: Files, *, timeout: float = TIMEOUT) -> Path:
    """Every page with a table drawn, beside the page that explains them, which is returned."""
    folder = out or Path(f"inspect-{Path(name).stem[:40]}")
    if folder.suffix == ".png":
        raise click.UsageError("a .png file holds one page: say which with --page, or name a folder")
    found, inspection = only_one(name, Drawing(folder), db, files, timeout)
    for why in inspection.undrawn:
        click.echo(why, err=True)
    if not inspection.views:
        click.echo(f"{name}: no table was found ({found.outcome})", err=True)
    return write_document(found, inspection, folder, value_label)


def page_of(name: str, page: int, out: Path | None, db: Path, files: Files, *, timeout: float = TIMEOUT) -> Path:
    """One page drawn as a PNG, whose path is returned."""
    with TemporaryDirectory(prefix="yusuan-") as folder:
        found, inspection = only_one(name, Drawing(Path(folder), page), db, files, timeout)
        image = inspection.images.get(page)
        if image is None:
            raise click.ClickException(f"{name}: {_why_undrawn(found, inspection)}")
        for why in inspection.undrawn:
            click.echo(why, err=True)
        if not any(view.page == page for view in inspection.views):
            click.echo(f"no table was found on page {page}", err=True)
        target = out or Path()
        if target.suffix != ".png":
            target = target / f"{Path(name).stem[:40]}-page-{page:03}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(image, target)
    return target


def _why_undrawn(found: Findings, inspection: Inspection) -> str:
    if inspection.undrawn:
        return inspection.undrawn[0]
    if found.media_type != PDF:
        return f"only a PDF has pages to draw, and this is {found.media_type}; without --page its tables are shown"
    return "; ".join(row["message"] for row in found.problems) or "it could not be read"


def report(
    named: Sequence[str], folder: Path, db: Path, files: Files, *, workers: int = CORES, timeout: float = TIMEOUT
) -> Path:
    """Writes the report over the named files and documents, or the whole archive; returns its first page."""
    entries, unread = [], []
    progress = Progress()

    def drawn(document: str) -> Drawing:
        return Drawing(folder / document[:16])

    with converters(workers) as pool:
        for looked in looked_at(pool, named, drawn, db, files, timeout):
            if isinstance(looked, str):
                unread.append(looked)
                progress.tell(looked)
                continue
            found, inspection = looked
            page = write_document(found, inspection, drawn(found.document).folder or folder, value_label)
            entries.append(entry(found, inspection, page, folder))
            progress.tell(f"{len(entries)}  {found.document[:12]}  {found.outcome or 'collected'}  {found.name}")
    progress.done()
    return write_report(entries, folder, unread, value_label)
