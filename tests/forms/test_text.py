"""Folding printed Chinese: what a line break, a font or a full-width digit did is undone once and for all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.text import clean, fold, item_of, joined, split_ordinal

chinese = st.text(st.sampled_from("收入支出总计一二（）、：“”预算局"), min_size=1, max_size=8)
mixed = st.text(st.sampled_from("收支 \n\t\u3000\u00a0a1２．（(）)：:、⻔⻋⾦其中二十,，\r"), max_size=40)


@given(mixed)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert joined(joined(text)) == joined(text)
    assert fold(fold(text)) == fold(text)
    assert fold(clean(text)) == fold(joined(text)) == fold(text)


@given(st.lists(chinese, min_size=1, max_size=4), st.sampled_from(["\n", " \n", "\n  ", "\r\n", "\u3000\n"]))
def test_a_word_broken_over_lines_is_whole(parts: list[str], break_: str) -> None:
    assert clean(break_.join(parts)) == "".join(parts)


@given(st.lists(chinese, min_size=1, max_size=4))
def test_a_blank_inside_a_cell_is_a_break_too(parts: list[str]) -> None:
    assert joined(" ".join(parts)) == "".join(parts)
    # in prose the blank stays as printed
    assert clean(" ".join(parts)) == " ".join(parts)


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("⻔户⻋辆⻓期⻚⻛⻢", "门户车辆长期页风马"),
        ("⼀般公共预算⽀出", "一般公共预算支出"),
        ("2024\uf98e度\uf90a额", "2024年度金额"),
        ("项目（2020-\n2025年）", "项目（2020-2025年）"),
        ("２０２４年１２月", "2024年12月"),
        ("\ufeff预\u200b算\u00ad数", "预算数"),
        ("PC\n端", "PC端"),
        ("Open\nData", "Open Data"),
        ("≤\n561元/\n人", "≤561元/人"),
        ("Ⅰ\n类", "Ⅰ类"),
        ("（一）  其他", "（一）  其他"),
        (None, ""),
    ],
)
def test_clean(printed: str | None, kept: str) -> None:
    assert clean(printed) == kept


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("一、一般公共预算", ("一", "一般公共预算", False)),
        ("（二十一）住房保障支出", ("二十一", "住房保障支出", False)),
        ("(三十四) 抗疫特别国债安排的支出", ("三十四", "抗疫特别国债安排的支出", False)),
        ("其中：财政拨款", (None, "财政拨款", True)),
        ("其中: 1、财政拨款", ("1", "财政拨款", True)),
        ("（三）国防支出（", ("三", "国防支出", False)),
        ("收入合计：", (None, "收入合计", False)),
        ("1、资金来源：", ("1", "资金来源", False)),
        ("其中", (None, "其中", False)),
        ("2.5万元以下", (None, "2.5万元以下", False)),
        ("三公经费", (None, "三公经费", False)),
    ],
)
def test_item_of_a_label(label: str, expected: tuple[str | None, str, bool]) -> None:
    assert item_of(label) == expected


@given(st.sampled_from(["一", "十", "二十一", "3", "12"]), st.sampled_from(["{}、", "（{}）", "({}) "]), chinese)
def test_an_ordinal_leaves_the_rest_alone(ordinal: str, style: str, rest: str) -> None:
    rest = "其他" + rest
    assert split_ordinal(style.format(ordinal) + rest) == (ordinal, rest)
    assert split_ordinal(rest) == (None, rest)


def test_an_ordinal_drawn_with_radicals() -> None:
    assert item_of("\u2f00、财政拨款收入") == ("一", "财政拨款收入", False)


def test_an_ordinal_in_a_circle() -> None:
    assert item_of("②公务用车购置费") == ("②", "公务用车购置费", False)


@pytest.mark.parametrize(
    ("printed", "whole"),
    [
        ("1,3\n73.\n45", "1,373.45"),
        ("2,46\n86.\n24", "2,4686.24"),
        ("86.\n24", "86.24"),
        ("12\n.5", "12.5"),
        ("完成12\n2. 培训30次", "完成12 2. 培训30次"),
    ],
)
def test_a_number_broken_over_lines_is_whole_and_the_items_of_a_list_stay_apart(printed: str, whole: str) -> None:
    assert joined(printed) == whole


@pytest.mark.parametrize("printed", ["维修 (护)费", "维修 (护) 费", "维修(护) 费"])
def test_a_narrow_bracket_in_the_room_of_a_wide_one_parts_no_word(printed: str) -> None:
    assert joined(printed) == "维修(护)费"
    assert joined("5 (台)") == "5 (台)"
