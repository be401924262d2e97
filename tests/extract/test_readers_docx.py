"""Word files as departments make them, built with python-docx and raw WordprocessingML."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extract.document import Source
from extract.readers.docx import read
from tests.extract.drawing import texts
from tests.extract.other_formats import rewritten

W = nsdecls("w")


def saved(document: Document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def added(body: str) -> Source:
    """The source read from a document whose body is this WordprocessingML."""
    document = docx.Document()
    container = parse_xml(
        f"<w:body {W} {nsdecls('wp', 'a', 'pic', 'r')} "
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"{body}</w:body>"
    )
    for child in list(container):
        document.element.body.insert_element_before(child, "w:sectPr")
    return read(saved(document))


def test_paragraphs_and_tables_come_in_the_order_of_the_body_with_their_merges() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉不读"
    document.add_paragraph("某局2024年度部门预算")
    document.add_paragraph("支出总体情况表")
    document.add_paragraph("单位：万元")
    table = document.add_table(4, 4)
    for row, printed in enumerate(
        [
            ["科目", "", "合计", "其中"],
            ["编码", "名称", "", "基本支出"],
            ["2010301", "行政运行", "783.84", "783.84"],
            ["", "合计", "783.84", "783.84"],
        ]
    ):
        for column, text in enumerate(printed):
            table.cell(row, column).text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(0, 2).merge(table.cell(1, 2))
    document.add_paragraph("注：尾差")
    for cell, text in zip(document.add_table(1, 2).rows[0].cells, ["因公出国", "3.1"], strict=True):
        cell.text = text
    source = read(saved(document))
    page = source.pages[0]
    assert (source.outcome, page.number, source.page_count) == ("ok", None, 0)
    first, second = page.grids
    assert [row[:3] for row in texts(first)] == [
        ["科目", None, "合计"],
        ["编码", "名称", None],
        ["2010301", "行政运行", "783.84"],
        ["", "合计", "783.84"],
    ]
    assert first.merges_known
    assert [line.text for line in first.lead] == ["某局2024年度部门预算", "支出总体情况表", "单位：万元"]
    assert [line.text for line in second.lead] == ["注：尾差"]
    assert [line.text for line in page.prose] == ["某局2024年度部门预算", "支出总体情况表", "单位：万元", "注：尾差"]
    assert page.tokens[2:4] == [["2010301", "行政运行", "783.84", "783.84"], ["合计", "783.84", "783.84"]]


def test_a_table_of_one_filled_cell_is_text_and_a_nested_table_stands_alone() -> None:
    document = docx.Document()
    frame = document.add_table(1, 1).cell(0, 0)
    frame.text = "收入总体情况表"
    inner = frame.add_table(2, 2)
    for index, text in enumerate(["项目", "金额", "事业收入", "12.5"]):
        inner.cell(index // 2, index % 2).text = text
    page = read(saved(document)).pages[0]
    assert [texts(grid) for grid in page.grids] == [[["项目", "金额"], ["事业收入", "12.5"]]]
    assert [line.text for line in page.grids[0].lead] == ["收入总体情况表"]


def test_a_layout_table_keeps_titles_above_their_tables() -> None:
    document = docx.Document()
    outer = document.add_table(4, 2)
    for number in (0, 1):
        outer.cell(2 * number, 0).text = f"2024年表{number}\n单位：元"
        inner = outer.cell(2 * number + 1, 0).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "合计", f"{number}.5"
        outer.cell(2 * number + 1, 1).text = f"第{number}页"
    grids = read(saved(document)).pages[0].grids
    assert [texts(grid) for grid in grids] == [[["合计", "0.5"]], [["合计", "1.5"]]]
    assert [[line.text for line in grid.lead][-2:] for grid in grids] == [
        ["2024年表0", "单位：元"],
        ["2024年表1", "单位：元"],
    ]


def test_what_is_not_printed_is_not_read() -> None:
    source = added("""
      <w:p><w:r><w:t>合计</w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>1.1</w:delText></w:r></w:del>
        <w:ins w:id="2" w:author="a"><w:r><w:t>2.2</w:t></w:r></w:ins>
        <w:moveFrom w:id="3" w:author="a"><w:r><w:t>3.3</w:t></w:r></w:moveFrom>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>4.4</w:t></w:r>
        <w:r><w:instrText>PAGE</w:instrText></w:r></w:p>
      <w:tbl><w:tblPr/><w:tblGrid/>
        <w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc></w:tr>
        <w:tr><w:trPr><w:del w:id="4" w:author="a"/></w:trPr>
          <w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>6</w:t></w:r></w:p></w:tc></w:tr>
        <w:sdt><w:sdtContent><w:tr><w:tc><w:p><w:r><w:t>丙</w:t></w:r></w:p></w:tc>
          <w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>""")
    page = source.pages[0]
    assert [line.text for line in page.prose] == ["合计2.2"]
    assert texts(page.grids[0]) == [["甲", "5"], ["丙", "7"]]


def test_a_table_for_newer_programs_is_read_and_how_a_word_is_pronounced_is_not() -> None:
    source = added("""<mc:AlternateContent><mc:Choice Requires="w14"><w:tbl><w:tblPr/><w:tblGrid/>
        <w:tr><w:tc><w:p><w:r><w:ruby><w:rt><w:r><w:t>jiǎ</w:t></w:r></w:rt>
          <w:rubyBase><w:r><w:t>甲</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p></w:tc>
          <w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc></w:tr></w:tbl></mc:Choice>
      <mc:Fallback><w:p><w:r><w:t>表</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>""")
    assert [texts(grid) for grid in source.pages[0].grids] == [[["甲", "5"]]]
    assert source.pages[0].prose == []


def test_tables_that_are_none_of_words_are_told() -> None:
    office = 'xmlns:o="urn:schemas-microsoft-com:office:office"'
    line = "<w:p><w:r><w:t>{0}</w:t><w:tab/><w:t>{1}</w:t></w:r></w:p>"
    figures = ("工资福利支出", "1,300.92"), ("商品和服务支出", "66.67"), ("资本性支出", "4.8")
    source = added(
        f"""<w:p><w:r><w:object><o:OLEObject {office} ProgID="Excel.Sheet.12" r:id="rId99"/></w:object></w:r></w:p>
      <w:p><w:r><w:object><o:OLEObject {office} ProgID="Equation.3" r:id="rId98"/></w:object></w:r></w:p>
      {"".join(line.format(*row) for row in figures)}"""
    )
    assert source.outcome == "partial"
    assert [problem.kind for problem in source.problems] == ["embedded", "table_lost"]
    assert "1 个" in source.problems[0].message
    assert "3 行" in source.problems[1].message
    assert source.pages[0].tokens == [list(row) for row in figures]


def test_text_boxes_are_read_once_and_rows_may_begin_further_right() -> None:
    source = added("""
      <w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent>
        <mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>
          <w:p><w:r><w:t>单位：元</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice>
        <mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>单位：元</w:t></w:r></w:p></w:txbxContent></w:pict>
        </mc:Fallback></mc:AlternateContent></w:r></w:p>
      <w:tbl><w:tblPr/><w:tblGrid/>
        <w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>
          <w:p><w:r><w:t>金额</w:t></w:r></w:p></w:tc></w:tr>
        <w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>
          <w:tc><w:p><w:r><w:t>6</w:t><w:br/><w:t>00</w:t></w:r></w:p></w:tc>
          <w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc></w:tr></w:tbl>""")
    page = source.pages[0]
    assert [line.text for line in page.prose] == ["正文", "单位：元"]
    assert texts(page.grids[0]) == [["甲", "金额", None], ["", "6\n00", "7"]]


def test_automatic_numbers_are_part_of_the_printed_text() -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(f"""<w:abstractNum {W} w:abstractNumId="91">
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
      <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
      </w:abstractNum>"""),
    )
    numbering.append(parse_xml(f'<w:num {W} w:numId="91"><w:abstractNumId w:val="91"/></w:num>'))
    numbering.append(
        parse_xml(
            f'<w:num {W} w:numId="92"><w:abstractNumId w:val="91"/><w:lvlOverride w:ilvl="0">'
            '<w:startOverride w:val="11"/></w:lvlOverride></w:num>'
        )
    )
    for identity, depth, text in [
        (91, 0, "收入"),
        (91, 1, "本年收入"),
        (91, 1, "上年结转"),
        (91, 0, "支出"),
        (91, 1, "本年支出"),
        (92, 0, "名词解释"),
    ]:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="{identity}"/></w:numPr>'))
    page = read(saved(document)).pages[0]
    assert [line.text for line in page.prose] == [
        "一、收入",
        "（一）本年收入",
        "（二）上年结转",
        "二、支出",
        "（一）本年支出",
        "十一、名词解释",
    ]


def test_hidden_text_and_hidden_rows_are_told() -> None:
    source = added("""
      <w:p><w:r><w:t>合计</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>底稿数4.4</w:t></w:r></w:p>
      <w:tbl><w:tblPr/><w:tblGrid/>
        <w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc></w:tr>
        <w:tr><w:trPr><w:hidden/></w:trPr>
          <w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>6</w:t></w:r></w:p></w:tc></w:tr>
      </w:tbl>""")
    assert texts(source.pages[0].grids[0]) == [["甲", "5"]]
    (problem,) = source.problems
    assert problem.kind == "hidden_text"
    assert "2 处" in problem.message
    assert "底稿数4.4；乙6" in problem.message


def test_text_that_a_style_hides_is_told() -> None:
    document = docx.Document()
    hiding = document.styles.add_style("隐藏", WD_STYLE_TYPE.CHARACTER)
    hiding.font.hidden = True
    paragraph = document.add_paragraph("合计")
    paragraph.add_run("1.1", hiding)
    paragraph.add_run("2.2", hiding).font.hidden = False
    source = read(saved(document))
    assert [line.text for line in source.pages[0].prose] == ["合计2.2"]
    assert [problem.kind for problem in source.problems] == ["hidden_text"]


def test_borders_that_lie_all_but_above_each_other_make_no_column() -> None:
    def row(*spans: tuple[str, int]) -> str:
        cells = (
            f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>'
            for text, span in spans
        )
        return f"<w:tr>{''.join(cells)}</w:tr>"

    widths = "".join(f'<w:gridCol w:w="{width}"/>' for width in (1500, 1, 2000, 40, 2000))
    rows = row(("科目", 1), ("合计", 2), ("基本支出", 2)) + row(("行政运行", 2), ("783.84", 2), ("700", 1))
    source = added(f"<w:tbl><w:tblPr/><w:tblGrid>{widths}</w:tblGrid>{rows}</w:tbl>")
    assert texts(source.pages[0].grids[0]) == [["科目", "合计", "基本支出"], ["行政运行", "783.84", "700"]]


def test_a_table_with_figures_in_the_page_header_is_told() -> None:
    document = docx.Document()
    document.add_paragraph("某局2024年度部门预算")
    document.sections[0].header.add_table(1, 2, docx.shared.Cm(10)).cell(0, 1).text = "783.84"
    source = read(saved(document))
    assert [problem.kind for problem in source.problems] == ["header_table"]


def test_a_web_page_embedded_in_a_word_file_is_read_in_its_place() -> None:
    document = docx.Document()
    page = "<html><body><p>支出总体情况表</p><table><tr><td>项目</td><td>金额</td></tr>"
    page += "<tr><td>合计</td><td>783.84</td></tr></table></body></html>"
    part = Part(PackURI("/word/chunk.htm"), "text/html", page.encode(), document.part.package)
    identity = document.part.relate_to(
        part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
    )
    document.add_paragraph("前")
    document.element.body.insert_element_before(
        parse_xml(f'<w:altChunk {W} {nsdecls("r")} r:id="{identity}"/>'), "w:sectPr"
    )
    document.add_paragraph("后")
    source = read(saved(document))
    assert (source.outcome, source.problems) == ("ok", [])
    assert [line.text for page in source.pages for line in page.prose] == ["前", "支出总体情况表", "后"]
    assert [texts(grid) for page in source.pages for grid in page.grids] == [[["项目", "金额"], ["合计", "783.84"]]]


def test_the_strict_variant_of_the_format_is_read() -> None:
    document = docx.Document()
    for cell, text in zip(document.add_table(1, 2).rows[0].cells, ["合计", "783.84"], strict=True):
        cell.text = text
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(document))) as usual, zipfile.ZipFile(strict, "w") as package:
        for name in usual.namelist():
            part = usual.read(name)
            for kind in (b"wordprocessingml", b"officeDocument", b"drawingml"):
                part = part.replace(
                    b"http://schemas.openxmlformats.org/%b/2006/" % kind, b"http://purl.oclc.org/ooxml/%b/" % kind
                )
            package.writestr(name, part)
    source = read(strict.getvalue())
    assert (source.outcome, texts(source.pages[0].grids[0])) == ("ok", [["合计", "783.84"]])


def picture() -> io.BytesIO:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(b"".join(b"\0" + b"\xff" * 40 for _ in range(30)))
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 30, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )


def test_pictures_that_may_show_a_table_are_handed_on() -> None:
    document = docx.Document()
    document.add_paragraph("支出总体情况表")
    document.add_picture(picture(), width=docx.shared.Cm(15), height=docx.shared.Cm(9))
    document.add_picture(picture(), width=docx.shared.Cm(3), height=docx.shared.Cm(3))
    assert read(saved(document)).pictures == [picture().getvalue()]


BODY = f"<w:document {W}><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>"


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (b"", "malformed"),
        (b"PK\x03\x04 not a zip", "malformed"),
        (rewritten(saved(docx.Document()), "word/document.xml", b"<w:document"), "malformed"),
        (rewritten(saved(docx.Document()), "word/document.xml", b" " * 300_000_000), "too_big"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (saved(docx.Document())[:3000], "malformed"),
    ],
    ids=["empty", "garbage", "broken xml", "bomb", "encrypted", "cut off"],
)
def test_what_cannot_be_read_has_an_outcome_and_a_problem(data: bytes, outcome: str) -> None:
    source = read(data)
    assert (source.outcome, len(source.problems), source.pages) == (outcome, 1, [])


def test_entities_are_not_expanded() -> None:
    body = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname"><!ENTITY b "bbbb">]>' + BODY % "甲&e;&b;乙"
    source = read(rewritten(saved(docx.Document()), "word/document.xml", body.encode()))
    assert "bbbb" not in "".join(line.text for page in source.pages for line in page.lines)
