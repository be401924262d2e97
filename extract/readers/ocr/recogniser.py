"""Text in images, by RapidOCR (PP-OCR models that its wheel carries) on ONNX Runtime; nothing is downloaded."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.readers.ocr import MissingError

Image = NDArray[np.uint8]
"""Rows of grey pixels, 0 black to 255 white."""

PixelBox = tuple[int, int, int, int]
"""x0, top, x1, bottom in pixels."""

_MODEL_HEIGHT, _MODEL_WIDTH = 48, 128
"""Pixels of a line as the model takes it; a longer line is taken wider. Its own 320 is much white for a number."""

_DETECTION_DPI, _DETECTION_SIDE = 140, 2400
"""Finding lines needs less resolution than reading them, and memory by the pixel."""

_THREADS = 2
"""However many processors there are: each thread takes address space, of which a worker has little."""

_BATCH = 48
"""Lines recognised between two looks at the clock."""
_CHINESE = r"[\u4e00-\u9fff“”《》、，。；：（）]"
_YUAN = re.compile(r"(?<=[万千亿：:])π")
"""The one sign of budgets that the model takes for a Greek letter."""
_WIDE = str.maketrans("(),:;", "（），：；")
_BESIDE = re.compile(rf"(?<={_CHINESE})[(),:;]|[(),:;](?={_CHINESE})")
_PAIR = re.compile(r"[(（]([^()（）]*)[)）]")


@cache
def _engine() -> Any:
    try:
        rapidocr, _ = import_module("rapidocr"), import_module("onnxruntime")
    except ImportError as error:
        raise MissingError(str(error)) from error
    models = Path(str(files("rapidocr").joinpath("models")))
    found = {kind: next(iter(sorted(models.glob(f"*_{kind}_*.onnx"))), None) for kind in ("det", "rec")}
    if None in found.values():
        raise MissingError("the wheel of rapidocr carries no models")
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.text_score": 0.0,
            "Global.max_side_len": 4000,
            "Det.model_path": str(found["det"]),
            "Rec.model_path": str(found["rec"]),
            "Rec.rec_batch_num": 1,  # several wide lines of a landscape page at once take more than a worker has
            "Rec.rec_img_shape": [3, _MODEL_HEIGHT, _MODEL_WIDTH],
            "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def detect(image: Image, dpi: float) -> list[PixelBox]:
    """Upright boxes around the lines of text of a page image."""
    height, width = image.shape
    scale = min(1.0, _DETECTION_DPI / dpi, _DETECTION_SIDE / max(image.shape))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    result = _engine()(_coloured(small), use_det=True, use_cls=False, use_rec=False)
    boxes = []
    for points in () if result.boxes is None else result.boxes:
        (left, top), (right, bottom) = points.min(axis=0) / scale, points.max(axis=0) / scale
        box = max(0, int(left)), max(0, int(top)), min(width, int(right) + 1), min(height, int(bottom) + 1)
        if box[0] < box[2] and box[1] < box[3]:
            boxes.append(box)
    return boxes


def recognise(crops: Sequence[Image], check: Callable[[], None]) -> list[tuple[str, float]]:
    """(text, confidence) of each image of one line; ``check`` is called between batches and may raise."""
    # RapidOCR recognises lines of like width together; sorting over the whole page keeps a batch alike
    order = sorted(range(len(crops)), key=lambda index: crops[index].shape[1] / crops[index].shape[0])
    texts: dict[int, tuple[str, float]] = {}
    for chunk in _chunks(order):
        check()
        result = _engine().recognize_txt([_coloured(_enlarged(crops[index])) for index in chunk])
        texts.update(
            (index, (as_printed(text), float(score)))
            for index, text, score in zip(chunk, result.txts, result.scores, strict=True)
        )
    return [texts[index] for index in range(len(crops))]


def _enlarged(crop: Image) -> Image:
    """Small print at the height the model works at: what it would enlarge itself it enlarges less smoothly."""
    height, width = crop.shape
    if height >= _MODEL_HEIGHT:
        return crop
    size = max(1, round(width * _MODEL_HEIGHT / height)), _MODEL_HEIGHT
    return np.asarray(cv2.resize(crop, size, interpolation=cv2.INTER_CUBIC), np.uint8)


def _coloured(grey: Image) -> NDArray[np.uint8]:
    return np.repeat(grey[:, :, np.newaxis], 3, axis=2)


def _chunks(order: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(order), _BATCH):
        yield order[start : start + _BATCH]


def as_printed(text: str) -> str:
    """The text with its signs wide beside Chinese characters: (二）经费 is （二）经费; 1,234 stays."""
    text = _BESIDE.sub(lambda found: found[0].translate(_WIDE), _YUAN.sub("元", text))
    return _PAIR.sub(lambda found: f"（{found[1]}）" if "（" in found[0] or "）" in found[0] else found[0], text)
