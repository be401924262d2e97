"""Codes that the archive stores are words on its pages, whichever step wrote them."""

import re
from pathlib import Path

from archive import fetches, ledger, sites
from forms.load import form_tables, read_yaml
from publish.values import listed, value_label

ROOT = Path(__file__).parents[2]
HAN = re.compile(r"[\u4e00-\u9fff]")


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
    kinds = set()
    for path in (ROOT / "extract").rglob("*.py"):
        kinds |= set(re.findall(r'(?:Problem\(|problems\.append\(\(\w+, )\s*"([a-z_]+)"', path.read_text("utf-8")))
    in_words("problems", "kind", kinds | {f"crawl_{outcome}" for outcome in fetches.FAILURES})


def test_every_state_has_a_name() -> None:
    in_words("sites", "state", {sites.FRESH, sites.BLOCKED, sites.GONE, sites.CHANGED, sites.BROKEN, sites.EMPTY})
    in_words("ledger", "state", {ledger.DUE, ledger.FETCHED, ledger.GONE})
    words = {value for name, value in vars(fetches).items() if name.isupper() and isinstance(value, str)}
    in_words("fetches", "outcome", {word for word in words if re.fullmatch("[a-z_]+", word)})


def test_pages_show_the_words_and_data_the_codes(get) -> None:
    page = get("/archive/expenditure").text
    assert "照印" in page
    assert ">printed<" not in page
    assert get("/archive/expenditure.json", _shape="array").json()[0]["reading"] == "printed"
    assert "逐行的合计" not in get("/archive/checks").text
    assert (
        ">有数<" in get("/archive/form_states", state="filled").text
        or "没有符合条件的行" in get("/archive/form_states", state="filled").text
    )
