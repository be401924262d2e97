"""Site files: one YAML per publishing site, loaded strictly.

Every error names file and line: a duplicate key, an unknown field, a missing or malformed value, an id that
two files claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.sitefields import SURE, Fields, SiteFileError, line_of
from forms.declared import DeclarationError, read_yaml

SHIPPED = Path(__file__).parent / "sites"
FAMILIES = (
    "dated_path",
    "trs",
    "siteserver",
    "page_pc",
    "pc_list",
    "epoint",
    "content_n",
    "smx",
    "zhengzhou",
    "puyang",
    "jpaas",
    "generic",
)
"""Of content management systems; ``spiders`` has a module for each."""
_REQUIRED = {"id", "city", "division_code", "family", "hosts", "start"}
_FIELDS = _REQUIRED | {
    "county",
    "allow_private",
    "minimum",
    "delay",
    "legacy_tls",
    "without_robots",
    "selectors",
    "evidence",
}
_FEW = 12
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Site:
    """One publishing site, as its file declares it."""

    id: str
    city: str
    county: str | None
    division_code: str
    family: str
    hosts: tuple[str, ...]
    """``host`` (its default ports) or ``host:port``; requests and redirects go nowhere else."""
    start: tuple[str, ...]
    allow_private: bool = False
    minimum: int = 0
    """Listing fewer disclosure articles than this is a failure."""
    delay: float | None = None
    """Seconds between two requests; ``None`` takes the crawler's own."""
    legacy_tls: bool = False
    """Old ciphers and protocol versions are accepted; certificates are verified all the same."""
    without_robots: bool = False
    """Somebody has made sure that it has no robots.txt, though asking for one is answered with an error."""
    selectors: Mapping[str, str] = field(default_factory=dict)
    """CSS selectors of this site's template: list, title, date, body."""
    evidence: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """How each fact is known, by what it is about (start, family …): ``sure`` and, for people, anything else."""

    @property
    def sure(self) -> str | None:
        """How sure the less sure of its start and its family is; ``None`` when its file does not say."""
        stated = [
            str(self.evidence[name]["sure"]) for name in ("start", "family") if "sure" in self.evidence.get(name, ())
        ]
        return max(stated, key=SURE.index) if stated else None

    def allows(self, url: str) -> bool:
        """Whether a URL stays on this site's own hosts."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            return False
        if parts.scheme not in ("http", "https") or not host:
            return False
        default = port is None or port == {"http": 80, "https": 443}[parts.scheme]
        return (default and host in self.hosts) or f"{host}:{port}" in self.hosts


def load_sites(folder: Path | None = None, wanted: Iterable[str] = ()) -> list[Site]:
    """The sites of a folder (the shipped ones by default), all or those named, in order of their file names.

    ``SiteFileError`` for a bad file; ``LookupError`` names a wanted id that no file has.
    """
    folder = folder or SHIPPED
    if not folder.is_dir():
        raise SiteFileError(f"{folder}: no such folder of site files")
    claimed: dict[str, Path] = {}
    sites: dict[str, Site] = {}
    for path in sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")]):
        site = load_site(path)
        if site.id in claimed:
            raise SiteFileError(f"{path}:{line_of(path, 'id')}: id {site.id!r} is already that of {claimed[site.id]}")
        claimed[site.id] = path
        sites[site.id] = site
    names = list(dict.fromkeys(wanted))
    unknown = [name for name in names if name not in sites]
    if unknown:
        raise LookupError(f"no site file in {folder} has the id {', '.join(unknown)}; {_known(unknown, sites, folder)}")
    return [sites[name] for name in names] if names else list(sites.values())


def _known(unknown: Iterable[str], sites: Mapping[str, Site], folder: Path) -> str:
    """What may have been meant: every id of a small folder, of a large one those spelled alike."""
    if len(sites) <= _FEW:
        return f"known ids: {', '.join(sites) or 'none'}"
    alike = [known for name in unknown for known in get_close_matches(name, sites, n=3, cutoff=0.5)]
    meant = f"did you mean {', '.join(dict.fromkeys(alike))}? " if alike else ""
    where = "" if folder == SHIPPED else f" --sites {folder}"
    return f"{meant}'yusuan sites{where}' lists all {len(sites)}"


def load_site(path: Path) -> Site:
    """One site file; ``SiteFileError`` names file and line of whatever is wrong in it."""
    try:
        declared = read_yaml(path, _FIELDS)
    except DeclarationError as error:
        raise SiteFileError(str(error)) from error
    checks = Fields(path, declared)
    for name in sorted(_REQUIRED - set(declared)):
        checks.fail("id", f"field {name!r} is missing")
    family = checks.text("family")
    if family not in FAMILIES:
        checks.fail("family", f"unknown family {family!r}; known are {', '.join(FAMILIES)}")
    code = checks.text("division_code")
    if not re.fullmatch(r"\d{6}", code):
        checks.fail("division_code", f"{code!r} is not a GB/T 2260 code of six digits")
    site_id = checks.text("id")
    if not _ID.fullmatch(site_id):
        checks.fail("id", f"{site_id!r} is not lower-case letters, digits and hyphens")
    hosts = tuple(host.lower() for host in checks.texts("hosts"))
    for host in hosts:
        if not _HOST.fullmatch(host):
            checks.fail("hosts", f"{host!r} is not a host or host:port")
    site = Site(
        site_id,
        checks.text("city"),
        checks.optional_text("county"),
        code,
        family,
        hosts,
        tuple(checks.texts("start")),
        checks.flag("allow_private"),
        checks.whole("minimum"),
        checks.number("delay"),
        checks.flag("legacy_tls"),
        checks.flag("without_robots"),
        checks.selectors(),
        checks.evidence(),
    )
    for url in site.start:
        if urlsplit(url).scheme not in ("http", "https"):
            checks.fail("start", f"{url!r} does not begin with http:// or https://")
        if not site.allows(url):
            checks.fail("start", f"{url!r} is not on this site's own hosts")
    return site
