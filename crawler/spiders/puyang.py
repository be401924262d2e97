"""F10, 濮阳: ASP and ``.thtml`` pages in GBK, often without a charset in the header.

Lists ``fwzx.asp?a=lm-16`` (the city's disclosure platform), ``zwxx_list.thtml?cid=…``; articles
``/content/<YYYY>/<id>.html`` or ``fwzx.asp?a=newsview&id=<id>``. A firewall (云锁) may stand before the site: its page
is told as blocked.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.lists import ListPage, total_pages
from crawler.page import Page, words
from crawler.shapes import ARTICLES
from crawler.spiders.base import DisclosureSpider

_OF = re.compile(r"共\s*(\d+)\s*页")


class FamilySpider(DisclosureSpider):
    """The city's site or a bureau's."""

    article = ARTICLES["puyang"]
    titles = (".article-title", ".title", "h1", "h2", "h3")
    dates = (".article-info", ".info", ".date")
    bodies = ("#zoom", ".article-content", ".content", "#content")

    def next_page(self, page: Page, at: ListPage) -> ListPage | None:
        """The link 下一页, else the next ``page`` where the pager states how many there are."""
        if following := super().next_page(page, at):
            return following
        stated = _OF.search(words(page.tree))
        total = int(stated[1]) if stated else total_pages(page, ".page", ".pager", ".pages") or 1
        if at.number >= total:
            return None
        parts = urlsplit(page.url)
        query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "page"]
        return ListPage(
            parts._replace(query=urlencode([*query, ("page", at.number + 1)])).geturl(),
            number=at.number + 1,
            depth=at.depth,
        )
