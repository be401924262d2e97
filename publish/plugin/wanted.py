"""What a search asks for by its name: a form, a common question, or a form of the departments that it names as well.

水利局 三公 stands in no row of figures, and yet it says which rows are wanted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from archive.search import fts_table, match_query, phrases
from forms.load import form_tables
from publish.plugin.pages import rows
from publish.questions import questions

MOST_FORMS, MOST_DEPARTMENTS = 4, 3
SHORTEST = 2
"""Characters of a word that names something: 局 or 表 stands in every other label."""
YEAR = re.compile(r"(19|20)\d\d年?")


@dataclass(frozen=True)
class Way:
    """A link to what was asked for."""

    url: str
    label: str
    told: str = ""


async def ways(site: Any, query: str) -> list[Way]:
    """Where the forms and questions stand that some words of the query name.

    A year narrows the forms. The words left are of departments: the forms are those of each of them, the latest year
    first; words that are of no department with such a form lead nowhere.
    """
    words = ["".join(phrase.spellings[-1]) for phrase in phrases(query)]
    names = [_plain(name) for name in (*_labels().values(), *(asked.title for asked in questions().values()))]
    named = [word for word in words if len(word) >= SHORTEST and any(word in name for name in names)]
    if not named:
        return []
    forms = [(table, label) for table, label in _labels().items() if _is_named(label, named)][:MOST_FORMS]
    years = [word for word in words if YEAR.fullmatch(word)]
    year = {"year": years[-1][:4]} if years else {}
    bodies = [word for word in words if word not in [*named, *years]]
    if bodies:
        return [way for table, label in forms for way in await _of_bodies(site, table, label, " ".join(bodies), year)]
    asked = [asked for asked in questions().values() if _is_named(asked.title, named) and not year]
    return [
        *(Way(f"/archive/{question.name}", question.title, question.description) for question in asked),
        *(Way(f"/archive/{table}{'?' if year else ''}{urlencode(year)}", label) for table, label in forms),
    ]


async def _of_bodies(site: Any, table: str, label: str, bodies: str, year: dict[str, str]) -> list[Way]:
    index = fts_table("departments")
    found = await rows(
        site,
        f"""select t.id, t.name from "{index}" f join departments t on t.rowid = f.rowid
        where "{index}" match ? and exists (select 1 from "{table}" where department_id = t.id)
        order by f.rank limit ?""",
        [match_query(bodies), MOST_DEPARTMENTS],
    )
    return [
        Way(
            f"/archive/{table}?{urlencode({'department_id': row['id'], **year, '_sort_desc': 'year'})}",
            f"{row['name']}：{label}",
        )
        for row in found
    ]


def _labels() -> dict[str, str]:
    return {table.name: table.label for table in form_tables().values()}


def _is_named(label: str, words: list[str]) -> bool:
    return all(word in _plain(label) for word in words)


def _plain(label: str) -> str:
    """A label as the words of a query are compared: without quotation marks and other signs."""
    return "".join(token for phrase in phrases(label) for token in phrase.spellings[-1])
