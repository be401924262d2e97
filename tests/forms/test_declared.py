"""What is wrong with a declaration is told with its file, and where there is one its line."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from forms import load
from forms.declared import DeclarationError, read_yaml

FORM = """\
table: loans
number: 99
label: 债务表
description: 债务。
titles: ['债务表']
shape: list
columns:
  item: {type: text, label: 项目, meaning: 名称, headers: ['^项目$']}
identities:
  - {rule: sum_details, label: 各项之和等于合计}
"""


@pytest.fixture
def statutory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the declarations, to which a form is added."""
    shutil.copytree(load.HERE, tmp_path / "forms", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    monkeypatch.setattr(load, "HERE", tmp_path / "forms")
    _forget()
    yield tmp_path / "forms" / "statutory"
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    for loaded in (load._statutory, load.forms, load.form_tables, load.table_identities):
        loaded.cache_clear()


def test_the_form_is_sound_as_it_stands(statutory: Path) -> None:
    (statutory / "loans.yml").write_text(FORM, encoding="utf-8")
    assert [column.name for column in load.form_tables()["loans"].columns if column.label == "项目"] == ["item"]
    assert load.forms()["loans"].yields == ("loans",)


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ("shape: list", "shape: list\nnumber: 98", ":7: duplicate key 'number'"),
        ("shape: list", "shapes: list", ":6: unknown field 'shapes'; known fields are claims, "),
        ("shape: list\n", "", ": field 'shape' of 'loans' is missing"),
        ("number: 99\n", "", ": field 'number' of 'loans' is missing"),
        ("rule: sum_details, ", "", ": field 'rule' of '各项之和等于合计' is missing"),
        (
            "'债务表'",
            "'债务(表'",
            ":5: '债务(表' is no regular expression: missing ), unterminated subpattern at position 2",
        ),
        ("'^项目$'", "'项目)'", ":8: '项目)' is no regular expression: unbalanced parenthesis at position 2"),
        ("shape: list", "shape: lists", ":6: unknown shape 'lists'; known are list, two_sided, "),
        ("shape: list", "shape: list\nrows: flats", ":7: unknown rows 'flats'; known are function, "),
        ("rule: sum_details", "rule: sums", ":10: unknown rule 'sums'; known are sum_details, row"),
        ("type: text", "type: words", ": column 'item' needs a known type, a label and a meaning"),
        ("['债务表']", "['债务表'", ":6: not valid YAML"),
        ("table: loans", "table: debts", ":1: the file is named after its table, 'loans'"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(statutory: Path, written: str, instead: str, told: str) -> None:
    path = statutory / "loans.yml"
    assert FORM.count(written) == 1
    path.write_text(FORM.replace(written, instead), encoding="utf-8")
    with pytest.raises(DeclarationError) as error:
        (load.forms(), load.form_tables(), load.table_identities())
    assert str(error.value).startswith(f"{path}{told}")


@pytest.mark.parametrize(("data", "told"), [
    (b"a: 1\nb: \xff", ":2: not UTF-8 text; save the file as UTF-8"),
    (b"- a", ":1: a mapping of fields is expected"),
    (b"", ":1: a mapping of fields is expected"),
])  # fmt: skip
def test_a_file_of_another_kind_is_told(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(data)
    with pytest.raises(DeclarationError) as error:
        read_yaml(path)
    assert str(error.value) == f"{path}{told}"
