"""What a sample site publishes: articles, dates and files as data (``<site>.yml``), shown by its family's pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader

from samples.sites.server import Resource

HERE = Path(__file__).resolve().parent
DOCUMENTS = HERE.parent / "documents" / "pdf"
_PAGES = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)

ERROR_PAGE = (
    "<!DOCTYPE html><html><head><title>404</title></head><body><h1>您访问的页面不存在或已删除</h1></body></html>"
)


@dataclass(frozen=True, slots=True)
class File:
    """One attachment. Without a document it is missing (404), or an error page sent as a PDF."""

    path: str
    name: str
    document: str | None = None
    served: str = "file"
    """file, missing, error_page, or download (octet-stream with a Content-Disposition)."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article in the order of the list."""

    id: str
    title: str
    published_on: date
    files: tuple[File, ...] = ()
    text: str = ""
    link: str | None = None
    """An entry of the list that leads elsewhere."""
    detail: str = "plain"
    """Which of the family's detail templates shows it."""
    column: str = ""


@dataclass(slots=True)
class SampleSite:
    """A site as its server answers. ``publish_correction`` shows it as it is after the correction."""

    name: str
    family: Family
    column: dict[str, Any]
    articles: list[Article]
    corrections: dict[str, Article]
    disallowed: list[str]
    changed_on: date
    """The day of the last change, sent as Last-Modified of list pages and articles."""
    corrected_on: date
    documents: Path = DOCUMENTS
    corrected: bool = field(default=False)

    def publish_correction(self) -> None:
        """Publishes the corrected articles: same addresses, other title, date and bytes."""
        self.articles = [self.corrections.get(article.id, article) for article in self.articles]
        self.changed_on = self.corrected_on
        self.corrected = True

    def find(self, article: str) -> Article | None:
        """An article by its id."""
        return next((known for known in self.articles if known.id == article and not known.link), None)

    def answer(self, method: str, target: str, body: bytes) -> Resource:
        """The page, file or error at an address."""
        path = urlsplit(target).path
        if path == "/robots.txt":
            rules = "".join(f"Disallow: {prefix}\n" for prefix in self.disallowed)
            return Resource(f"User-agent: *\n{rules}".encode(), "text/plain")
        return self.family.answer(self, method, target, body) or self._file(target) or missing()

    def _file(self, target: str) -> Resource | None:
        file = next((file for article in self.articles for file in article.files if file.path == target), None)
        if file is None or file.served == "missing":
            return None
        if file.served == "error_page" or file.document is None:
            return Resource(ERROR_PAGE.encode(), "application/pdf")
        data = (self.documents / f"{file.document}.pdf").read_bytes()
        if file.served == "download":
            disposition = {"Content-Disposition": f'attachment; filename="{file.name}"'}
            return Resource(data, "application/octet-stream", modified=self._midnight(), headers=disposition)
        return Resource(data, "application/pdf", modified=self._midnight())

    def page(self, template: str, **values: Any) -> Resource:
        """A rendered page with validators."""
        html = _PAGES.get_template(template).render(site=self, **values)
        return Resource(html.encode(), modified=self._midnight())

    def _midnight(self) -> datetime:
        return datetime.combine(self.changed_on, time(), UTC)


class Family(Protocol):
    """A family's module: what it answers, ``None`` for what is no page of it."""

    def answer(self, site: SampleSite, method: str, target: str, body: bytes) -> Resource | None:
        """The page at an address."""
        ...


def missing() -> Resource:
    """The family-independent 404."""
    return Resource(ERROR_PAGE.encode(), status=404)


def read(declared: dict[str, Any], family: Family, documents: Path = DOCUMENTS) -> SampleSite:
    """A site from its data; ``documents`` holds the PDFs that its files name."""
    articles = [_article(fields) for fields in declared["articles"]]
    corrections = {article.id: article for article in map(_article, declared["corrections"])}
    return SampleSite(
        declared["name"],
        family,
        declared["column"],
        articles,
        corrections,
        declared["disallowed"],
        max(article.published_on for article in articles),
        declared["corrected_on"],
        documents,
    )


def _article(fields: dict[str, Any]) -> Article:
    files = tuple(File(**file) for file in fields.get("files", ()))
    rest = {name: value for name, value in fields.items() if name not in ("files", "id", "published_on")}
    return Article(id=str(fields["id"]), published_on=fields["published_on"], files=files, **rest)
