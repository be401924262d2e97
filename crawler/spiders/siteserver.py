"""F3, SiteServer CMS: 平顶山 with its bureaus and counties, 原阳.

Columns ``/channels/<id>.html``, from the second page on ``<id>_<n>.html``; articles ``/contents/<channel>/<id>.html``.
"""

from __future__ import annotations

import re

from crawler.lists import ListPage, total_pages
from crawler.page import Page
from crawler.shapes import ARTICLES
from crawler.spiders.base import DisclosureSpider

_COLUMN = re.compile(r"^(.*/channels/\d+?)(?:_\d+)?(\.html)$")


class FamilySpider(DisclosureSpider):
    """One bureau's site."""

    article = ARTICLES["siteserver"]
    titles = (".article-title", ".xxgkTable ~ h1", "h1")
    dates = (".article-info", "div.page-date", ".xxgk-table li")
    bodies = ("div.text", ".article-details", "div.article")

    def next_page(self, page: Page, at: ListPage) -> ListPage | None:
        """The link 下一页; where a template has none, the next number, unless the pager's total says that it ends."""
        if following := super().next_page(page, at):
            return following
        total = total_pages(page, ".page .total", ".page-info", ".public-page-nav")
        column = _COLUMN.match(page.url)
        if not column or (total and at.number >= total):
            return None
        return ListPage(f"{column[1]}_{at.number + 1}{column[2]}", number=at.number + 1, depth=at.depth)
