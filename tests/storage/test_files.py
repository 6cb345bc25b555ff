"""A file appears whole or not at all, and never in the place of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import StorageProblem
from storage.files import draft_of, publish, write_new


def test_what_came_there_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "file"
    draft = draft_of(path)
    draft.write_text("ours")
    path.write_text("theirs")
    with pytest.raises(StorageProblem, match="already exists"):
        publish(draft, path)
    assert path.read_text() == "theirs"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_is_whole_and_its_owners(tmp_path: Path) -> None:
    write_new(tmp_path / "file", "words")
    assert (tmp_path / "file").read_text() == "words"
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageProblem, match="does not exist"):
        write_new(tmp_path / "missing" / "file", "words")
