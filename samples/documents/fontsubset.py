"""Make the two committed font files from Debian's fonts (needs fonttools; run rarely).

    python -m samples.documents.fontsubset [CJK.ttf LATIN.ttf]

The CJK file keeps GB 2312 level 1, CJK punctuation and every character of the facts, so that
ordinary edits of the facts need no new subset. The Latin file keeps what the CJK font lacks.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
FONTS = HERE.parent / "fonts"
SOURCES = (
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSansCondensed.ttf",
)
LATIN = set(map(chr, range(0x20, 0x7F))) | set("“”‘’·—–…×÷±≤≥°§")


def gb2312_level_one() -> set[str]:
    """The 3755 most used Chinese characters and the symbols of GB 2312 rows 1 to 9."""
    rows = [*range(0xA1, 0xAA), *range(0xB0, 0xD8)]
    pairs = (bytes((high, low)) for high in rows for low in range(0xA1, 0xFF))
    return {char for pair in pairs for char in pair.decode("gb2312", errors="ignore")}


def used_characters() -> set[str]:
    """Every character in the facts and in the generator's own wording."""
    texts = [*(HERE.parent / "facts").rglob("*.*"), *HERE.glob("*.py")]
    return {char for path in texts for char in path.read_text("utf-8") if not char.isspace()}


def write_subset(source: str, target: Path, characters: set[str], family: str) -> None:
    """Subset `source` to `characters` and write it under another family name."""
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True)
    options.drop_tables += ["FFTM", "GSUB", "GPOS", "GDEF", "vhea", "vmtx", "kern"]
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(characters)))
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = family
    font.save(target)


def main(arguments: list[str]) -> None:
    """Write both files; `arguments` may name the two source fonts."""
    cjk, latin = arguments or SOURCES
    write_subset(latin, FONTS / "sample-latin.ttf", LATIN, "SampleLatin")
    write_subset(cjk, FONTS / "sample-cjk.ttf", gb2312_level_one() | used_characters(), "SampleCJK")


if __name__ == "__main__":
    main(sys.argv[1:])
