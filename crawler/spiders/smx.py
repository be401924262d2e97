"""F8, 三门峡 and its counties.

Lists ``/<column>/0000/<template>-<page>.html``; articles ``/<column>/61<7 digits>/<id>.html`` to 2024 and
``/<column>/<YYYY>/<M>/<id>.html`` since, or ``/pageView/article.html?…wzid=<id>``.
"""

from __future__ import annotations

import re

from crawler.lists import ListPage
from crawler.page import Page
from crawler.shapes import ARTICLES
from crawler.spiders.base import DisclosureSpider

_NUMBER = re.compile(r"(/0000/\w+-)(\d+)(\.html)$|([?&]pageNum=)(\d+)")


class FamilySpider(DisclosureSpider):
    """One site of the system."""

    article = ARTICLES["smx"]
    titles = (".articleTitle", ".article-title", "h1", "h2")
    dates = (".articleInfo", ".article-info", ".articleTime")
    bodies = (".articleContent", ".articleDetails")

    def next_page(self, page: Page, at: ListPage) -> ListPage | None:
        """The link 下一页, else the next number; a page without articles or a 404 is the end."""
        if following := super().next_page(page, at):
            return following
        if not _NUMBER.search(page.url):
            return None
        url = _NUMBER.sub(
            lambda found: f"{found[1]}{int(found[2]) + 1}{found[3]}" if found[1] else f"{found[4]}{int(found[5]) + 1}",
            page.url,
        )
        return ListPage(url, number=at.number + 1, depth=at.depth)
