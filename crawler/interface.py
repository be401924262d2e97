"""An article that a site's interface returns as JSON, made the page that the site's script would show."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any

from crawler.attachments import ENDING
from crawler.page import Page, date_in

_TITLES = ("title", "infotitle", "customtitle")
_DATES = ("infodate", "webdate", "showdate", "pubdate", "publishdate")
_CONTENTS = re.compile(r"content|detail|body", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:p|div|a|table|span|br)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"^(?:https?:/)?/\S+$")


def page_of_json(url: str, text: str) -> Page | None:
    """The page of an article from the interface's answer; ``None`` when the answer holds no title.

    JSON may stand in JSON as escaped text, at any depth; field names differ from one deployment to the next.
    """
    said = dict(_said(json.loads(text)))
    title = next((said[name] for name in _TITLES if said.get(name)), None)
    if title is None:
        return None
    published = next((found for name in _DATES if (found := date_in(said.get(name)))), "")
    contents = [value for name, value in said.items() if _CONTENTS.search(name) or _MARKUP.search(value)]
    html = (
        f'<html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{escape(title)}">'
        f'<meta name="PubDate" content="{published}"></head>'
        f'<body><div id="zoom">{"".join(contents)}{"".join(_attachments(json.loads(text)))}</div></body></html>'
    )
    return Page(url, html.encode(), "text/html; charset=utf-8")


def _unwrapped(value: Any) -> Any:
    """A value, with JSON that stands in a string read too."""
    while isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        try:
            value = json.loads(value)
        except ValueError:
            break
    return value


def _said(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text with the name of its field in lower case."""
    value = _unwrapped(value)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _said(inner, str(key).lower())
    elif isinstance(value, list):
        for inner in value:
            yield from _said(inner, name)
    elif isinstance(value, str) and value.strip():
        yield name, value.strip()


def _attachments(value: Any) -> Iterator[str]:
    """A link for each object that names a file and an address."""
    value = _unwrapped(value)
    if isinstance(value, list):
        for inner in value:
            yield from _attachments(inner)
    elif isinstance(value, dict):
        texts = [text.strip() for text in value.values() if isinstance(text, str)]
        name = next((text for text in texts if ENDING.search(text) and not _ADDRESS.match(text)), None)
        address = next((text for text in texts if _ADDRESS.match(text)), None)
        if name and address:
            yield f'<p><a href="{escape(address)}">{escape(name)}</a></p>'
        for inner in value.values():
            yield from _attachments(inner)
