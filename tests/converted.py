"""The archive that the fixture ``converted`` hands over."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Converted:
    """An archive of every sample document, collected in order of publication, extracted and checked."""

    db: Path
    files: Path
    documents: dict[str, str]
    """Slug of the sample → id of its document."""

    def rows(self, query: str, *parameters: object) -> list[dict[str, Any]]:
        """The rows of a query; amounts as SQLite gives them back."""
        with closing(sqlite3.connect(self.db)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(query, parameters)]
