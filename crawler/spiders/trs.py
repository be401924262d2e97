"""F2, TRS WCM: 驻马店 with its counties, 济源.

Articles ``<YYYYMM>/t<YYYYMMDD>_<id>.html`` or ``t<id>.html`` beside their column; list pages ``index.html``,
``index_1.html`` … counted from zero. Deep pages are at times stubs: one without an article is the end.
"""

from __future__ import annotations

import re

from crawler.lists import ListPage
from crawler.page import Page, in_folder
from crawler.shapes import ARTICLES
from crawler.spiders.base import DisclosureSpider

_PAGER = re.compile(r"createPageHTML\(\s*[\"']?(\d+)[\"']?\s*,\s*[\"']?(\d+)")


class FamilySpider(DisclosureSpider):
    """One site of the system."""

    article = ARTICLES["trs"]
    titles = (".panel-body h3", ".article-title", "h1", "h2")
    dates = (".article-info", ".info", ".time")
    bodies = (".lis_list_part2_content", ".TRS_Editor", ".TRS_UEDITOR", ".con-detail", "div.article", "div.content")

    def next_page(self, page: Page, at: ListPage) -> ListPage | None:
        """The link 下一页; else the next number, up to the total that the pager's script states, if it does."""
        if following := super().next_page(page, at):
            return following
        stated = _PAGER.search(page.text)
        if stated and at.number >= int(stated[1]):
            return None
        return ListPage(in_folder(page.url, f"index_{at.number}.html"), number=at.number + 1, depth=at.depth)
