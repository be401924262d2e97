"""Two spellings of one name are one body; two bodies of like names stay two."""

from __future__ import annotations

import pytest

from archive.departments import division_code
from archive.naming import department_id
from extract.identity.places import place_of
from extract.identity.titles import same_body

ONE = [
    ("中国共产党许昌市委员会宣传部", "中共许昌市委宣传部"),
    ("中国共产党许昌市纪律检查委员会", "中共许昌市纪委"),
    ("许昌市人民代表大会常务委员会办公室", "许昌市人大常委会办公室"),
    ("中国人民政治协商会议许昌市委员会办公室", "政协许昌市委员会办公室"),
    ("中国共产主义青年团许昌市委员会", "共青团许昌市委"),
    ("中国国民党革命委员会许昌市委员会", "民革许昌市委"),
    ("许昌市残疾人联合会", "许昌市残联"),
]
TWO = [
    ("中共许昌市委宣传部", "中共许昌市委统战部"),
    ("许昌市发展和改革委员会", "许昌市发展和改革委"),
    ("许昌市城乡一体化示范区管理委员会", "许昌市城乡一体化示范区管理委"),
]


@pytest.mark.parametrize(("written", "short"), ONE)
def test_two_spellings_are_one_body_of_one_city(written: str, short: str) -> None:
    assert department_id("411000", written) == department_id("411000", short)
    assert same_body(written, short)
    assert place_of(written) == place_of(short) == ("许昌市", None)
    assert division_code(*place_of(written)) == "411000"


@pytest.mark.parametrize(("one", "other"), TWO)
def test_names_that_are_alike_stay_two(one: str, other: str) -> None:
    assert department_id("411000", one) != department_id("411000", other)
