"""Build the sample PDFs: python -m samples.documents.build [SLUG…] (all when none is named)."""

from __future__ import annotations

import sys
from pathlib import Path

from samples.documents import facts
from samples.documents.setting import pdf

PDFS = Path(__file__).resolve().parent / "pdf"


def path_of(slug: str) -> Path:
    """Where a document's PDF is committed."""
    return PDFS / f"{slug}.pdf"


def main(named: list[str]) -> int:
    """Write each document and print its size; 2 when a slug is unknown."""
    unknown = sorted(set(named) - set(facts.slugs()))
    if unknown:
        print(f"no facts for {', '.join(unknown)}; known: {', '.join(facts.slugs())}", file=sys.stderr)
        return 2
    PDFS.mkdir(exist_ok=True)
    for slug in named or facts.slugs():
        content = pdf(facts.load(slug))
        path_of(slug).write_bytes(content)
        print(f"{slug}.pdf {len(content):,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
