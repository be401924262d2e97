"""What a web page states beside its text: its title, its pictures, and the page inside a web archive."""

from __future__ import annotations

import base64
import email
import email.policy
import re
from typing import Any

_SPACE = re.compile(r"\s+")
_MARKUP = re.compile(r"</?\w+[^<>]*>")  # some write the heading's line break into the metadata
_DATA_URI = re.compile(r"data:image/[\w.+-]+;base64,\s*(\S+)", re.IGNORECASE)
_SUBJECT = re.compile("预算|决算")
_SITE_SUFFIX = re.compile(r"\s*(?:[_|]|-{1,2}|[–—]{1,2})\s*")
_SHEET = re.compile(rb"""WorksheetSource\s+HRef=["']?[^"'>]*?([\w.]+\.html?)["'/>\s]""", re.IGNORECASE)
"""A sheet in the list that Excel writes into a workbook's first page."""
_TABLE = re.compile(r"(?:<|&lt;|\\u003c)t[dr]\b", re.IGNORECASE)
_AMOUNT = re.compile(r"\d\.\d")
_MANY = 10
_SMALL = 100
"""Pixels: a picture that is stated to be narrower or lower shows no table."""


def title_of(root: Any) -> str | None:
    """The article's title; of several the first that names a budget, without the site's name behind it."""
    stated = [meta.get("content") for meta in root.iter("meta") if (meta.get("name") or "").lower() == "articletitle"]
    stated += ["".join(heading.itertext()) for heading in root.iter("h1")]
    titles = [_SPACE.sub(" ", _MARKUP.sub(" ", text)).strip() for text in stated if text and text.strip()]
    for title in root.iter("title"):
        whole = _SPACE.sub(" ", title.text or "").strip()
        titles += [part for part in _SITE_SUFFIX.split(whole) if _SUBJECT.search(part)][:1] or [whole] * bool(whole)
    return next((title for title in titles if _SUBJECT.search(title)), titles[0] if titles else None)


def pictures_of(block: Any) -> tuple[list[bytes], int]:
    """(the pictures that the article carries in itself, how many stand elsewhere), icons left out."""
    places = [image.get("src") or "" for image in block.iter("img") if _may_show_text(image)]
    inside = [picture for picture in map(_inline, places) if picture]
    return inside, len(places) - len(inside)


def _may_show_text(image: Any) -> bool:
    """False for icons, pictures that are links, and what is stated to be small."""
    if any(parent.tag == "a" for parent in image.iterancestors()) or "icon" in (image.get("src") or "").lower()[:300]:
        return False
    sizes = [image.get(name, "").removesuffix("px") for name in ("width", "height")]
    return not any(size.isdigit() and int(size) < _SMALL for size in sizes)


def _inline(source: str) -> bytes:
    """The picture that a page carries in itself; nothing for one that stands elsewhere."""
    found = _DATA_URI.match(source)
    try:
        return base64.b64decode(found.group(1)) if found else b""
    except ValueError:
        return b""


def pages_of_archive(data: bytes) -> list[bytes]:
    """The page inside a web archive (.mht, as Word saves it under the name .doc); of a workbook saved so the sheets."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    parts: list[Any] = [part for part in message.walk() if part.get_content_type() == "text/html"]
    placed = [(str(part.get("Content-Location", "")), payload) for part in parts if (payload := _payload(part))]
    sheets = _SHEET.findall(placed[0][1]) if placed else []
    named = [next((page for place, page in placed if place.endswith(name.decode())), b"") for name in sheets]
    return [page for page in named if page] or [page for _, page in placed[:1]]


def _payload(part: Any) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def shown_by_script(root: Any) -> bool:
    """True for a page that holds its tables as text, for a script to show them."""
    texts = (element.text or "" for element in root.iter("script", "textarea", "template"))
    return any(_TABLE.search(text) and len(_AMOUNT.findall(text)) >= _MANY for text in texts)
