"""A page of a PDF drawn with what was read from it: frames, marked cells, numbered columns, problem rows.

Chinese labels need a font that has them, and none comes with this program: one of the system is
taken. Where there is none the image still shows everything by number and colour, and the page
written beside it (``report``) tells what they mean, in the browser's own font.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from extract.document import Box
from extract.inspection.lettering import Font, chinese_font, plain_font
from extract.inspection.views import COLOURS, TableView

Colour = tuple[int, int, int]

MAX_SIDE = 2200
"""Pixels of the longer side of the page."""
_DPI = 130
_FRAME, _PROBLEM, _MAPPED, _UNMAPPED = (40, 90, 200), (215, 0, 0), (20, 120, 60), (200, 80, 0)
_SHADE = 80
"""Opacity of a marked cell, of 255: what is printed below stays legible."""
NO_COLUMN = "x"
"""Behind the number of a printed column that has none of ours; Pillow's own font has no ×."""
_LEGEND = 430
_TEXT = 15


class PageError(ValueError):
    """A page that cannot be drawn; the message is for the user."""


def draw_page(
    pdf: pypdfium2.PdfDocument, number: int, views: Sequence[TableView], target: Path, turn: float = 0.0
) -> None:
    """Writes page ``number`` (from 1) with the views of its grids as a PNG, turned as it was read.

    ``PageError`` when the document has no such page or it cannot be drawn.
    """
    image, scale = _rendered(pdf, number)
    image = _turned(image, turn)
    shade = Image.new("RGBA", image.size, (0, 0, 0, 0))
    _shaded(ImageDraw.Draw(shade), views, scale)
    image = Image.alpha_composite(image, shade)
    _outlined(ImageDraw.Draw(image), views, scale)
    font = chinese_font(_TEXT)
    if font is not None and views:
        image = _with_legend(image, views, font)
    target.parent.mkdir(parents=True, exist_ok=True)
    # 128 colours keep the drawing whole at a third of the bytes
    image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(target, optimize=True)


def _rendered(pdf: pypdfium2.PdfDocument, number: int) -> tuple[Image.Image, float]:
    """(the page as pixels, pixels a point); the whole media box, which is what boxes are measured on."""
    if not 1 <= number <= len(pdf):
        raise PageError(f"there is no page {number}: the document has {len(pdf)}")
    try:
        page = pdf[number - 1]
        page.set_cropbox(*page.get_mediabox())
        scale = min(_DPI / 72, MAX_SIDE / max(*page.get_size(), 1))
        image: Image.Image = page.render(scale=scale).to_pil().convert("RGBA")
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise PageError(f"page {number} cannot be drawn: {error}") from error
    return image, scale


def _turned(image: Image.Image, turn: float) -> Image.Image:
    """The page set as its reader turned it: by quarters, and by the little that it lay askew."""
    quarters = round(turn / 90) % 4
    askew = turn - 90 * round(turn / 90)
    if askew:
        image = image.rotate(askew, Image.Resampling.BICUBIC, fillcolor="white")
    return image.rotate(90 * quarters, expand=True) if quarters else image


def _shaded(draw: ImageDraw.ImageDraw, views: Sequence[TableView], scale: float) -> None:
    for view in views:
        for (r, k), mark in view.marks.items():
            cell = view.rows[r][k]
            if cell is not None and cell.box is not None:
                draw.rectangle(_pixels(cell.box, scale), fill=(*COLOURS[mark], _SHADE))


def _outlined(draw: ImageDraw.ImageDraw, views: Sequence[TableView], scale: float) -> None:
    font = plain_font(12)
    for view in views:
        if view.box is None:
            continue
        draw.rectangle(_pixels(view.box, scale), outline=_FRAME, width=3)
        for column in view.columns:
            if column.span is None:
                continue
            colour = _MAPPED if column.label else _UNMAPPED
            left, right, top = column.span[0] * scale, column.span[1] * scale, view.box[1] * scale
            draw.rectangle((left + 1, top - 3, right - 1, top + 1), fill=colour)
            middle = (left + right) / 2
            text = f"{column.number}" if column.label else f"{column.number}{NO_COLUMN}"
            half = draw.textlength(text, font) / 2 + 3
            # on the frame's edge: the unit line above and the header below stay legible
            draw.rectangle((middle - half, top - 8, middle + half, top + 6), fill=colour)
            draw.text((middle, top - 1), text, "white", font, anchor="mm")
        for r in view.problems:
            box = view.row_box(r)
            if box is not None:
                x0, y0, x1, y1 = _pixels(box, scale)
                draw.rectangle((x0, y0, x1, y1), outline=_PROBLEM, width=3)
                draw.rectangle((x0 - 18, y0, x0 - 2, y1), fill=_PROBLEM)
                draw.text((x0 - 10, (y0 + y1) / 2), "!", "white", font, anchor="mm")


def _pixels(box: Box, scale: float) -> tuple[float, float, float, float]:
    return box[0] * scale, box[1] * scale, max(box[2], box[0]) * scale, max(box[3], box[1]) * scale


def _with_legend(image: Image.Image, views: Sequence[TableView], font: Font) -> Image.Image:
    """The page with its legend to the right: nothing that is printed gets covered."""
    lines = list(_legend(views))
    height = max(image.height, 20 + sum(24 * len(_wrapped(text, font)) for text, _, _ in lines))
    whole = Image.new("RGB", (image.width + _LEGEND, height), "white")
    whole.paste(image, (0, 0), image)
    draw = ImageDraw.Draw(whole)
    y = 12
    for text, colour, swatch in lines:
        if swatch is not None:
            draw.rectangle((image.width + 10, y + 2, image.width + 26, y + 18), fill=swatch)
        for part in _wrapped(text, font):
            draw.text((image.width + 34, y), part, colour, font)
            y += 24
    return whole


def _legend(views: Sequence[TableView]) -> list[tuple[str, Colour, Colour | None]]:
    """(text, its colour, colour of the swatch before it)."""
    black = (0, 0, 0)
    lines: list[tuple[str, Colour, Colour | None]] = []
    for view in views:
        unit = f"（{view.unit}）" if view.unit else ""
        lines.append((f"表 {view.number}：{view.form or '未识别的表'}{unit}", _FRAME, _FRAME))
        for column in view.columns:
            if column.span is None:
                continue
            if column.label:
                lines.append((f"{column.number}  {column.label}", black, _MAPPED))
            else:
                said = f"{column.number}{NO_COLUMN}  没有对应的数据列：{column.path or '无表头'}"
                lines.append((said, _UNMAPPED, _UNMAPPED))
        for r, messages in view.problems.items():
            lines.extend((f"第 {r + 1} 行：{message}", _PROBLEM, _PROBLEM) for message in messages)
        lines.append(("", black, None))
    present = {mark for view in views for mark in view.marks.values()}
    for mark, (red, green, blue) in COLOURS.items():
        if mark in present:
            faded = tuple(255 - (255 - value) * _SHADE // 255 for value in (red, green, blue))
            lines.append((mark, black, (faded[0], faded[1], faded[2])))
    return lines


def _wrapped(text: str, font: Font) -> list[str]:
    """The text in lines that fit beside the page."""
    lines = [""]
    for character in text:
        if font.getlength(lines[-1] + character) > _LEGEND - 44:
            lines.append("")
        lines[-1] += character
    return lines
