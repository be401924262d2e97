"""Facts: the YAML of a document, stated or derived, as a `Disclosure`.

facts.load("pds-zwfw-2023").form("revenue").rows
facts.slugs()                                     # every document, sorted
"""

from __future__ import annotations

from functools import cache

from samples.documents import store
from samples.documents.derive import complete
from samples.documents.disclosure import Disclosure, Layout
from samples.documents.store import slugs

__all__ = ["load", "slugs"]


@cache
def load(slug: str) -> Disclosure:
    """One document's facts; forms and narrative are derived when the YAML does not state them."""
    facts = store.read(slug)
    derived = "forms" not in facts
    if derived:
        facts = complete(slug, facts)
    name = facts.get("name", facts["department"])
    narrative = store.sections(facts["narrative"])
    if facts.get("glossary"):
        narrative += store.glossary()
    return Disclosure(
        slug=slug,
        city=facts["city"],
        department=name.partition("（")[0],
        name=name,
        parent=facts["department"] if facts["scope"] == "单位" else "",
        code=facts["code"],
        year=facts["year"],
        stage="预算",
        scope=facts["scope"],
        title=facts["title"],
        file_name=facts["file_name"],
        published_on=facts["published_on"],
        article=facts["article"],
        derived=derived,
        cover=tuple(facts["cover"]),
        contents=tuple((level, text) for level, text in facts["contents"]),
        listed=tuple(facts["listed"]),
        narrative=narrative,
        annex=facts["annex"],
        forms=tuple(store.form_of(form, f"部门名称：{name}") for form in facts["forms"]),
        layout=Layout(**facts.get("layout", {})),
        compact=facts,
    )
