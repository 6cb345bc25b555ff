"""Backup, restore and a new key, as an operator does them."""

from __future__ import annotations

import os
from pathlib import Path
from time import time

import pytest

from tests.bot.cli.conftest import Tandem


def test_a_backup_comes_back(with_sam: Tandem, tmp_path: Path) -> None:
    assert with_sam("backup", "safe.db").code == 0
    assert (tmp_path / "safe.db").stat().st_mode & 0o777 == 0o600
    with_sam("chat", "--person", "kim", stdin="/start\n")
    done = with_sam("restore", "safe.db")
    assert done.code == 0
    assert "tandem.db.replaced" in done.out
    assert len(with_sam("people").out.splitlines()) == 1


def test_someone_erased_since_stays_erased(with_sam: Tandem) -> None:
    with_sam("backup", "safe.db")
    with_sam("forget", "sam")
    assert "1 people who were erased" in with_sam("restore", "safe.db").out
    assert with_sam("people").out == ""


def test_a_backup_is_never_written_over_something(with_sam: Tandem, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("precious")
    assert with_sam("backup", "precious").failed("precious")
    assert (tmp_path / "precious").read_text() == "precious"


def test_what_is_no_backup_is_refused(with_sam: Tandem, tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("hello")
    assert with_sam("restore", "notes").failed("notes")
    assert with_sam("restore", "missing.db").failed("missing.db")
    assert len(with_sam("people").out.splitlines()) == 1


def test_a_new_key(with_sam: Tandem, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    done = with_sam("rekey", "keys/new.key")
    assert done.code == 0
    assert "TANDEM_KEY_FILE=keys/new.key" in done.out
    assert with_sam("export", "sam").failed("key")
    monkeypatch.setenv("TANDEM_KEY_FILE", str(tmp_path / "keys" / "new.key"))
    assert with_sam("export", "sam").code == 0


def test_old_backups_of_this_database_go_and_nothing_else(
    with_sam: Tandem, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "b").mkdir()
    for name in ("old", "young", "kept"):
        assert with_sam("backup", f"b/{name}.db").code == 0
    monkeypatch.setenv("TANDEM_DATABASE", "other/tandem.db")
    assert with_sam("chat", "--person", "kim", stdin="/start\n").code == 0
    assert with_sam("backup", "b/of-another.db").code == 0
    monkeypatch.delenv("TANDEM_DATABASE")
    (tmp_path / "b" / "notes.db").write_text("hello")
    (tmp_path / "b" / "kept.db.lock").touch()
    for name in ("old", "kept", "of-another", "notes"):
        os.utime(tmp_path / "b" / f"{name}.db", (time() - 31 * 86_400, time() - 31 * 86_400))
    assert with_sam("backup", "b/new.db").out.count("\n") == 1
    assert "b/old.db was older" in with_sam("backup", "b/newer.db", "--keep-days", "30").out
    left = {file.name for file in (tmp_path / "b").glob("*.db")}
    assert left == {"young.db", "kept.db", "of-another.db", "notes.db", "new.db", "newer.db"}
    assert with_sam("backup", "data/beside.db", "--keep-days", "1").code == 0
    assert with_sam("people").code == 0
    assert with_sam("backup", "x.db", "--keep-days", "0").code == 2
