"""F1, the unified platform of Henan: the province, 安阳, 洛阳, 南阳, 信阳, 焦作 with their bureaus and counties.

Articles ``/<YYYY>/<MM>-<DD>/<id>.html``; columns are directories. The pager states a number of records on some sites
and of pages on others, and the second page is ``index_1.html`` on some and ``index_2.html`` or ``2.html`` on others:
each is tried, and a page that is missing or repeats an earlier one decides.
"""

from __future__ import annotations

from crawler.lists import ListPage
from crawler.page import Page, in_folder
from crawler.shapes import ARTICLES
from crawler.spiders.base import DisclosureSpider


class FamilySpider(DisclosureSpider):
    """One site of the platform."""

    article = ARTICLES["dated_path"]
    titles = ("#article_header h3", ".newscontent > h1", ".article-title", "h1")
    dates = ("#article_header p.text-center span", ".t_s", ".article-info")
    bodies = (
        "#article_body",
        ".article_body",
        ".mt15.details-box",
        ".newstxt",
        ".conBox",
        ".word",
        ".pages_content",
        "li.wzxqnr",
        ".article-box",
        ".cont",
    )

    def next_page(self, page: Page, at: ListPage) -> ListPage | None:
        """The link 下一页, else the next number, as long as no pager rules out that there is one."""
        if following := super().next_page(page, at):
            return following
        most = self._most_pages(page)
        if most is not None and at.number >= most:
            return None
        if at.series:
            stem, first = at.series.split(" ")
            return self._numbered(page.url, stem, at.number + int(first), at)
        tries = (("index_", 0), ("index_", 1), ("", 1))
        for stem, shift in reversed(tries):
            following = self._numbered(page.url, stem, at.number + shift, at, f"{stem} {shift}", following)
        return following

    def _numbered(
        self, first: str, stem: str, number: int, at: ListPage, series: str = "", or_else: ListPage | None = None
    ) -> ListPage:
        url = in_folder(first, f"{stem}{number}.html")
        return ListPage(url, number=at.number + 1, series=series or at.series, or_else=or_else, depth=at.depth)

    @staticmethod
    def _most_pages(page: Page) -> int | None:
        """The larger of the two readings of the pager; ``None`` where there is no pager that tells."""
        for pager in page.tree.css("#pageDec, [pagecount]"):
            stated, size = pager.attrib.get("pagecount", ""), pager.attrib.get("pagesize", "")
            if stated.isdigit():
                records = -(-int(stated) // int(size)) if size.isdigit() and int(size) else 0
                return max(int(stated), records)
        return None
