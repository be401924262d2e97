"""Codes that the archive stores are words on its pages, whichever step wrote them."""

import ast
import re
from pathlib import Path

from archive import fetches, ledger, media, resting, sites, vanished
from forms.declared import read_yaml
from forms.load import form_tables
from publish.values import listed, value_label
from tests.publish.asking import Get

ROOT = Path(__file__).parents[2]
HAN = re.compile(r"[\u4e00-\u9fff]")
CODE = re.compile(r"(\{\w+\}_)?[a-z]+(_[a-z]+)*(_\{\w+\})?")
SENTENCE = re.compile(r"[^^$|]*[\u4e00-\u9fff]{3}[^^$|]*")
WRITES_PROBLEMS = re.compile(r"(^|\.)(Problem|Refusal|_problem|_problem_row)$|^problems\.record$")


def in_words(table: str, column: str, values: set[str]) -> None:
    assert values
    assert {value for value in values if not HAN.search(value_label(table, column, value))} == set()


def test_every_rule_has_a_name() -> None:
    listed_rules = re.findall(r"^- `([a-z_0-9:]+)` ", (ROOT / "docs" / "checks.md").read_text("utf-8"), re.MULTILINE)
    in_words("checks", "rule", {*listed_rules, *(f"{table}:subtotal" for table in form_tables())})


def test_every_metric_has_the_name_that_the_narrative_gives_it() -> None:
    metrics = read_yaml(ROOT / "extract" / "narrative" / "metrics.yml")["metrics"]
    assert {name: listed()["statements.metric"].get(name) for name in metrics} == {
        name: metric["label"] for name, metric in metrics.items()
    }


def test_every_kind_of_problem_has_a_name() -> None:
    written = set().union(
        *(
            _kinds_written(path)
            for step in ("crawler", "extract", "archive", "yusuan")
            for path in (ROOT / step).rglob("*.py")
        )
    )
    composed = {
        "crawl_{outcome}": {f"crawl_{outcome}" for outcome in fetches.FAILURES},
        "{name}_unknown": {"city_unknown", "department_unknown", "stage_unknown", "year_unknown"},
    }
    assert {kind for kind in written if "{" in kind} == set(composed)
    unread = set(listed()["documents.outcome"]) - {"ok", "partial"}  # told as they are where a reader told nothing
    kinds = {kind for kind in written if "{" not in kind}.union(unread, *composed.values())
    in_words("problems", "kind", kinds)
    assert set(listed()["problems.kind"]) - kinds == set()


def _kinds_written(path: Path) -> set[str]:
    """Kinds of problems in a module: a code given to what writes problems, or in front of its message."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            parts, writes = node.args, WRITES_PROBLEMS.search(ast.unparse(node.func)) is not None
        elif isinstance(node, ast.Tuple):
            parts, writes = node.elts, False
        else:
            continue
        for at, part in enumerate(parts[:4]):
            code = _printed(part)
            if CODE.fullmatch(code) and (writes or _is_message(parts[at + 1 : at + 3])):
                found.add(code)
    return found


def _is_message(parts: list[ast.expr]) -> bool:
    """A sentence, or a page and then a sentence."""
    if parts and not _printed(parts[0]):
        parts = parts[1:]
    return bool(parts) and SENTENCE.fullmatch(_printed(parts[0])) is not None


def _printed(part: ast.expr) -> str:
    """A string as it stands in the source, with the names of what is put into it."""
    if isinstance(part, ast.JoinedStr):
        return "".join(
            f"{{{ast.unparse(piece.value)}}}" if isinstance(piece, ast.FormattedValue) else _printed(piece)
            for piece in part.values
        )
    return part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else ""


def test_every_media_type_has_a_name() -> None:
    types = {value for name, value in vars(media).items() if name.isupper() and isinstance(value, str)}
    assert types - set(listed()["documents.media_type"]) == set()


def test_every_state_has_a_name() -> None:
    in_words("sites", "state", {sites.FRESH, sites.BLOCKED, sites.GONE, sites.CHANGED, sites.BROKEN, sites.EMPTY})
    in_words("ledger", "state", {ledger.DUE, resting.FETCHED, ledger.GONE})
    in_words("ledger", "state", set(fetches.FAILURES))
    in_words("sightings", "gone_why", {vanished.UNLISTED, vanished.UNLINKED, vanished.MISSING})
    in_words("fetches", "kind", {ledger.LIST, ledger.ARTICLE, ledger.FILE, ledger.MEMBER})
    words = {value for name, value in vars(fetches).items() if name.isupper() and isinstance(value, str)}
    in_words("fetches", "outcome", {word for word in words if re.fullmatch("[a-z_]+", word)})


def test_pages_show_the_words_and_data_the_codes(get: Get) -> None:
    page = get("/archive/expenditure").text
    assert "照印" in page
    assert ">printed<" not in page
    assert get("/archive/expenditure.json", _shape="array").json()[0]["reading"] == "printed"
    assert "逐行的合计" not in get("/archive/checks").text
    assert (
        ">有数<" in get("/archive/form_states", state="filled").text
        or "没有符合条件的行" in get("/archive/form_states", state="filled").text
    )
