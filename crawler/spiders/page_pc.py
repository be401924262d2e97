"""F4, ``sitesources/<site>/page_pc``: 周口 and most of its counties, 新乡 and some of its counties.

Articles ``article<32 hex>.html``; list pages ``index.html`` or ``list1.html``, then ``list2.html`` … Some columns are
dynamic: ``/template/viewList?page=<n>&catalogId=<32 hex>``.
"""

from __future__ import annotations

import re

from crawler.lists import Listing, ListPage
from crawler.page import Page, in_folder
from crawler.shapes import ARTICLES
from crawler.spiders.base import DisclosureSpider

_DYNAMIC = re.compile(r"\bcatalogId\b\W{1,12}(?:value\W{1,4})?([0-9a-fA-F]{32})\b")
_PAGE = re.compile(r"([?&]page=)(\d+)")


class FamilySpider(DisclosureSpider):
    """One site of the system."""

    article = ARTICLES["page_pc"]
    titles = (".cms-article-tit", ".hap_xq_tit", "h1")
    dates = (".cms-article-attach", ".hap_xq_data")
    bodies = (".article-detail", "#doZoom", ".hap_xq_content")

    def read_list(self, page: Page, at: ListPage) -> Listing:
        """The list, or the dynamic one that a page without rows asks for."""
        listing = super().read_list(page, at)
        dynamic = _DYNAMIC.search(page.text)
        if not listing.rows and dynamic and "viewList" in page.text and "viewList" not in at.url:
            url = page.absolute(f"/template/viewList?page=1&catalogId={dynamic[1]}")
            listing.next = ListPage(url, number=at.number + 1, series="viewList", depth=at.depth)
            listing.columns, listing.moved_to = [], None
        return listing

    def next_page(self, page: Page, at: ListPage) -> ListPage | None:
        """The next number, up to the total in the list's ``num`` where there is one."""
        if following := super().next_page(page, at):
            return following
        if asked := _PAGE.search(page.url):
            url = _PAGE.sub(rf"\g<1>{int(asked[2]) + 1}", page.url)
            return ListPage(url, number=at.number + 1, series=at.series, depth=at.depth)
        total = page.tree.css("#articleListTable::attr(num)").get("")
        if total.isdigit() and at.number >= int(total):
            return None
        return ListPage(in_folder(page.url, f"list{at.number + 1}.html"), number=at.number + 1, depth=at.depth)
