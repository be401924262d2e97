"""Character recognition of page images: set upright, find ruling lines, recognise each cell's lines, set in a grid.

``pageimage`` makes a page of an image from ``rendering``, without seals, set upright by ``straighten``, parted by
``spread`` where two pages lie on it. ``ruling`` finds its cells, ``lettering`` their lines, ``words`` those outside of
cells; ``looks`` has the ``recogniser`` read them, twice where they matter. ``typebox`` makes of that what a text layer
has, ``setting`` the page's lines, prose and grids.

Needs the extra ``ocr`` (rapidocr, with OpenCV and NumPy, and onnxruntime): only ``extract.readers.scan`` imports these
modules, and only when a page has to be recognised.
"""


class MissingError(Exception):
    """RapidOCR, ONNX Runtime or the models are not installed."""
