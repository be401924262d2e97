"""The same disclosure as a Word file, a workbook and a web page yields the same rows as its facts say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from samples.documents import facts
from samples.documents.disclosure import Disclosure
from tests.extract.against_facts import assert_as_stated
from tests.extract.other_formats import as_web_page, as_word, as_workbook

SLUGS = ["pds-zwfw-2023", "xc-zwfw-2024", "xc-kjj-2023"]
FORMATS = {"docx": as_word, "xlsx": as_workbook, "html": as_web_page}


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("written", FORMATS.values(), ids=FORMATS)
def test_every_row_of_every_form(slug: str, written: Callable[[Disclosure], bytes]) -> None:
    one = facts.load(slug)
    assert_as_stated(written(one), one)
