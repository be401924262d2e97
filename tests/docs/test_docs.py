"""The words a newcomer reads, held to the product: commands, links, tables, rules, and the worked examples run."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from crawler import sitefields, sitefile
from forms import columns, load
from forms.load import all_tables
from tests.converted import Converted
from tests.docs import rule_list
from yusuan.main import main

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").rglob("*.md"))]
PAGES = [*WRITTEN, ROOT / "CHANGELOG.md"]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
FLOORS = {package.partition(".")[0] for package in SETTINGS["packages"]}
DICTIONARY = ROOT / "docs" / "data-dictionary.md"

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^\*\*`([^`]+)`\*\*\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CHANGE = re.compile(r"^In `([^`]+)`:\n\n```diff\n-(.*)\n\+(.*)\n```$", re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"(?:^|[\s/`(])yusuan ((?:[a-z]+)\b[^\n`]*)")


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def verbs(group: click.Group = main, above: str = "") -> dict[str, click.Command]:
    """Every command by its words, those of groups included: ``crawl``, ``sites check``."""
    context = click.Context(group)
    found: dict[str, click.Command] = {}
    for verb in group.list_commands(context):
        command = group.get_command(context, verb)
        assert command is not None
        found[f"{above}{verb}"] = command
        if isinstance(command, click.Group):
            found |= verbs(command, f"{above}{verb} ")
    return found


def options(command: click.Command) -> set[str]:
    with click.Context(command, **main.context_settings) as context:
        return {
            option
            for parameter in command.get_params(context)
            for option in (*parameter.opts, *parameter.secondary_opts)
            if option.startswith("-")
        }


@pytest.mark.parametrize("verb", sorted(verbs()))
def test_every_command_and_option_is_documented(verb: str) -> None:
    told = "\n".join(map(text, WRITTEN))
    named = {option for option in options(verbs()[verb]) if option.startswith("--")} - {"--help"}

    assert f"yusuan {verb}" in told
    assert sorted(option for option in named if not re.search(rf"{option}\b(?!-)", told)) == []


def printed_commands(path: Path) -> Iterator[str]:
    """What the page prints as a yusuan command: lines of its shell blocks, and code in its sentences."""
    for language, block in FENCE.findall(text(path)):
        if language in ("sh", "crontab"):
            for line in block.replace("\\\n", " ").splitlines():
                for found in COMMAND.findall(line):
                    yield re.split(r" #|[|&;]", found)[0]
    for code in re.findall(r"`([^`\n]+)`", FENCE.sub("", text(path))):
        yield from (re.split(r"&&|\|", found)[0] for found in COMMAND.findall(f" {code}"))


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_printed_commands_exist(path: Path) -> None:
    known = verbs()
    for printed in printed_commands(path):
        words = shlex.split(printed)
        verb = next((verb for verb in (" ".join(words[:2]), words[0]) if verb in known), None)
        assert verb is not None, f"yusuan {printed}"
        used = {word.partition("=")[0] for word in words[1:] if word.startswith("-")}
        assert used <= options(known[verb]), f"yusuan {printed}"


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_and_images_lead_somewhere(path: Path) -> None:
    for target in LINK.findall(FENCE.sub("", text(path))):
        if re.match(r"https?:|#", target):
            continue
        place, _, anchor = unquote(target).partition("#")
        there = (path.parent / place).resolve()
        assert there.exists(), target
        assert there.is_relative_to(ROOT), target
        if anchor:
            assert anchor in anchors(there), target


PLACE = re.compile(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|yml|csv|json))`")


@pytest.mark.parametrize("path", WRITTEN, ids=name)
def test_named_files_are_there(path: Path) -> None:
    made = {place for place, _ in FILE.findall(text(path))}
    named = set(PLACE.findall(FENCE.sub("", text(path)))) - made

    assert sorted(place for place in named if not (ROOT / place).exists()) == []


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text(path)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_pictures_are_real_and_small() -> None:
    pictures = sorted((ROOT / "docs" / "images").iterdir())
    shown = {Path(target).name for path in PAGES for target in LINK.findall(text(path)) if "images/" in target}

    assert {picture.name for picture in pictures} == shown
    assert [picture.name for picture in pictures if not 1_000 < picture.stat().st_size < 300_000] == []


def test_every_table_is_in_the_data_dictionary() -> None:
    told = text(DICTIONARY)

    assert [table for table in all_tables() if f"`{table}`" not in told] == []


def test_every_environment_variable_is_documented() -> None:
    told = "\n".join(map(text, WRITTEN))
    read = {
        variable
        for floor in FLOORS
        for path in (ROOT / floor).rglob("*.py")
        for variable in re.findall(r"YUSUAN_[A-Z_]+", text(path))
    }

    assert {"YUSUAN_DB", "YUSUAN_FILES", "YUSUAN_CONTACT"} <= read
    assert sorted(variable for variable in read if variable not in told) == []


def test_every_folder_is_told_where_things_are() -> None:
    folders = sorted({*FLOORS, "tests", "benchmarks", "docs"})

    for readme in WRITTEN[:2]:
        assert [folder for folder in folders if f"[{folder}/]({folder}/)" not in text(readme)] == []


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("adding-a-site.md", {*sitefile._FIELDS, *sitefields._SELECTORS, *sitefile.FAMILIES}),
        ("adding-a-form.md", load.FORM_FIELDS | load.IDENTITY_FIELDS | columns.COLUMN_FIELDS - {"references"}),
    ],
)
def test_every_field_of_a_declaration_is_documented(page: str, fields: set[str]) -> None:
    told = text(ROOT / "docs" / page)

    assert sorted(field for field in fields if f"`{field}`" not in told) == []


def test_the_list_of_rules_is_what_the_declarations_say() -> None:
    listed = re.search(r"<!-- rules -->\n(.*)<!-- /rules -->", text(ROOT / "docs" / "checks.md"), re.DOTALL)

    assert listed is not None
    assert listed[1].splitlines() == list(rule_list.lines()), "paste what `python tests/docs/rule_list.py` prints"


def test_every_rule_that_is_evaluated_is_listed(converted: Converted) -> None:
    told = text(ROOT / "docs" / "checks.md")

    def listed(rule: str) -> bool:
        kind, _, last = rule.partition(":")
        general = f"{kind}:<metric>" if kind.startswith("narrative") else f"<form>:{last}"
        return f"`{rule}`" in told or f"`{general}`" in told

    rules = [row["rule"] for row in converted.rows("select distinct rule from checks")]
    assert len(rules) > 50
    assert [rule for rule in rules if not listed(rule)] == []


QUERY = re.compile(r"^```sql\n(.*?)^```$(?:\n\n((?:^\|[^\n]*\n)+))?", re.MULTILINE | re.DOTALL)


def shown(rows: list[dict[str, object]]) -> str:
    """Rows as the pages print them."""
    lines = [list(rows[0]), *(row.values() for row in rows)]
    printed = ["| " + " | ".join("" if value is None else str(value) for value in line) + " |\n" for line in lines]
    return "".join([printed[0], "|" + "---|" * len(rows[0]) + "\n", *printed[1:]])


@pytest.mark.parametrize("path", [path for path in PAGES if QUERY.search(text(path))], ids=name)
def test_printed_queries_answer_as_printed_on_the_samples(path: Path, converted: Converted) -> None:
    for query, answer in QUERY.findall(text(path)):
        rows = converted.rows(query)
        assert rows, query
        assert answer in ("", shown(rows)), query


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product and its tests without the sample documents, to carry the worked examples out in."""
    folder = tmp_path_factory.mktemp("tree")
    left_out = shutil.ignore_patterns("__pycache__", "pdf", "*.ttf", "golden")
    for floor in sorted({*FLOORS, "tests"}):
        shutil.copytree(ROOT / floor, folder / floor, ignore=left_out)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.parametrize("page", ["adding-a-site.md", "adding-a-form.md", "adding-a-reader.md"])
def test_the_worked_example_holds(page: str, tree: Path) -> None:
    told = text(ROOT / "docs" / page)
    written = FILE.findall(told)
    for path, content in written:
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text(content, encoding="utf-8")
    for path, before, after in CHANGE.findall(told):
        assert before in text(tree / path), f"{page} shows a line that is not in {path} any more: {before}"
        (tree / path).write_text(text(tree / path).replace(before, after), encoding="utf-8")

    tests = [path for path, _ in written if path.startswith("tests/")]
    assert tests
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
