"""What share of the numbers that plain pdfplumber finds in tables stands in the grids that are kept.

    python -m benchmarks.coverage [--lost] PDF …

Per document and in all: the numbers of three characters or more in the tables of two rows or more
that ``extract_tables()`` finds with its own settings, and how many of them stand in the grids of
the same page. The grids are what ``source_tables`` holds. A number counts as often as the page prints
it: one that a frame around a table and the cell inside it both hold is still one number.
"""

from __future__ import annotations

import argparse
import io
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pdfplumber

from archive.media import PDF, media_type
from extract.readers import read
from extract.readers.limits import Limits
from forms.text import set_characters

TARGET = 0.995
_NUMBER = re.compile(r"\d[\d,.，．]+\d")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--lost", action="store_true", help="print the numbers that are in no grid, page by page")
    arguments.add_argument("pdf", nargs="+", type=Path)
    given = arguments.parse_args()
    found = kept = below = measured = 0
    for path in given.pdf:
        data = path.read_bytes()
        if media_type(data) != PDF:
            print(f"        -  {path.name}: not a PDF")
            continue
        wanted, lost = coverage(data)
        count, missing = sum(page.total() for page in wanted.values()), sum(page.total() for page in lost.values())
        found, kept, measured = found + count, kept + count - missing, measured + 1
        below += missing > (1 - TARGET) * count
        print(f"{share(count - missing, count)}  {count - missing} of {count}  {path.name}", flush=True)
        for number, page in lost.items() if given.lost else ():
            print(f"           page {number}: {dict(page)}")
    print(f"{share(kept, found)}  {kept} of {found} numbers in all; {below} of {measured} documents under {TARGET:.1%}")


def coverage(data: bytes) -> tuple[dict[int, Counter[str]], dict[int, Counter[str]]]:
    """Page number → the numbers that plain ``extract_tables()`` finds there, and those of them in no grid."""
    wanted, lost = {}, {}
    source = read(data, PDF, limits=Limits(recognition=False))
    grids = {page.number: page.grids for page in source.pages}
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            plain = Counter[str]()
            for table in page.extract_tables():
                if len(table) > 1:
                    plain.update(numbers(text for row in table for text in row))
            plain &= numbers(word["text"] for word in page.extract_words())
            page.close()
            held = numbers(cell.text for grid in grids.get(number, ()) for row in grid.rows for cell in row if cell)
            if plain:
                wanted[number] = plain
            if plain - held:
                lost[number] = plain - held
    return wanted, lost


def numbers(texts: Iterable[str | None]) -> Counter[str]:
    return Counter(found for text in texts for found in _NUMBER.findall(set_characters(text or "")))


def share(part: int, whole: int) -> str:
    return f"{part / whole:8.2%}" if whole else "       -"


if __name__ == "__main__":
    main()
