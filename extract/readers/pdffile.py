"""PDF files as they come: cut off, damaged, with the figures in form fields, made readable; OFD files drawn as PDF.

    prepared(data)  →  PdfFile(data=…, problems=[…])  or a Source that says why there is nothing to read

Both readers of a PDF, pdfplumber for its text and PDFium for its images, then open the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
from pypdfium2 import raw

from archive.extracted import Problem
from archive.media import OFD, PDF
from extract.document import Source
from extract.readers.ofd import as_pdf
from extract.readers.packed import AGAIN
from extract.readers.rebuiltpdf import rebuilt

CODE = "(cid:"
"""With this pdfminer begins what stands for a glyph without a character."""
PAGED = (PDF, OFD)
"""Kinds of files that are read as a PDF is."""

_MOST_NAMES = 10
_TEXT_FIELDS = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)
_XFA = (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND)


@dataclass(slots=True)
class PdfFile:
    """A PDF that opens, and what was to be done for it."""

    data: bytes
    problems: list[Problem] = field(default_factory=list)
    media_type: str = PDF
    """Of the file as it came."""
    whole: bool = True
    """False where pages or parts of pages may be missing."""


def prepared(data: bytes) -> PdfFile | Source:
    """The file as it can be read; a Source without pages when it has a password, no page, or is destroyed."""
    if data.startswith(b"PK"):
        return _drawn(data)
    data = data[max(0, data.find(b"%PDF-")) :]
    file = PdfFile(data)
    if max(data.rfind(b"%%EOF"), data.rfind(b"startxref")) < data.rfind(b"endobj"):
        file.whole = False
        file.problems.append(Problem("incomplete", f"PDF 文件不完整（没有结尾），其后的页和内容缺失；{AGAIN}"))
    pdf = _opened(data)
    if isinstance(pdf, Source):
        return pdf
    if pdf is None:
        mended = rebuilt(data)
        pdf = _opened(mended) if mended else None
        if mended is None or not isinstance(pdf, pypdfium2.PdfDocument):
            return _unread("malformed", f"PDF 文件已损坏，读不出任何一页；{AGAIN}")
        file.data = mended
        if file.whole:
            file.whole = False
            file.problems.append(Problem("incomplete", f"PDF 文件内部已损坏，只读出找得到的页；{AGAIN}"))
    with pdf:
        if len(pdf) == 0:
            return _unread("malformed", f"PDF 没有一页；{AGAIN}")
        _told(pdf, file)
        if pdf.get_formtype() == raw.FORMTYPE_ACRO_FORM and _flattened(pdf):
            saved = io.BytesIO()
            pdf.save(saved, flags=raw.FPDF_REMOVE_SECURITY)
            file.data = saved.getvalue()
    return file


def _drawn(data: bytes) -> PdfFile | Source:
    pdf = as_pdf(data)
    if isinstance(pdf, Source):
        return pdf
    drawn, left_out = pdf
    problems: list[Problem] = []
    if left_out:
        problems.append(Problem("picture", f"OFD 文件有 {left_out} 幅图片的格式读不出，其中的文字未读取"))
    return PdfFile(drawn, problems, OFD)


def doubted(source: Source, file: PdfFile) -> Source:
    """The source with a doubt about every page of a damaged file on which characters are lost: figures may be too."""
    for page in source.pages if not file.whole else ():
        if any(CODE in line.text for line in page.lines):
            page.doubt = "codes"
    return source


def noted(source: Source, file: PdfFile) -> Source:
    """The source as read of a prepared file, with what is to be said of the file."""
    if not file.whole and source.outcome == "scanned" and not source.problems:
        return _unread("malformed", f"PDF 文件已损坏，页上没有可读的内容；{AGAIN}")
    source.problems[:0] = file.problems
    source.media_type = file.media_type
    codes = {page.number: sum(line.text.count(CODE) for line in page.lines) for page in source.pages}
    if coded := [number for number, count in codes.items() if number is not None and count]:
        message = f"第 {_listed(coded)} 页有 {sum(codes.values())} 个字只有字形编码，没有字符，以 {CODE}…) 代替"
        source.problems.append(Problem("text_unreadable", message, coded[0]))
    if file.whole:
        return source
    if not any(page.lines for page in source.pages):
        source.outcome = "malformed"  # of a destroyed file pages without anything are left: no scan
    source.outcome = "partial" if source.outcome == "ok" else source.outcome
    blank = [page.number for page in source.pages if page.number is not None and not page.lines]
    if blank:
        source.problems.append(Problem("incomplete", f"第 {_listed(blank)} 页没有内容，可能已随文件缺失", blank[0]))
    return source


def _listed(pages: list[int]) -> str:
    return "、".join(map(str, pages[:_MOST_NAMES])) + (f" 等 {len(pages)}" if len(pages) > _MOST_NAMES else "")


def _unread(outcome: str, message: str) -> Source:
    return Source([], PDF, outcome, [Problem(outcome, message)])


def _opened(data: bytes) -> pypdfium2.PdfDocument | Source | None:
    """``None`` for a file whose structure PDFium cannot find."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            return _unread("encrypted", "PDF 有打开密码，不能读取；请向发布单位索取没有密码的文件")
        return None


def _told(pdf: pypdfium2.PdfDocument, file: PdfFile) -> None:
    """What the file holds besides its pages."""
    names = [pdf.get_attachment(n).get_name() for n in range(pdf.count_attachments())]
    if names:
        listed = "、".join(names[:_MOST_NAMES]) + ("等" if len(names) > _MOST_NAMES else "")
        message = f"PDF 内附 {len(names)} 个文件，未读取，请取出后另行导入：{listed}"
        file.problems.append(Problem("attachments", message))
    if pdf.get_formtype() in _XFA:
        file.problems.append(Problem("form_fields", "PDF 是 XFA 表单，栏中填写的内容未读取；请另存或打印为普通 PDF"))


def _flattened(pdf: pypdfium2.PdfDocument) -> bool:
    """Draws what is filled into form fields onto the pages; whether there was any."""
    pdf.init_forms()
    form = pdf.formenv
    done = False
    for page in pdf:
        filled = any(
            raw.FPDFAnnot_GetFormFieldType(form, annotation) in _TEXT_FIELDS for annotation in _annotations(page)
        )
        done |= filled and raw.FPDFPage_Flatten(page, raw.FLAT_PRINT) == raw.FLATTEN_SUCCESS
    return done


def _annotations(page: pypdfium2.PdfPage) -> Iterator[raw.FPDF_ANNOTATION]:
    for n in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, n)
        if annotation:
            yield annotation
            raw.FPDFPage_CloseAnnot(annotation)
