"""What looking at a site has shown, and what to change in its file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from archive.classifications import divisions
from archive.fetches import BLOCKED, MISSING, REFUSED
from crawler.answers import TLS_FAILED
from crawler.sitefile import Site

_TLS = (
    "legacy_tls: true, where a browser gets the page and only the ciphers are old; a certificate that is not to be "
    "trusted is for the site to mend"
)
_UNREACHED = (
    "nothing, if this machine is offline; else hosts, start: "
    "check in a browser whether the host still exists, with https or http"
)


@dataclass(slots=True)
class Finding:
    """What one address answered, or the file itself shows. ``change``: what to change in the file, if anything."""

    about: str
    """robots, start or division_code."""
    url: str
    told: str
    change: str | None = None


@dataclass(slots=True)
class Probed:
    """What was seen of one site."""

    site: str
    findings: list[Finding] = field(default_factory=list)

    @property
    def well(self) -> bool:
        """Whether the site file needs no change."""
        return not any(finding.change for finding in self.findings)

    @property
    def verdict(self) -> str:
        """How the site stands, in a few words."""
        wrong = [finding for finding in self.findings if finding.change]
        if not wrong:
            return "as its file says"
        if all(finding.change == remedy(BLOCKED, "") for finding in wrong):
            return "refuses this machine"
        if all(finding.change == _UNREACHED for finding in wrong):
            return "cannot be reached"
        return "to be changed"


def misplaced(site: Site) -> Iterator[Finding]:
    """Whether the place is written as its division code says; a county without a code of its own has its city's."""
    code = site.division_code
    known = {division.division_code: division for division in divisions()}
    if code not in known:
        yield Finding("division_code", code, "is no division of Henan", f"division_code: that of {site.city}")
        return
    place = known[code]
    city = known[place.parent or code] if place.level == "county" else place
    said = [("city", city.name, site.city)]
    if place.level == "county":
        said.append(("county", place.name, site.county or "the city itself"))
    for name, meant, written in said:
        if written != meant:
            change = f"{name}: {meant}, or the division_code of {written}"
            yield Finding("division_code", code, f"is {meant}, not {written}", change)


def of_robots(status: int, failed: tuple[str, str] | None) -> tuple[str, str | None]:
    """(what asking for robots.txt has shown, what to change); ``failed``: (outcome, message) of no good answer."""
    if failed and failed[0] == MISSING:
        return "answers; no robots.txt", None
    if failed:
        return f"{failed[0]}: {failed[1]}", remedy(*failed)
    return f"answers; robots.txt (HTTP {status})", None


def remedy(outcome: str, message: str) -> str:
    """What to change in the file of a site that answers so."""
    if outcome == BLOCKED:
        return "nothing, if a browser gets the page: the site refuses this machine; try from another network"
    if outcome == REFUSED:
        return (
            "start: another address; robots.txt forbids this one"
            if "robots" in message
            else "hosts: add the host it leads to, if it is the site's own"
        )
    if outcome == MISSING:
        return "start: the page is no longer there; find the column's new address"
    return _TLS if TLS_FAILED in message else _UNREACHED
