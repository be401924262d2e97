"""The shapes of article addresses by which a content management system is told; see ``spiders/<family>.py``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"

# In this order: some shapes are special cases of later ones.
ARTICLES: dict[str, re.Pattern[str]] = {
    "smx": re.compile(r"^/(\d+)/(?:(61\d{7})|(\d{4})/(\d{1,2}))/(\d+)\.html$|^/pageView/article\.html\?.*\bwzid=(\d+)"),
    "dated_path": re.compile(r"^/(\d{4}/\d{2}-\d{2}/\d+)\.html$"),
    "trs": re.compile(r"^/(?:.*/)?((?:\d{6}/)?t\d{8}_\d+|t\d+)\.html$"),
    "siteserver": re.compile(r"/contents/(\d+)/(\d+)\.html$"),
    "page_pc": re.compile(r"/article([0-9a-fA-F]{32})\.html$"),
    "pc_list": re.compile(r"/pc/content/content_(\d{12,20})\.html$"),
    "epoint": re.compile(rf"/\d{{8}}/({UUID})\.html$"),
    "puyang": re.compile(r"^/content/(\d{4}/\d+)\.html$|\.asp\?(?:.*&)?a=newsview&(?:.*&)?id=(\d+)"),
    "content_n": re.compile(r"/content_(\d+)$"),
    "zhengzhou": re.compile(r"/(D[0-9A-Z]+/\d+)\.jhtml$"),
    "jpaas": re.compile(r"^/art/(\d{4}/\d{1,2}/\d{1,2}/art_\w+)\.html$|^/(\w+/\d+/\d+/\d+)/index\.html$"),
}
_HOME = re.compile(r"^(/(index\.\w+)?)?$")
_TELLING = 3
"""So many links of one shape tell a family; fewer may lead to a neighbour's pages."""


def target(url: str) -> str:
    """Path and query of an address, which the shapes are matched with."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def is_home(url: str) -> bool:
    """Whether an address is that of a site's home page."""
    parts = urlsplit(url)
    return bool(_HOME.match(parts.path)) and not parts.query


def matched(shape: re.Pattern[str], url: str) -> re.Match[str] | None:
    """How an article's address has this shape; a session or another addition behind the path does not hide it."""
    return shape.search(target(url)) or shape.search(urlsplit(url).path.partition(";")[0])


def is_of(family: str, url: str) -> bool:
    """Whether an address is an article's of this family; never for a family without a shape of its own."""
    shape = ARTICLES.get(family)
    return bool(shape and matched(shape, url))


def key_by(found: re.Match[str]) -> str:
    """The key of the article whose address a shape has matched: its groups."""
    return "/".join(group for group in found.groups() if group) or found[0]


def key_in_any(url: str) -> str | None:
    """The key that an address has in the family whose shape it is of; ``None`` when it is of none."""
    matches = (matched(shape, url) for shape in ARTICLES.values())
    return next((key_by(found) for found in matches if found), None)


def family_of(urls: Iterable[str]) -> str | None:
    """The family whose article addresses these are; ``None`` when they tell none."""
    counted: Counter[str] = Counter()
    for url in set(urls):
        family = next((name for name, shape in ARTICLES.items() if matched(shape, url)), None)
        if family:
            counted[family] += 1
    best = counted.most_common(1)
    return best[0][0] if best and best[0][1] >= _TELLING else None
