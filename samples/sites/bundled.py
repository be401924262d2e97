"""The bundled sites by id: their content, their family's pages, and their site files for the crawler."""

from __future__ import annotations

from pathlib import Path

import yaml

from samples.sites import content, epoint, siteserver
from samples.sites.content import DOCUMENTS, HERE, Family, SampleSite

SITES = ("pingdingshan-czj", "xuchang-czj")
_FAMILIES: dict[str, Family] = {"siteserver": siteserver, "epoint": epoint}


def load(site: str, documents: Path = DOCUMENTS) -> SampleSite:
    """The content of a bundled site; ``documents`` holds the PDFs that its files name."""
    declared = yaml.safe_load((HERE / f"{site}.yml").read_text(encoding="utf-8"))
    return content.read(declared, _FAMILIES[declared["family"]], documents)


def write_site_file(site: str, netloc: str, folder: Path) -> Path:
    """The site file of a bundled site that is served at ``netloc`` (host:port)."""
    path = folder / f"{site}.yml"
    template = (HERE / f"{site}.site.yml").read_text(encoding="utf-8")
    path.write_text(template.replace("{netloc}", netloc), encoding="utf-8")
    return path
