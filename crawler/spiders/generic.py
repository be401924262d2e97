"""F12, whatever other program a county uses: every link whose title announces a disclosure is an article.

Lists go on with 下一页 or with the next number of an address that counts; a page without disclosures leads to the
columns that it names.
"""

from __future__ import annotations

import re

from crawler.columns import is_column
from crawler.lists import Listing, ListPage, Row, next_by_link, rows_by_links
from crawler.page import Page
from crawler.shapes import target
from crawler.spiders.base import DisclosureSpider
from crawler.titles import is_disclosure

_NUMBER = re.compile(r"(?:list|index|page)[-_=]?(\d+)(?=\.\w{3,5}$|&|$)", re.IGNORECASE)


class FamilySpider(DisclosureSpider):
    """One site of an unknown system."""

    article = re.compile(r"^(/.+)$")

    def rows(self, page: Page) -> list[Row]:
        """The links whose titles announce disclosures."""
        rows = rows_by_links(page, self.key_of, self.site.selectors.get("list"))
        return [
            row
            for row in rows
            if is_disclosure(row.title) and not is_column(row.title) and target(row.url) != target(page.url)
        ]

    def next_page(self, page: Page, at: ListPage) -> ListPage | None:
        """The link 下一页; else, where the address counts (``list-1.html``, ``A0305index_1.htm``), the next number."""
        if following := super().next_page(page, at):
            return following
        if not (counted := _NUMBER.search(page.url)):
            return None
        url = f"{page.url[: counted.start(1)]}{int(counted[1]) + 1}{page.url[counted.end(1) :]}"
        return ListPage(url, number=at.number + 1, depth=at.depth)

    def read_list(self, page: Page, at: ListPage) -> Listing:
        """The disclosures of a page; a page of other things may have disclosures after it."""
        listing = super().read_list(page, at)
        following = next_by_link(page)
        if listing.next is None and following and self.site.allows(following):
            listing.next = ListPage(following, number=at.number + 1, depth=at.depth)
            listing.columns = []
        listing.moved_to = None
        return listing
