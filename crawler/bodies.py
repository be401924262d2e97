"""The body of an article: where it stands on the page, and whether it is itself the disclosure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache

from parsel import Selector

from crawler.attachments import ENDING, Attachment
from crawler.page import Page, words
from forms.load import forms
from forms.text import fold

_BODIES = (
    "#zoom",
    "#article_body",
    ".article_body",
    ".TRS_Editor",
    ".TRS_UEDITOR",
    ".article-content",
    ".article-detail",
    ".article-details",
    ".article-box",
    ".news_content_content",
    ".content-wrap",
    ".conTxt",
    ".ewb-article",
    ".articleContent",
    ".articleDetails",
    "div.article",
    "div.text",
    ".pages_content",
    ".newstxt",
    ".content-text",
    "#content",
    ".content",
)
_ATTACHED = re.compile(r"attach|fujian|accessor|annex|appendix|download|(?:^|[-_ ])fj(?:$|[-_ ])", re.IGNORECASE)
_FURNITURE = "//header|//nav|//footer|//aside|//*[@id='header' or @id='footer' or @id='nav']"
_SCRIPT = re.compile(r"<script[^>]*>(.*?)</script>", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(r"<a\s[^<>]*href=[^<>]+>[^<>]*</a>", re.IGNORECASE)
_MIN_ROWS = 4


def parts_of(page: Page, *selectors: str) -> list[Selector]:
    """The article's body, and the boxes of attachments beside it; the page without its furniture if none is known."""
    for selector in (*(s for s in selectors if s), *_BODIES):
        bodies = [body for body in page.tree.css(selector) if words(body) or body.css("a[href], img, iframe, embed")]
        if bodies:
            return bodies + [
                box
                for box in page.tree.xpath("//*[@class or @id]")
                if _ATTACHED.search(f"{box.attrib.get('class', '')} {box.attrib.get('id', '')}")
            ]
    return [whole(page)]


def whole(page: Page) -> Selector:
    """The page without its header, navigation and footer."""
    for furniture in page.tree.xpath(_FURNITURE):
        furniture.drop()
    return page.tree


def scripted(page: Page) -> Selector:
    """The links that a page's scripts write into it (``document.write('<a href=…')``)."""
    scripts = " ".join(_SCRIPT.findall(page.text))
    return Selector(text=f"<html>{' '.join(_LINK.findall(scripts))}</html>", type="html")


def holds_disclosure(parts: Iterable[Selector]) -> bool:
    """Whether a body without attachments is the disclosure: a form's title and a table of several rows stand in it."""
    parts = list(parts)
    rows = max((len(table.css("tr")) for part in parts for table in part.css("table")), default=0)
    if rows < _MIN_ROWS:
        return False
    lines = (fold(line) for part in parts for line in part.xpath(".//text()").getall())
    return any(title.search(line) for line in lines if 4 <= len(line) <= 60 for title in _titles())


def content_hash(title: str, published_on: str | None, parts: Iterable[Selector], files: Iterable[Attachment]) -> str:
    """A checksum of what an article says and offers, which tokens, counters and advertisements do not change."""
    told = [title, published_on or "", *(words(part) for part in parts)]
    told += [f"{file.name}\t{file.text or ''}" for file in files]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def page_hash(data: bytes) -> str:
    """A checksum of a page kept as a file: its text, cell by cell, the files it links and the pictures it shows, which
    may be its tables. Its markup does not change it, nor do tokens in addresses."""
    tree = Page("", data).tree
    linked = (link.partition("?")[0] for link in tree.css("a::attr(href)").getall())
    addresses = [link for link in linked if ENDING.search(link)] + tree.css("img::attr(src)").getall()
    return content_hash("", None, [tree, *tree.css("td, th")], (Attachment(link, link, None) for link in addresses))


@cache
def _titles() -> tuple[re.Pattern[str], ...]:
    return tuple(pattern for form in forms().values() for pattern in form.titles)
