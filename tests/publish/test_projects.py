"""The projects that the archive picks for a department's page are those that putting all of them in order gives."""

import asyncio
import random
from pathlib import Path

import pytest

from archive.opening import create_or_open
from publish.plugin import projects
from publish.plugin.years import changed
from publish.site import open_site

ME = "410400-0000000001"
CHOSEN = "d.department_id = :id"
PERIODS = ["2022 预算", "2023 决算", "2023 预算", "2024 预算"]
AMOUNTS = [None, None, 0, 0, 10, 10, -10, 20, 0.1, 0.2, 0.3, -0.3, 30]
MOST, CHANGES = 7, 5


def archive_of(path: Path, chance: random.Random, names: int) -> None:
    db = create_or_open(path)
    db.table("departments").insert({"id": ME, "division_code": "410400", "name": "某局", "scope": "部门"})
    for number, name in enumerate([*PERIODS, "2015 预算"]):
        year, stage = name.split()
        keys = {"department_id": ME, "year": int(year), "stage": stage, "scope": "部门"}
        document = f"{number:064}"
        db.table("documents").insert({"id": document, **keys})
        db.table("disclosures").insert({"id": f"{ME}-{number}", "document": document, **keys})
        db.table("projects").insert_all(
            {
                **keys,
                "document": document,
                "row": row,
                "row_kind": chance.choice(["明细", "明细", "明细", "小计"]),
                "page": row,
                "project": f"项目{chance.randrange(names)}",
                "total": chance.choice(AMOUNTS),
            }
            for row in range(1, chance.randrange(2, 40))
        )
    db.conn.commit()
    db.close()


@pytest.mark.parametrize("seed", range(12))
def test_the_archive_picks_what_the_order_of_all_gives(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    archive_of(tmp_path / "archive.db", chance, names=chance.choice([3, 12, 40]))
    site = open_site(tmp_path / "archive.db", tmp_path)

    async def both() -> None:
        await site.invoke_startup()
        every = await projects.every(site, ME, CHOSEN, PERIODS)
        assert {period for line in every for period in line["values"]} <= set(PERIODS)
        for before in ("2023 预算", "2022 预算", None):
            shown = await projects.shown(site, ME, CHOSEN, PERIODS, before, MOST, CHANGES)
            assert shown.count == len(every)
            assert shown.largest == every[:MOST]
            assert shown.changes == (changed(every, before, PERIODS[-1], CHANGES) if before else [])

    asyncio.run(both())
