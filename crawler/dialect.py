"""How one content management system writes its lists and articles: what a family may state, with the usual answers.

Nothing here asks for anything; the requests are ``base.DisclosureSpider``'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from crawler.attachments import ENDING, Links, links_of
from crawler.bodies import holds_disclosure, parts_of, scripted, whole
from crawler.lists import Listing, ListPage, Row, columns_of, next_by_link, rows_by_links
from crawler.page import Page, date_in, labelled_date
from crawler.shapes import family_of, target
from crawler.sitefile import Site
from crawler.titles import is_disclosure

if TYPE_CHECKING:
    from parsel import Selector

MAX_DEPTH = 3
"""How many columns may lie between a start address and a list of disclosures."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article as its own page shows it."""

    title: str | None
    published_on: str | None
    parts: list[Selector]
    links: Links


class Dialect:
    """The shared base of every family's reading."""

    reader: ClassVar[str] = "1"
    """Raised when the reading of lists changes, so that pages unchanged on the site are read anew."""
    article: ClassVar[re.Pattern[str]]
    """Matches path and query of an article's address; its groups, joined by ``/``, are the article's key."""
    titles: ClassVar[tuple[str, ...]] = ()
    dates: ClassVar[tuple[str, ...]] = ()
    bodies: ClassVar[tuple[str, ...]] = ()
    """CSS selectors of an article's title, date and body, tried after the meta tags and the site file's own."""

    site: Site

    # Lists

    def first_page(self, url: str) -> ListPage:
        """The list that a start address stands for."""
        return ListPage(url)

    def key_of(self, url: str) -> str | None:
        """The key of the article at an address; ``None`` when it is no article of this site.

        A row may lead straight to a file, which then is an article of its own.
        """
        if not self.site.allows(url):
            return None
        asked = target(url)
        if found := self.article.search(asked):
            return "/".join(group for group in found.groups() if group) or found[0]
        path = asked.partition("?")[0]
        return path if ENDING.search(path) else None

    def rows(self, page: Page) -> list[Row]:
        """The articles that a list page names."""
        return rows_by_links(page, self.key_of, self.site.selectors.get("list"))

    def next_page(self, page: Page, at: ListPage) -> ListPage | None:
        """The list page that follows; ``None`` at the end. Asked only of a page that holds articles."""
        following = next_by_link(page)
        return ListPage(following, number=at.number + 1, depth=at.depth) if following else None

    def read_list(self, page: Page, at: ListPage) -> Listing:
        """Everything a list page holds; where it holds no disclosures and no next page, the columns it leads to."""
        rows = self.rows(page)
        following = self.next_page(page, at) if rows else None
        if following and not self.site.allows(following.url):
            following = None
        listing = Listing(rows, following, self.foreign_articles(page))
        if at.number == 1 and following is None and not any(is_disclosure(row.title) for row in rows):
            if at.depth < MAX_DEPTH:
                listing.columns = columns_of(page, at.depth, self.site.allows)
            if not rows:
                shown = family_of(page.absolute(href) for href in page.tree.css("a::attr(href)").getall())
                listing.moved_to = shown if shown != self.site.family else None
        return listing

    def foreign_articles(self, page: Page) -> int:
        """How many links to articles a list holds that lead to other hosts."""
        urls = {page.absolute(href) for href in page.tree.css("a::attr(href)").getall()}
        return sum(1 for url in urls if self.article.search(target(url)) and not self.site.allows(url))

    # Articles

    def read_article(self, page: Page, listed: Iterable[tuple[str, str]] = ()) -> Article:
        """Title, date, body and files of an article; ``listed`` are the files that its list has named."""
        chosen = self.site.selectors
        title = page.meta("ArticleTitle") or page.first(*_given(chosen.get("title")), *self.titles)
        published = (
            date_in(page.meta("PubDate", "publishdate"))
            or date_in(page.first(*_given(chosen.get("date")), *self.dates))
            or labelled_date(page)
        )
        parts = parts_of(page, *_given(chosen.get("body")), *self.bodies)
        links = links_of(page, parts, self.site.allows, listed)
        if not links.files and not links.lost and not holds_disclosure(parts):
            # Templates put the attachments beside the body in ways that no list of selectors foresees.
            links = links_of(page, [whole(page), scripted(page)], self.site.allows)
        return Article(title, published, parts, links)


def _given(selector: str | None) -> tuple[str, ...]:
    return (selector,) if selector else ()
