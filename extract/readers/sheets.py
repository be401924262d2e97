"""Workbooks of other formats (.ods, Excel's XML of 2003, which many sites name .xls), put into .xlsx by LibreOffice."""

from __future__ import annotations

from archive.media import EXCEL_XML, ODS
from archive.media import media_type as media_type_of
from extract.document import Source
from extract.readers import workbook
from extract.readers.office import converted
from extract.readers.packed import refused

MEDIA_TYPES = (ODS, EXCEL_XML)

PACKAGE = "libreoffice-calc-nogui"


def read(data: bytes) -> Source:
    """As ``workbook.read`` of the converted file; unsupported where LibreOffice is not installed."""
    media_type = media_type_of(data)
    stopped = refused(data, media_type, "ODS") if media_type == ODS else None
    if stopped:
        return stopped
    sheets = converted(data, media_type, "xlsx:Calc MS Excel 2007 XML", PACKAGE)
    if isinstance(sheets, Source):
        return sheets
    source = workbook.read(sheets)
    source.media_type = media_type
    return source
