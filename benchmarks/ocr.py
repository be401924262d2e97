"""How many numbers of rasterised budget tables the recognition of scanned pages gets right.

    python -m benchmarks.ocr [--pages 24] [PDF …]

Pages with tables are drawn as images at 150 and 200 dpi, straight and turned by one degree, and
recognised as a scan would be. The text layer's own tables are the measure: a number counts as
right when the page's tables hold it as often, and as in place when it stands in the same row and
column of the same table.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pypdfium2

from extract.document import Grid, Page
from extract.readers import pdf as pdf_reader
from extract.readers.ocr.pageimage import recognised_pages
from extract.readers.ocr.straighten import rotated
from extract.readers.unruled.pages import UnruledPages
from forms.money import is_number
from forms.text import fold

SAMPLES = Path(__file__).parent.parent / "samples" / "documents" / "pdf"
CONDITIONS = ((150, 0.0), (200, 0.0), (150, 1.0), (200, 1.0))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pages", type=int, default=24, help="pages with tables to measure, spread evenly")
    arguments.add_argument("--errors", action="store_true", help="print the numbers that were got wrong")
    arguments.add_argument("pdf", nargs="*", type=Path, help="PDFs with a text layer (default: the sample documents)")
    arguments.add_argument("--noise", type=float, default=0, help="standard deviation of grey noise, with some blur")
    given = arguments.parse_args()
    pages = list(table_pages(given.pdf or sorted(SAMPLES.glob("*.pdf"))))
    pages = [pages[round(n * (len(pages) - 1) / max(1, given.pages - 1))] for n in range(min(given.pages, len(pages)))]
    for dpi, skew in CONDITIONS:
        printed = right = placed = invented = 0
        seconds = []
        for path, page in pages:
            began = time.perf_counter()
            image = drawn(path, page.number or 1, dpi, skew, given.noise)
            (recognised,) = recognised_pages(image, page.number or 1, dpi, UnruledPages(), _patient)
            seconds.append(time.perf_counter() - began)
            wanted, got = numbers(page.grids), numbers(recognised.grids)
            printed, right = printed + wanted.total(), right + (wanted & got).total()
            invented += (got - wanted).total()
            placed += in_place(page.grids, recognised.grids)
            if given.errors and wanted != got:
                print(f"  {path.name} page {page.number}: lost {dict(wanted - got)}, invented {dict(got - wanted)}")
        print(
            f"{dpi} dpi, {skew:g}°: {right} of {printed} numbers right ({right / max(printed, 1):.2%}), "
            f"{placed} in place ({placed / max(printed, 1):.2%}), {invented} invented; "
            f"{np.median(seconds):.1f} s a page, at most {max(seconds):.1f} s"
        )


def table_pages(paths: list[Path]) -> Iterator[tuple[Path, Page]]:
    for path in paths:
        for page in pdf_reader.read(path.read_bytes()).pages:
            if numbers(page.grids).total() >= 8:
                yield path, page


def _patient() -> None:
    """No page is broken off: how long it takes is part of the result."""


def drawn(
    path: Path,
    number: int,
    dpi: int,
    skew: float,
    noise: float = 0,
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    with pypdfium2.PdfDocument(path) as pdf:
        pixels = pdf[number - 1].render(scale=dpi / 72, grayscale=True).to_numpy()
    grey = np.array(pixels, np.uint8).reshape(pixels.shape[:2])
    if noise:
        grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.8), np.uint8)
        speckled = grey + np.random.default_rng(number).normal(-noise, noise, grey.shape)
        grey = np.asarray(speckled.clip(0, 255), np.uint8)
    # as scanners store pages
    grey = np.asarray(cv2.imdecode(cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, 75])[1], 0), np.uint8)
    return rotated(grey, skew) if skew else grey


def numbers(grids: list[Grid]) -> Counter[str]:
    texts = (fold(cell.text) for grid in grids for row in grid.rows for cell in row if cell)
    return Counter(text for text in texts if is_number(text))


def in_place(printed: list[Grid], recognised: list[Grid]) -> int:
    count = 0
    for grid, other in zip(printed, recognised, strict=False):
        for row, same in zip(grid.rows, other.rows, strict=False):
            count += sum(
                bool(a and b and is_number(fold(a.text)) and fold(a.text) == fold(b.text))
                for a, b in zip(row, same, strict=False)
            )
    return count


if __name__ == "__main__":
    main()
