"""How one content management system writes its lists and articles: what a family may state, with the usual answers.

Nothing here asks for anything; the requests are ``base.DisclosureSpider``'s.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from crawler.attachments import ENDING, Links, links_of
from crawler.bodies import holds_disclosure, parts_of, scripted, whole
from crawler.columns import columns_of, is_column
from crawler.lists import Listing, ListPage, Row, next_by_link, rows_by_links
from crawler.page import Page, date_in, labelled_date
from crawler.shapes import family_of, is_home, key_by, key_in_any, matched, target
from crawler.sitefile import Site
from crawler.titles import is_disclosure, may_be_disclosure, year_of

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

    reader: ClassVar[str] = "4"
    """Raised when the reading of lists changes, so that pages unchanged on the site are read anew."""
    article: ClassVar[re.Pattern[str]]
    """Matches path and query of an article's address; its groups, joined by ``/``, are the article's key."""
    titles: ClassVar[tuple[str, ...]] = ()
    dates: ClassVar[tuple[str, ...]] = ()
    bodies: ClassVar[tuple[str, ...]] = ()
    """CSS selectors of an article's title, date and body, tried after the meta tags and the site file's own."""

    site: Site
    _searched = False

    # Lists

    def once(self, search: ListPage) -> ListPage | None:
        """A site's search, once a crawl: several lists may leave something to it."""
        first, self._searched = not self._searched, True
        return search if first else None

    def first_page(self, url: str) -> ListPage:
        """The list that a start address stands for."""
        return ListPage(url)

    def key_of(self, url: str) -> str | None:
        """The key of the article at an address; ``None`` when it is no article of this site.

        A row may lead straight to a file, which then is an article of its own.
        """
        if not self.site.allows(url):
            return None
        if found := matched(self.article, url):
            return key_by(found)
        path = urlsplit(url).path
        return path if ENDING.search(path) else None

    def rows(self, page: Page) -> list[Row]:
        """The articles that a list page names."""
        box = self.site.selectors.get("list")
        rows = rows_by_links(page, self.key_of, box)
        return rows + self.titled(page, bool(rows), {row.url for row in rows})

    def titled(self, page: Page, shaped: bool, known: Collection[str]) -> list[Row]:
        """Links of other shapes than the family's whose titles announce a body's disclosure.

        Sites of one family hold pages of older programs, and of programs of their own. Beside articles of the
        family's shape (``shaped``) only a title that names its year counts; others may name a body's whole column.
        """

        def key_of(url: str) -> str | None:
            away = url in known or not self.site.allows(url) or target(url) == target(page.url)
            return None if away else (key_in_any(url) or target(url))

        def worth(title: str) -> bool:
            return is_disclosure(title) and not is_column(title) and (not shaped or year_of(title) is not None)

        return rows_by_links(page, key_of, self.site.selectors.get("list"), worth)

    def next_page(self, page: Page, at: ListPage) -> ListPage | None:
        """The list page that follows; ``None`` at the end. Asked only of a page that holds articles."""
        following = next_by_link(page)
        return ListPage(following, number=at.number + 1, depth=at.depth) if following else None

    def read_list(self, page: Page, at: ListPage) -> Listing:
        """Everything a list page holds; where it holds no disclosures and no next page, the columns it leads to.

        A home page may show the newest disclosures; its columns hold all.
        """
        rows = self.rows(page)
        following = self.next_page(page, at) if rows else None
        if following and not self.site.allows(following.url):
            following = None
        listing = Listing(rows, following, self.foreign_articles(page))
        bare = following is None and not any(may_be_disclosure(row.title) for row in rows)
        if at.number == 1 and at.depth < MAX_DEPTH and (bare or is_home(page.url)):
            listing.columns = columns_of(page, at.depth, self.site.allows)
        if at.number == 1 and not any(matched(self.article, row.url) for row in rows):
            shown = family_of(link.url for link in page.links())
            listing.moved_to = shown if shown != self.site.family else None
        return listing

    def foreign_articles(self, page: Page) -> list[str]:
        """Links to other hosts whose titles announce a disclosure."""

        def key_of(url: str) -> str | None:
            return url if url.startswith("http") and not self.site.allows(url) else None

        def worth(title: str) -> bool:
            return is_disclosure(title) and not is_column(title)

        return [row.url for row in rows_by_links(page, key_of, self.site.selectors.get("list"), worth)]

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
            beside = links_of(page, [whole(page), scripted(page)], self.site.allows)
            links = replace(beside, unread=links.unread)
        return Article(title, published, parts, links)


def _given(selector: str | None) -> tuple[str, ...]:
    return (selector,) if selector else ()
