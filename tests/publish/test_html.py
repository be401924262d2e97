"""Every kind of page is valid HTML that a screen reader can find its way through."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
import pytest

from tests.publish.asking import Get
from tests.publish.kinds import pages
from tests.publish.small_archive import Small

HTML = "{http://www.w3.org/1999/xhtml}"
ACCEPTED = {"non-void-element-with-trailing-solidus"}  # <input /> of Datasette: has no effect
FIELDS = ("input", "select", "textarea")
Trees = dict[str, tuple[list[tuple[object, str, object]], Element]]
"""Kind of page → (parse errors, tree)."""


@pytest.fixture(scope="module")
def trees(get: Get, small: Small) -> Trees:
    found = {}
    for kind, address in pages(small).items():
        parser = html5lib.HTMLParser()
        answer = get(address)
        assert answer.status_code in {"SQL that fails": (400,), "not found": (404,)}.get(kind, (200,)), kind
        tree = parser.parse(answer.text)
        found[kind] = ([error for error in parser.errors if error[1] not in ACCEPTED], tree)
    return found


def every(trees: Trees, *names: str) -> Iterator[tuple[str, Element, Element]]:
    for kind, (_, tree) in trees.items():
        for name in names:
            for element in tree.iter(HTML + name):
                yield kind, tree, element


def test_pages_parse_without_an_error(trees: Trees) -> None:
    assert {kind: errors for kind, (errors, _) in trees.items() if errors} == {}


def test_an_id_stands_once_and_what_is_referred_to_is_there(trees: Trees) -> None:
    for kind, (_, tree) in trees.items():
        ids = Counter(element.get("id") for element in tree.iter() if element.get("id") is not None)
        assert {name for name, count in ids.items() if count > 1} == set(), kind
        for element in tree.iter():
            asked = [*(element.get("aria-labelledby") or "").split(), element.get("for")]
            href = element.get("href") or ""
            asked += [href[1:]] if href.startswith("#") else []
            assert set(filter(None, asked)) <= set(ids), (kind, element.attrib)


def test_a_page_has_its_language_title_main_part_and_one_heading(trees: Trees) -> None:
    for kind, (_, tree) in trees.items():
        assert tree.get("lang") == "zh-CN", kind
        assert (tree.findtext(f".//{HTML}title") or "").strip(), kind
        for name in ("main", "h1", "footer"):
            assert len(list(tree.iter(HTML + name))) == 1, (kind, name)
        levels = [int(e.tag[-1]) for e in tree.iter() if e.tag in {f"{HTML}h{n}" for n in range(1, 7)}]
        assert levels[0] == 1, kind
        assert all(after <= before + 1 for before, after in pairwise(levels)), (kind, levels)


def test_every_field_has_a_name(trees: Trees) -> None:
    for kind, tree, field in every(trees, *FIELDS):
        if field.get("type") in ("hidden", "submit"):
            continue
        labels = {label.get("for") for label in tree.iter(HTML + "label")}
        inside = any(field in list(label.iter()) for label in tree.iter(HTML + "label"))
        assert field.get("aria-label") or field.get("id") in labels or inside, (kind, field.attrib)


def test_every_header_of_a_table_says_what_it_heads_and_every_table_what_it_holds(trees: Trees) -> None:
    for kind, _, header in every(trees, "th"):
        assert header.get("scope") in ("col", "row"), (kind, header.attrib)
    for kind, _, table in every(trees, "table"):
        caption = table.find(f"{HTML}caption")
        assert caption is not None, (kind, table.attrib)
        assert "".join(caption.itertext()).strip(), (kind, table.attrib)


def test_every_image_and_link_says_what_it_is(trees: Trees) -> None:
    for kind, _, image in every(trees, "img"):
        assert image.get("alt"), kind
    for kind, _, link in every(trees, "a", "button"):
        assert "".join(link.itertext()).strip() or link.get("aria-label"), (kind, link.attrib)
