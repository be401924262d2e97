"""What the narrative says of one function, held against the forms that can be meant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.collected import Seen, keep
from archive.extractions import write
from archive.files import Files
from archive.opening import create_or_open
from check.run import run
from extract.assemble import assemble
from extract.identity import Hints
from extract.readers.text import read

SENTENCE = "1.“一般公共服务支出（类）群众团体事务（款）一般行政管理事务（项）”科目{women}万元，主要用于妇女工作。"
FORMS = """
鹤壁市妇联2024年度部门预算

第二部分 2024年度部门预算情况说明

五、一般公共预算支出预算情况说明

2024年一般公共预算支出预算8万元。
{sentence}

一般公共预算支出情况表

部门名称：鹤壁市妇联

单位：万元

| 科目编码 | | | 科目名称 | 合计 | 基本支出 | 项目支出 |
|---|---|---|---|---|---|---|
| 类 | 款 | 项 | | | | |
| | | | 合计 | 8 | | 8 |
| 201 | 03 | 02 | 一般行政管理事务 | 5 | | 5 |
| 201 | 29 | 02 | 一般行政管理事务 | 3 | | 3 |
"""


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = create_or_open(tmp_path / "archive.db")
    yield made
    made.close()


def told(db: Database, sentence: str) -> list[tuple[bool, int]]:
    """(passed, what the forms print) of each check of a stated function."""
    files = Files(Path(db.conn.execute("pragma database_list").fetchone()[2]).parent / "files")
    printed = FORMS.format(sentence=sentence)
    (document,) = keep(db, files, printed.encode(), Seen("site", "article", "a.md")).documents
    write(db, document, assemble(read(printed.encode()), Hints()), "1")
    run(db, [document])
    return db.conn.execute(
        "select passed, right_value from checks where rule = 'narrative:function_expenditure'"
    ).fetchall()


def test_an_item_of_a_common_name_is_the_one_of_its_group(db: Database) -> None:
    assert told(db, SENTENCE.format(women=3)) == [(1, 30000)]


def test_and_a_wrong_figure_is_a_finding(db: Database) -> None:
    assert told(db, SENTENCE.format(women=4)) == [(0, 30000)]


def test_an_item_of_a_common_name_alone_is_held_against_nothing(db: Database) -> None:
    assert told(db, "1.一般行政管理事务（项）3万元，主要用于妇女工作。") == []


def test_a_class_is_the_sum_of_its_items(db: Database) -> None:
    assert told(db, "其中：一般公共服务支出8万元，占100%。") == [(1, 80000)]


CLASSES = """
鹤壁市妇联2018年度部门预算

收支总体情况表

部门名称：鹤壁市妇联

单位：万元

| 收入 | | 支出 | |
|---|---|---|---|
| 项目 | 金额 | 项目 | 金额 |
| 一、一般公共预算 | 10 | {first}、一般公共服务支出 | 8 |
| | | {second}、医疗卫生与计划生育支出 | 2 |
| 收入总计 | 10 | 支出总计 | 10 |

支出总体情况表

部门名称：鹤壁市妇联

单位：万元

| 科目编码 | | | 科目名称 | 合计 | 基本支出 | 项目支出 |
|---|---|---|---|---|---|---|
| 类 | 款 | 项 | | | | |
| | | | 合计 | 10 | | 10 |
| 201 | 03 | 02 | 一般行政管理事务 | 8 | | 8 |
| 210 | 11 | 01 | 行政单位医疗 | 2 | | 2 |
"""


@pytest.mark.parametrize(
    ("first", "second", "held"), [("一", "十", [1, 1]), ("二", "三", [1]), ("一", "九", [1, 0])], ids=str
)
def test_numbers_of_classes_are_codes_only_in_the_full_list(
    db: Database, first: str, second: str, held: list[int]
) -> None:
    files = Files(Path(db.conn.execute("pragma database_list").fetchone()[2]).parent / "files")
    printed = CLASSES.format(first=first, second=second)
    (document,) = keep(db, files, printed.encode(), Seen("site", "article", "a.md")).documents
    write(db, document, assemble(read(printed.encode()), Hints()), "1")
    run(db, [document])
    checks = db.conn.execute("select passed from checks where rule = 'class_amounts' order by id").fetchall()
    assert [passed for (passed,) in checks] == held
