"""F9, 郑州: the disclosure router ``public.<host>/?a=dir&p=<directory>&page=<n>`` and its JEECMS portal.

Articles ``/<directory>/<id>.jhtml``. Files ``/attachment/<Chinese name>.pdf?<96 characters>``, another token at every
visit. In pagers the second-last entry is the last page.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.lists import ListPage
from crawler.page import Page, words
from crawler.shapes import ARTICLES
from crawler.spiders.base import DisclosureSpider

_COLUMN = re.compile(r"/index(?:_\d+)?\.jhtml$")


class FamilySpider(DisclosureSpider):
    """The disclosure site of the city or of a district."""

    article = re.compile(rf"{ARTICLES['zhengzhou'].pattern}|^/(?:\w+/)+(\d+)\.jhtml$")
    titles = (".big-title", ".content-title", "h1", "h2")
    dates = ("li:has(i[title=发布日期]) em", ".small-title", ".content-info", ".content-source")
    bodies = (".content-wrap", ".news_content_content", ".news_content_text", ".content-text", ".article-content")

    def next_page(self, page: Page, at: ListPage) -> ListPage | None:
        """The link 下一页, else the next number up to the pager's last, where it names one."""
        if following := super().next_page(page, at):
            return following
        numbers = [words(entry) for entry in page.tree.css(".page-tile a, .page-tile span")]
        last = max((int(number) for number in numbers if number.isdigit()), default=None)
        if last is not None and at.number >= last:
            return None
        parts = urlsplit(page.url)
        if _COLUMN.search(parts.path):
            url = parts._replace(path=_COLUMN.sub(f"/index_{at.number + 1}.jhtml", parts.path)).geturl()
        else:
            query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "page"]
            url = parts._replace(query=urlencode([*query, ("page", at.number + 1)])).geturl()
        return ListPage(url, number=at.number + 1, depth=at.depth)
