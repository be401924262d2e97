"""What becomes of a file seen at a place."""

from pathlib import Path

from archive.collected import Seen, enter, keep
from archive.files import Files
from archive.opening import create_or_open
from archive.parts import store


def test_two_crawls_at_once_make_one_document_of_one_file(tmp_path: Path) -> None:
    """Each had asked before the other wrote what came: the later one finds the place holding the same bytes."""
    db, files = create_or_open(tmp_path / "archive.db"), Files(tmp_path / "files")
    seen = Seen("site", "article", "a.pdf", url="http://site.example/a.pdf")
    one, other = (store(files, b"%PDF-1.4 the same", seen.file_name) for _ in range(2))
    assert enter(db, one, seen).outcome == "new"
    assert enter(db, other, seen).outcome == "unchanged"
    assert enter(db, store(files, b"%PDF-1.4 another", seen.file_name), seen).outcome == "changed"
    assert keep(db, files, b"%PDF-1.4 another", seen).outcome == "unchanged"
    assert [row["replaced_by"] is None for row in db.query("select replaced_by from documents order by rowid")] == [
        False,
        True,
    ]
