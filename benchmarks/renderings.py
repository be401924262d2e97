"""How many rows of the sample disclosures come back right when office software and a browser print them.

    python -m benchmarks.renderings [--samples xc-kjj-2023,pds-zwfw-2023] [--kinds web,page] [--tagged] [--keep DIR]

Each sample is written as a web page and as a Word file and printed without ruling lines, in ways of which none is
that of the sample's own PDF; every row is held against the facts that the sample was made from. ``--tagged`` has
the programs write the structure tree into the files too. Needs Chromium and LibreOffice (``soffice``).
"""

from __future__ import annotations

import argparse
import io
import json
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt
from playwright.sync_api import Browser, sync_playwright

from archive.media import PDF
from extract.assemble import assemble
from extract.identity import Hints
from extract.readers import read
from samples.documents import facts
from samples.documents.disclosure import Disclosure
from tests.extract.expected_rows import expected_rows
from tests.extract.other_formats import as_web_page, as_word

SAMPLES = "pds-zwfw-2023,xc-zwfw-2024,xc-kjj-2023"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
A4 = Cm(21), Cm(29.7)
Printed = Callable[[Disclosure, Path, Browser, bool], bytes]
"""(disclosure, a folder to work in, browser, whether tagged) → the PDF."""


def of_word(*, landscape: bool, ruled: bool, points: int) -> Printed:
    """Equal columns, every word at the left and the top of its cell, as Word sets a table that nobody formatted."""

    def printed(disclosure: Disclosure, folder: Path, _browser: Browser, tagged: bool) -> bytes:
        document = docx.Document(io.BytesIO(as_word(disclosure)))
        for section in document.sections:
            section.page_width, section.page_height = reversed(A4) if landscape else A4
            section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
            section.left_margin = section.right_margin = Cm(1.5)
        for table in document.tables:
            table.style = "Table Grid" if ruled else table.style
            for paragraph in (p for row in table.rows for cell in row.cells for p in cell.paragraphs):
                paragraph.paragraph_format.space_after = Pt(0)
                for run in paragraph.runs:
                    run.font.size = Pt(points)
        document.save(str(folder / "printed.docx"))
        return by_office(folder / "printed.docx", "writer_pdf_Export", tagged)

    return printed


def of_web_layout(disclosure: Disclosure, folder: Path, _browser: Browser, tagged: bool) -> bytes:
    """Columns as wide as their words, set to the left, pages cut wherever they end."""
    path = folder / "printed.html"
    style = "table{border-collapse:collapse;font-size:8pt} td{padding:0 4pt} @page{size:A4 landscape}"
    path.write_text(web_page(disclosure, style), encoding="utf-8")
    return by_office(path, "writer_web_pdf_Export", tagged)


def of_browser(style: str, *, landscape: bool = True) -> Printed:
    def printed(disclosure: Disclosure, _folder: Path, browser: Browser, tagged: bool) -> bytes:
        page = browser.new_page()
        page.set_content(web_page(disclosure, style))
        data = page.pdf(format="A4", landscape=landscape, tagged=tagged)
        page.close()
        return data

    return printed


KINDS: dict[str, Printed] = {
    "web": of_web_layout,
    "page": of_word(landscape=True, ruled=False, points=8),
    "narrow": of_word(landscape=False, ruled=False, points=7),
    "ruled": of_word(landscape=False, ruled=True, points=7),
    "centred": of_browser(
        "table{width:100%;font-size:9pt;table-layout:fixed;border-collapse:collapse}td{text-align:center}p{margin:0}"
    ),
    "touching": of_browser("table{font-size:8pt;border-collapse:collapse}", landscape=False),
    "underlined": of_browser(
        "table{font-size:9pt;border-collapse:collapse}td{border-bottom:1px solid #999;padding:3px}p{margin:0}"
    ),
}


def web_page(disclosure: Disclosure, style: str) -> str:
    page = as_web_page(disclosure).decode("gb18030").replace("gb2312", "utf-8").replace(' border="1"', "")
    return page.replace("</head>", f"<style>{style}</style></head>")


def by_office(path: Path, writer: str, tagged: bool) -> bytes:
    home = f"-env:UserInstallation={(path.parent / 'office').as_uri()}"
    kind = f"pdf:{writer}:" + json.dumps({"UseTaggedPDF": {"type": "boolean", "value": str(tagged).lower()}})
    command = ["soffice", home, "--headless", "--convert-to", kind, "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return path.with_suffix(".pdf").read_bytes()


def right(disclosure: Disclosure, data: bytes) -> tuple[int, int, str]:
    """(rows right in every column, rows of the facts, the forms that lack some)."""
    found = assemble(read(data, PDF), Hints()).disclosures
    records = found[0].rows if len(found) == 1 else {}
    good = wanted = 0
    lacking = []
    for table, rows in expected_rows(disclosure).items():
        facts_of = Counter(tuple((name, spelled(row[name])) for name in rows[0]) for row in rows)
        got = Counter(tuple((name, spelled(row.get(name))) for name in rows[0]) for row in records.get(table, []))
        good, wanted = good + (facts_of & got).total(), wanted + len(rows)
        if facts_of - got:
            lacking.append(f"{table} {(facts_of & got).total()}/{len(rows)}")
    return good, wanted, ", ".join(lacking)


def spelled(value: object) -> object:
    return re.sub(r"\s", "", value) if isinstance(value, str) else value


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--samples", default=SAMPLES, help="slugs of samples, separated by commas")
    arguments.add_argument("--kinds", default=",".join(KINDS), help="which of " + ", ".join(KINDS))
    arguments.add_argument("--tagged", action="store_true", help="with the structure tree")
    arguments.add_argument("--keep", type=Path, help="a folder to keep the printed PDFs in")
    given = arguments.parse_args()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for kind in given.kinds.split(","):
            good = wanted = 0
            for slug in given.samples.split(","):
                disclosure = facts.load(slug)
                data = KINDS[kind](disclosure, Path(folder), browser, given.tagged)
                if given.keep:
                    given.keep.mkdir(parents=True, exist_ok=True)
                    (given.keep / f"{slug}.{kind}.pdf").write_bytes(data)
                its_good, its_wanted, lacking = right(disclosure, data)
                good, wanted = good + its_good, wanted + its_wanted
                print(f"  {kind}  {slug}  {its_good} of {its_wanted}  {lacking}", flush=True)
            print(f"{kind}: {good} of {wanted} rows right ({good / max(1, wanted):.1%})", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
