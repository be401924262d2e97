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


def page_of_archive(data: bytes) -> bytes:
    """The page inside a web archive (.mht, as Word saves it under the name .doc)."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    part: Any = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    payload = None if part is None else part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
