"""What holds for every test."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import signal
from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import settings

from samples.documents import facts
from samples.documents.build import path_of
from tests.command_line import run_yusuan
from tests.converted import Converted

# How long an example takes says nothing about the code on a shared machine; CI tries the same examples every time.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)

# A shell's background job ignores Ctrl-C, and so would the runs that tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)

IN_CI = os.environ.get("CI") == "true"
settings.load_profile("ci" if IN_CI else "here")

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def _failed_when_skipped(report: Report) -> Report:
    """In CI everything that a test needs is installed, so a skipped test hides a missing step: it fails."""
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: skipped in CI, where nothing may be: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _failed_when_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _failed_when_skipped((yield))


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Converted:
    """The sample documents by the command line: ingest, extract (which checks). It takes half a minute: the first of
    the processes that run tests side by side makes it, the others wait for it."""
    common = tmp_path_factory.getbasetemp()
    home = (common.parent if "PYTEST_XDIST_WORKER" in os.environ else common) / "converted"
    home.mkdir(exist_ok=True)
    known = home / "documents.json"
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not known.exists():
            known.write_text(json.dumps(_convert(home)))
    return Converted(home / "archive.db", home / "files", json.loads(known.read_text()))


def _convert(home: Path) -> dict[str, str]:
    """The document of each sample. Each stands under its article's folder and its own file name, so that the correction
    takes the place of what it corrects, as on a site."""
    archive = ["--db", str(home / "archive.db"), "--files", str(home / "files")]
    documents = {}
    slugs = sorted(facts.slugs(), key=lambda slug: (facts.load(slug).published_on, "gengzheng" in slug, slug))
    places = {slug: home / "site" / facts.load(slug).article / facts.load(slug).file_name for slug in slugs}
    for batch in ([s for s in slugs if "gengzheng" not in s], [s for s in slugs if "gengzheng" in s]):
        for slug in batch:
            places[slug].parent.mkdir(parents=True, exist_ok=True)
            data = path_of(slug).read_bytes()
            places[slug].write_bytes(data)
            documents[slug] = hashlib.sha256(data).hexdigest()
        run_yusuan("ingest", *archive, *(str(places[slug]) for slug in batch))
    run_yusuan("extract", *archive, "--workers", "2")
    return documents
