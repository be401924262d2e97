"""Character recognition of page images: set upright, find ruling lines, recognise each cell's lines, set in a grid.

Needs the extra ``ocr`` (rapidocr, with OpenCV and NumPy, and onnxruntime): only ``extract.readers.scan`` imports these
modules, and only when a page has to be recognised.
"""


class MissingError(Exception):
    """RapidOCR, ONNX Runtime or the models are not installed."""
