"""The rules of ``titles.yml`` against the examples that stand beside them."""

from __future__ import annotations

import pytest

from crawler.titles import RULES, is_disclosure, year_of
from forms.declared import read_yaml

EXAMPLES: dict[str, list[str]] = read_yaml(RULES)["examples"]


@pytest.mark.parametrize("title", EXAMPLES["disclosures"])
def test_disclosures_are_recognised(title: str) -> None:
    assert is_disclosure(title)


@pytest.mark.parametrize("title", EXAMPLES["governments"] + EXAMPLES["others"])
def test_everything_else_is_not(title: str) -> None:
    assert not is_disclosure(title)


def test_the_year_a_title_states() -> None:
    titles = "２０２４年度水利局部门预算", "水利局2023年部门预算公开", "部门预算公开（2022）", "部门预算公开"
    assert [year_of(title) for title in titles] == [2024, 2023, 2022, None]
