"""The share of documents whose checks all pass, which identities fail in the others, and how many figures of the
narrative are read: a narrative that is lost fails no check.

    python -m benchmarks.trust FILE|FOLDER …

Every file is converted and checked alone, in an archive of its own. A document without checks (no
disclosure, or nobody's, or nothing recognised in it) is named and does not count.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from archive.findings import Findings
from extract.inspection.inspecting import Drawing
from extract.worker import TIMEOUT
from yusuan.ingest import files_in
from yusuan.trial import look_at_file


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--failing", action="store_true", help="print every check that does not hold")
    arguments.add_argument("--timeout", type=float, default=TIMEOUT, help="seconds one document may take")
    arguments.add_argument("path", nargs="+", type=Path)
    given = arguments.parse_args()
    seen: list[Findings] = []
    stated = 0
    for path, why in files_in(given.path):
        if why:
            print(why)
            continue
        for found, inspection in look_at_file(path, lambda _: Drawing(), given.timeout).documents:
            seen.append(found)
            statements = sum(len(disclosure.statements) for disclosure in inspection.extraction.disclosures)
            stated += statements
            _tell(found, statements, failing=given.failing)
    checked = [found for found in seen if found.checks]
    whole = [found for found in checked if not found.checks_failed]
    rules = Counter(row["rule"] for found in seen for row in found.failed)
    documents = Counter(rule for found in seen for rule in {row["rule"] for row in found.failed})
    print(
        f"\nAll checks pass in {len(whole)} of {len(checked)} documents with checks, "
        f"{_share(len(whole), len(checked))}; {len(seen) - len(checked)} without"
    )
    passed, checks = sum(found.checks_passed or 0 for found in checked), sum(found.checks for found in checked)
    captured, printed = sum(_numbers(found)[0] for found in seen), sum(_numbers(found)[1] for found in seen)
    print(
        f"Checks passed: {passed} of {checks}, {_share(passed, checks)}; "
        f"numbers read: {captured} of {printed}, {_share(captured, printed)}; statements: {stated}"
    )
    for rule, count in rules.most_common():
        print(f"{count:5} in {documents[rule]:2} documents  {rule}")


def _tell(found: Findings, statements: int, *, failing: bool) -> None:
    if found.checks:
        share = _share(found.checks_passed or 0, found.checks)
        verdict = f"{share:>7}  {found.checks_failed or 0:3} of {found.checks} fail"
    else:
        verdict = f"      -  {found.outcome}, no checks"
    captured, printed = _numbers(found)
    print(f"{verdict}  {captured} of {printed} numbers  {statements:3} statements  {found.file_name}", flush=True)
    for rule, count in Counter(row["rule"] for row in found.failed).most_common():
        print(f"           {count:3}  {rule}")
    for row in found.failed if failing else ():
        print(f"           {row['description']}: {row['left_value']} ≠ {row['right_value']}  ({row['location']})")


def _numbers(found: Findings) -> tuple[int, int]:
    return found.numbers_captured or 0, found.numbers_printed or 0


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


if __name__ == "__main__":
    main()
