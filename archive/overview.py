"""What the archive holds, in numbers and lists: the answer to ``yusuan status``."""

from __future__ import annotations

import json
from typing import Any

from sqlite_utils import Database

from archive.coverage import coverage
from archive.opening import is_demo
from archive.vanished import vanished

_DISCLOSURES = """
select d.city, d.county, d.department, d.year, d.stage, d.scope, d.versions, d.checks_passed, d.checks_failed, d.trust
from disclosures d order by d.city, d.county, d.department, d.year, d.stage, d.scope
"""
_FAILURES = """
select d.id as document, d.title, d.outcome, d.media_type, d.source_url as url,
  (select file_name from sightings s where s.document = d.id order by s.last_seen_at desc limit 1) as file,
  (select message from problems p where p.document = d.id order by p.id limit 1) as message
from documents d where d.status = 'failed' order by d.id
"""
_SITES = """
select id, city, county, family, state, listed, last_crawl_at, last_good_at, summary
from sites where family is not null order by id
"""
_FAULTS = "select kind, url, printed as file, message, found_at from problems where document is null order by id"


def overview(db: Database) -> dict[str, Any]:
    """Counts of documents by status, every disclosure, what is expected and there, what failed or vanished, the sites
    with their state."""
    sites = [{**site, "summary": json.loads(site["summary"]) if site["summary"] else None} for site in db.query(_SITES)]
    return {
        "demo": is_demo(db),
        "documents": _documents(db),
        "disclosures": list(db.query(_DISCLOSURES)),
        "coverage": coverage(db),
        "vanished": vanished(db),
        "failures": list(db.query(_FAILURES)),
        "crawl_faults": list(db.query(_FAULTS)),
        "problems": dict(db.conn.execute("select kind, count(*) from problems group by kind order by kind").fetchall()),
        "sites": sites,
        "blocked": [site["id"] for site in sites if site["state"] == "blocked"],
    }


def site_states(db: Database) -> dict[str, dict[str, Any]]:
    """How each crawled site stands, by id: its row of ``sites``."""
    return {site["id"]: site for site in db.query(_SITES)}


def _documents(db: Database) -> dict[str, int]:
    counted = dict(db.conn.execute("select status, count(*) from documents group by status").fetchall())
    total, replaced = db.conn.execute("select count(*), count(replaced_by) from documents").fetchone()
    (others,) = db.conn.execute("select count(*) from documents where outcome = 'not_a_disclosure'").fetchone()
    return {
        "total": total,
        "replaced": replaced,
        "not_a_disclosure": others,
        **{status: counted.get(status, 0) for status in ("collected", "extracted", "failed")},
    }
