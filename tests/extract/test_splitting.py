"""One file with the budgets of several units: each becomes a disclosure of its own, each number once."""

from __future__ import annotations

import io

import docx
import pypdfium2
import pytest

from archive.media import DOCX, media_type
from extract.assemble import assemble
from extract.identity import Hints
from extract.readers import read
from samples.documents import facts
from samples.documents.build import path_of
from tests.extract.drawing import Frame, Sheet, drawn
from tests.extract.other_formats import as_word
from tests.small_disclosure import text

UNITS = ("xc-kjj-2024-benji", "xc-kjj-2024-zhongxin")


def _bound_together(*slugs: str) -> bytes:
    whole = pypdfium2.PdfDocument.new()
    for slug in slugs:
        part = pypdfium2.PdfDocument(path_of(slug))
        whole.import_pages(part)
        part.close()
    data = io.BytesIO()
    whole.save(data)
    whole.close()
    return data.getvalue()


def test_two_units_in_one_file_are_two_disclosures() -> None:
    alone = [assemble(read(path_of(slug).read_bytes(), "application/pdf"), Hints()).disclosures for slug in UNITS]

    both = assemble(read(_bound_together(*UNITS), "application/pdf"), Hints()).disclosures

    assert [d.keys.department for d in both] == ["许昌市科学技术局", "许昌市科技创新服务中心"]
    assert [d.keys.scope for d in both] == ["单位", "单位"]
    for found, (expected,) in zip(both, alone, strict=True):
        own = ("page", "source_table", "source_row", "unplaced")
        for table, rows in expected.rows.items():
            stripped = [{k: v for k, v in row.items() if k not in own} for row in rows]
            assert [{k: v for k, v in row.items() if k not in own} for row in found.rows[table]] == stripped, table
        assert (found.numbers_printed, found.numbers_captured) == (expected.numbers_printed, expected.numbers_captured)
    pages = [row["page"] for row in both[1].rows["revenue"]]
    assert min(pages) > 22, "pages are counted through the file"


@pytest.mark.parametrize("slug", ["pds-slj-2023", "xc-zwfw-2024"])
def test_one_disclosure_stays_one(slug: str) -> None:
    assert len(assemble(read(path_of(slug).read_bytes(), "application/pdf"), Hints()).disclosures) == 1


def test_a_title_above_its_contents_begins_a_disclosure() -> None:
    forms = [
        ("收支总体情况表", ["收入|<|支出|<", "项目|金额|项目|金额", "收入总计|{}|支出总计|{}"]),
        ("收入总体情况表", ["单位名称|合计|一般公共预算", "合计|{}|{}"]),
        ("支出总体情况表", ["科目名称|合计|基本支出", "合计|{}|{}"]),
    ]
    pages: list[Sheet] = []
    for body, said, figure in (("舞阳县水利局", "部门", "30"), ("舞阳县水利局（本级）", "单位", "20")):
        pages.append([f"{body}2024年{said}预算", "目 录", "一、收支总体情况表", "二、收入总体情况表"])
        for title, rows in forms:
            pages.append([title, "单位：万元", Frame([row.replace("{}", figure) for row in rows])])
    found = assemble(read(drawn(*pages), "application/pdf"), Hints()).disclosures
    assert [(each.keys.department, each.keys.scope) for each in found] == [
        ("舞阳县水利局", "部门"),
        ("舞阳县水利局", "单位"),
    ]
    assert [row["total"] for each in found for row in each.rows["expenditure"]] == [300_000, 200_000]


def _as_text(*parts: str) -> bytes:
    return "\n\n".join(parts).encode()


def _as_word(*slugs: str) -> bytes:
    whole, *others = (docx.Document(io.BytesIO(as_word(facts.load(slug)))) for slug in slugs)
    for other in others:
        for element in list(other.element.body)[:-1]:
            whole.element.body.insert_element_before(element, "w:sectPr")
    data = io.BytesIO()
    whole.save(data)
    return data.getvalue()


def test_two_bodies_in_a_word_file_are_two_disclosures() -> None:
    both = assemble(read(_as_word(*UNITS), DOCX), Hints()).disclosures
    assert [(d.keys.department, d.keys.scope) for d in both] == [
        ("许昌市科学技术局", "单位"),
        ("许昌市科技创新服务中心", "单位"),
    ]
    for found, slug in zip(both, UNITS, strict=True):
        (alone,) = assemble(read(_as_word(slug), DOCX), Hints()).disclosures
        assert found.numbers_printed == alone.numbers_printed > 0
        for table, rows in alone.rows.items():
            own = ("source_table", "unplaced")
            expected = [{k: v for k, v in row.items() if k not in own} for row in rows]
            assert [{k: v for k, v in row.items() if k not in own} for row in found.rows[table]] == expected, table
        assert [problem.kind for problem in found.problems] == [problem.kind for problem in alone.problems]


def test_two_bodies_in_converted_text_are_two_disclosures_with_their_own_numbers() -> None:
    data = _as_text(text("鹤壁市气象局"), text("鹤壁市档案馆", running="10.5", project="3"))
    both = assemble(read(data, media_type(data)), Hints()).disclosures
    assert [(d.keys.department, d.rows["revenue_expenditure"][0]["amount"]) for d in both] == [
        ("鹤壁市气象局", 1505000),
        ("鹤壁市档案馆", 135000),
    ]
    assert [(d.numbers_printed, d.numbers_captured) for d in both] == [(15, 15), (15, 15)]


def test_a_second_body_without_a_title_of_its_own_is_told() -> None:
    second = text("鹤壁市档案馆", running="10.5", project="3")
    data = _as_text(text("鹤壁市气象局"), second[second.index("2024年收支总体情况表") :])
    (found,) = assemble(read(data, media_type(data)), Hints()).disclosures
    told = [problem.message for problem in found.problems if problem.kind == "bodies_several"]
    assert len(told) == 3
    assert all("鹤壁市气象局、鹤壁市档案馆" in message for message in told)
