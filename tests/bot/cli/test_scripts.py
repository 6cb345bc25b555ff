"""`tandem check` and `tandem graph` on real scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.cli import opening
from dialogs.session import Frame
from tests.bot.cli.conftest import Tandem

ROOT = Path(__file__).parents[3]
BAD = ROOT / "tests" / "bad_scripts"
FOOLISH = """\
script: foolish
version: 1
strategy: self
title: Foolish
minutes: 1
start: a
steps:
  a: {ask: Well?, then: nowhere}
"""


def test_our_own_scripts_have_no_problem(tandem: Tandem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = tandem("check")
    assert (done.code, done.out) == (0, "")


def test_each_problem_is_a_line_with_its_place(tandem: Tandem, tmp_path: Path) -> None:
    (tmp_path / "foolish.yaml").write_text(FOOLISH)
    done = tandem("check", "foolish.yaml")
    assert done.code == 1
    assert re.fullmatch(r"(foolish\.yaml:\d+:\d+: [A-Z]\d{3} .+\n)+", done.out), done.out


def test_paths_are_told_from_where_one_is(tandem: Tandem, tmp_path: Path) -> None:
    (tmp_path / "foolish.yaml").write_text(FOOLISH)
    assert tandem("check", str(tmp_path / "foolish.yaml")).out.startswith("foolish.yaml:")


def test_against_a_database_it_says_whom_a_change_meets(with_sam: Tandem) -> None:
    done = with_sam("check", "--against", "data/tandem.db")
    assert done.code == 0
    assert done.out.splitlines()[-1].startswith("0 people")


def test_who_hid_the_chat_is_counted_too(with_sam: Tandem) -> None:
    hidden = (Frame("needs_check", 1, "a_step_that_is_gone"),)
    with opening.store(opening.settings()) as store:
        (number, session), *_ = store.sessions()
        store.replace_session(number, replace(session, hidden=hidden))
    assert with_sam("check", "--against", "data/tandem.db").out.splitlines()[-1].startswith("1 people")


@pytest.mark.parametrize(
    ("name", "begins"), [("a.mmd", b"stateDiagram-v2"), ("a.svg", b"<svg "), ("a.png", b"\x89PNG")]
)
def test_a_graph_is_written_in_the_format_of_its_ending(
    tandem: Tandem, tmp_path: Path, name: str, begins: bytes
) -> None:
    assert tandem("graph", "boundary_builder", "-o", name).code == 0
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_graph_without_a_file_is_printed(tandem: Tandem) -> None:
    by_id = tandem("graph", "boundary_builder")
    assert by_id.out.startswith("stateDiagram-v2\n")
    assert tandem("graph", str(ROOT / "dialogs" / "scripts" / "en" / "boundary_builder.yaml")).out == by_id.out


def test_what_cannot_be_drawn(tandem: Tandem, tmp_path: Path) -> None:
    (tmp_path / "notes.yaml").write_text("{")
    assert tandem("graph", "boundary_bilder").failed("boundary_builder")
    assert tandem("graph", "notes.yaml").failed("notes.yaml:2")
    assert tandem("graph", "boundary_builder", "-o", "no/such/folder.svg").failed("no/such/folder.svg")
    assert tandem("graph", "boundary_builder", "-o", "a.gif").code == 2
