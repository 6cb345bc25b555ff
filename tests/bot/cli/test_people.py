"""Commands about people: listing, export, erasing, totals; and a database that is in use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from storage import Store
from tests.bot.cli.conftest import Tandem


def test_people_are_listed_without_a_word_of_theirs(with_sam: Tandem) -> None:
    with_sam("chat", "--person", "wombatname", stdin="wombatwords\n")
    lines = with_sam("people").out.splitlines()
    assert [line.split()[:2] for line in lines] == [["#1", "terminal"], ["#2", "terminal"]]
    assert "wombat" not in "".join(lines)
    assert "sam" not in "".join(lines)


def test_an_export_is_all_that_is_kept(with_sam: Tandem) -> None:
    done = with_sam("export", "sam")
    assert done.code == 0
    assert json.loads(done.out)["id"] == "sam"
    assert with_sam("export", "#1").out == done.out


def test_an_export_to_a_file_is_for_its_owner_only(with_sam: Tandem, tmp_path: Path) -> None:
    for name in ("out.json", "out.html"):
        assert with_sam("export", "sam", "-o", name).code == 0
        assert "sam" in (tmp_path / name).read_text()
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    assert with_sam("export", "sam", "-o", "out.json").failed("out.json")
    assert with_sam("export", "sam", "-o", "out.txt").code == 2


@pytest.mark.parametrize("who", ["nobody", "#2", "#", "#x", "1"])
def test_somebody_who_is_not_here(with_sam: Tandem, who: str) -> None:
    assert with_sam("export", who).failed(who)
    assert with_sam("forget", who).failed(who)


def test_one_id_in_two_channels_has_to_be_told_apart(with_sam: Tandem, tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data" / "tandem.db", tmp_path / "home" / ".config" / "tandem" / "tandem.key")
    sam = store.find("terminal", "sam")
    assert sam is not None
    assert sam.last_seen is not None
    store.add("telegram", "sam", sam.settings, sam.session, sam.last_seen)
    store.close()
    assert with_sam("forget", "sam").failed("#1", "#2")
    assert with_sam("forget", "#2").code == 0
    assert json.loads(with_sam("export", "sam").out)["channel"] == "terminal"


def test_forgetting_leaves_nothing(with_sam: Tandem) -> None:
    assert with_sam("forget", "sam").out == "#1 is erased.\n"
    assert with_sam("people").out == ""
    assert with_sam("export", "sam").failed("sam")


def test_totals(with_sam: Tandem) -> None:
    assert "people: fewer than 10\n" in with_sam("stats").out


def test_reading_goes_beside_a_server_and_writing_does_not(with_sam: Tandem, tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data" / "tandem.db", tmp_path / "home" / ".config" / "tandem" / "tandem.key")
    try:
        assert [with_sam(*words).code for words in (["people"], ["stats"], ["export", "sam"], ["backup", "b.db"])] == [
            0
        ] * 4
        assert with_sam("forget", "sam").failed("another", "") or with_sam("forget", "sam").failed("Another")
        assert with_sam("chat", stdin="hello\n").failed("Another")
        assert with_sam("restore", "b.db").failed("Another")
        assert with_sam("rekey", "new.key").failed("Another")
    finally:
        store.close()
