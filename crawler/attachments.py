"""The files that an article offers: links, embedded viewers, and what they are called.

A link may end in ``.pdf?<token>`` with another token at every visit, may carry an opaque number with the real name in
its title or text, may repeat, and may stand beside links that have nothing to do with the article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from parsel import Selector

from crawler.page import LINKS, Page, squeezed, title_of

ENDINGS = ("pdf", "doc", "docx", "wps", "xls", "xlsx", "et", "zip", "rar", "7z", "ofd", "rtf", "odt", "ods")
ENDING = re.compile(rf"\.({'|'.join(ENDINGS)})$", re.IGNORECASE)
_NAMED = re.compile(rf"\.({'|'.join(ENDINGS)})\s*(?:[（(\[].*)?$", re.IGNORECASE)
_DOWNLOAD = re.compile(r"/(attachment|attach|download|downfile|fileDownload|accessory)s?\b", re.IGNORECASE)
_CALLED = re.compile(r"^\s*[（(【]?附[件表](?!于|在)")
_PAGE = re.compile(r"(\.[sjp]?html?|/)$", re.IGNORECASE)
_VIEWER = re.compile(r"viewer|preview|\.s?html?$", re.IGNORECASE)
_SOURCES = (("a", "href"), ("embed", "src"), ("iframe", "src"), ("object", "data"))
_NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of an article. ``name`` is its key within the article: never the address with its query."""

    name: str
    url: str
    text: str | None
    """What the page calls it."""


@dataclass(slots=True)
class Links:
    """The links of an article, sorted."""

    files: list[Attachment]
    lost: list[Attachment]
    """Links to documents on hosts that are not the site's: not followed, but told."""
    foreign: int
    """Other links that lead away (search engines, counters)."""
    unread: tuple[str, ...] = ()
    """What links to files are called whose scripts do not say where the file is."""


def links_of(
    page: Page, parts: list[Selector], allows: Callable[[str], bool], listed: Iterable[tuple[str, str]] = ()
) -> Links:
    """The documents that these parts of a page link or embed.

    ``allows(url)`` tells whether an address is on the site's own hosts; ``listed`` are (address, name) of files that
    the list has named for this article.
    """
    seen: dict[str, tuple[str, str | None]] = {url: (url, name) for url, name in listed if allows(url)}
    lost: dict[str, Attachment] = {}
    unread: dict[str, None] = {}
    foreign = 0
    for part in parts:
        for tag, attribute in _SOURCES:
            for element in part.css(LINKS if tag == "a" else f"{tag}[{attribute}]"):
                for url, text in _led_to(page, element, element.attrib.get(attribute, "")):
                    if not url and text and (_NAMED.search(squeezed(text)) or _CALLED.search(text)):
                        unread[squeezed(text)] = None
                    if urlsplit(url).scheme not in ("http", "https"):
                        continue
                    if not _is_document(url, text, element):
                        foreign += not allows(url)
                    elif not allows(url):
                        lost.setdefault(url, Attachment(_last(url) or url, url, text))
                    else:
                        place = urlsplit(url)._replace(fragment="")
                        known = seen.get(place.geturl())
                        if known is None or (text and not known[1]):
                            seen[place.geturl()] = (url, text)
    return Links(_named(list(seen.values())), list(lost.values()), foreign, tuple(unread))


def _led_to(page: Page, element: Selector, stated: str) -> list[tuple[str, str | None]]:
    """(address, text) of what an element leads to; some templates put the files of an article into one link, a line
    each, beside a link of its own for each."""
    several = stated.split()
    if len(several) > 1 and all(ENDING.search(part) for part in several):
        return [(page.absolute(part), None) for part in several]
    led = page.link(element) if element.root.tag == "a" else page.absolute(stated)
    return [(_target(led, page), title_of(element) or None)]


def _target(url: str, page: Page) -> str:
    """The file behind a viewer page such as ``viewer.html?file=/x/y.pdf``; any other address as it is."""
    parts = urlsplit(url)
    if _VIEWER.search(parts.path):
        for _, value in parse_qsl(parts.query):
            if value.startswith(("/", "http://", "https://")) and ENDING.search(urlsplit(value).path):
                return page.absolute(value)
    return url


def _is_document(url: str, text: str | None, element: Selector) -> bool:
    parts = urlsplit(url)
    path = unquote(parts.path)
    if ENDING.search(path):
        return True
    values = [value for _, value in parse_qsl(parts.query)]
    named = any(_NAMED.search(squeezed(name)) for name in (text, element.attrib.get("download"), *values) if name)
    if text and _CALLED.search(text) and not _PAGE.search(path):
        return True  # 附件1：预算表, whatever the address looks like
    return named or bool(_DOWNLOAD.search(path) and (parts.query or element.attrib.get("download") is not None))


def _named(found: list[tuple[str, str | None]]) -> list[Attachment]:
    names = [name_of(url, text) for url, text in found]
    attachments: list[Attachment] = []
    taken: set[str] = set()
    for (url, text), wanted in zip(found, names, strict=True):
        path = _path(url)
        if names.count(wanted) > 1 and _last(url) == wanted:
            # Two folders with a file of the same name: the whole path tells them apart. The same path twice is the
            # same file with another token.
            name = (
                path
                if any(_path(other) != path for (other, _), same in zip(found, names, strict=True) if same == wanted)
                else wanted
            )
            if name in taken:
                continue
        else:
            name = _numbered(wanted, taken)
        taken.add(name)
        attachments.append(Attachment(name, url, text))
    return attachments


def _path(url: str) -> str:
    return unquote(urlsplit(url).path).lstrip("/")


def _numbered(name: str, taken: set[str]) -> str:
    number, wanted = 1, name
    while name in taken:
        number += 1
        name = f"{wanted} ({number})"
    return name


def name_of(url: str, text: str | None) -> str:
    """The site's own name of a file: the last part of its path where that names a file, else what the link says."""
    last = _last(url)
    if ENDING.search(last):
        return last[-_NAME_LENGTH:]
    stated = [value for _, value in parse_qsl(urlsplit(url).query) if _NAMED.search(value)]
    return (stated[0].rpartition("/")[2] if stated else text or last or url)[:_NAME_LENGTH]


def _last(url: str) -> str:
    return _path(url).rstrip("/").rpartition("/")[2]
