"""A font of the system that has Chinese characters, found by fontconfig or where systems keep one."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PIL import ImageFont

Font = ImageFont.FreeTypeFont

_KNOWN = (
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/STHeiti Light.ttc",
    "/System/Library/Fonts/Hiragino Sans GB.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
)


@cache
def chinese_font(size: int) -> Font | None:
    """A font of that size in pixels which draws 预算; ``None`` where the system has none."""
    for path, index in _candidates():
        try:
            font = ImageFont.truetype(path, size, index)
        except OSError:
            continue
        if _draws_chinese(font):
            return font
    return None


@cache
def plain_font(size: int) -> Font:
    """Pillow's own font, which has digits and Latin letters."""
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType")
    return font


def _candidates() -> Iterator[tuple[str, int]]:
    if shutil.which("fc-match"):
        done = subprocess.run(
            ["fc-match", "-f", "%{file}\n%{index}", "sans:lang=zh-cn"],
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
        )
        path, _, index = done.stdout.partition("\n")
        if done.returncode == 0 and path:
            yield path, int(index) if index.isdigit() and int(index) < 1 << 16 else 0
    yield from ((path, 0) for path in _KNOWN if Path(path).is_file())


def _draws_chinese(font: Font) -> bool:
    """fontconfig names its nearest font even when that lacks the characters: they come out as one and the same box."""
    return bytes(font.getmask("预")) != bytes(font.getmask("算"))
