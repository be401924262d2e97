"""One document converted and drawn in a child process, under the same limits as a conversion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import pypdfium2

from archive.extracted import Extraction
from extract.assemble import assemble
from extract.child import answer, patient
from extract.document import Source
from extract.inspection.annotate import annotated
from extract.inspection.page_image import PageError, draw_page
from extract.inspection.views import TableView
from extract.readers import read
from extract.readers.limits import Limits
from extract.readers.pdffile import PAGED, prepared
from extract.task import Task
from extract.worker import MEMORY, TIMEOUT, in_child, without_result


@dataclass(frozen=True, slots=True)
class Drawing:
    """Which pages of a PDF become images."""

    folder: Path | None = None
    """Where they go, as ``page-003.png``; ``None`` draws none."""
    page: int | None = None
    """The one page to draw, from 1; ``None`` draws every page that has a table."""


@dataclass(slots=True)
class Inspection:
    """What became of one document, and where it can be seen."""

    extraction: Extraction
    views: list[TableView] = field(default_factory=list)
    images: dict[int, Path] = field(default_factory=dict)
    """Page → its image."""
    undrawn: list[str] = field(default_factory=list)
    """Why a page that was asked for has no image, for the user."""


def inspect(task: Task, drawing: Drawing, timeout: float = TIMEOUT, memory: int = MEMORY) -> Inspection:
    """The document as converted now, with its views; images only of a PDF."""
    received = in_child(partial(_run, drawing=drawing), task, timeout, memory)
    return received if isinstance(received, Inspection) else Inspection(without_result(received, task))


def _run(sending: Connection, task: Task, memory: int, seconds: float, *, drawing: Drawing) -> None:
    answer(sending, memory, seconds, lambda: _inspected(task, drawing, patient(sending)))


def _inspected(task: Task, drawing: Drawing, limits: Limits) -> Inspection:
    data = task.path.read_bytes()
    source = read(data, task.media_type, limits=limits)
    extraction = assemble(source, task.hints)
    inspection = Inspection(extraction, annotated(source, extraction))
    if drawing.folder is not None and task.media_type in PAGED and source.pages:
        file = prepared(data)
        data = data if isinstance(file, Source) else file.data
        _draw(inspection, data, source, drawing.folder, [drawing.page] if drawing.page else _pages_with_tables(source))
    return inspection


def _pages_with_tables(source: Source) -> list[int]:
    return [page.number for page in source.pages if page.grids and page.number is not None]


def _draw(inspection: Inspection, data: bytes, source: Source, folder: Path, pages: Sequence[int]) -> None:
    turns = {page.number: page.turn for page in source.pages}
    with pypdfium2.PdfDocument(data) as pdf:
        for number in pages:
            target = folder / f"page-{number:03}.png"
            try:
                views = [view for view in inspection.views if view.page == number]
                draw_page(pdf, number, views, target, turns.get(number, 0.0))
            except PageError as error:
                inspection.undrawn.append(str(error))
            else:
                inspection.images[number] = target
    without_text = {page.number for page in source.pages if not page.lines}
    blank = [number for number in pages if number in without_text]
    inspection.undrawn.extend(f"page {number} has no text that could be read" for number in blank)
