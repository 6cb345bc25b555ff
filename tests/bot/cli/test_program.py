"""The program as a whole: help, exit codes, and failures in one line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.program import COMMANDS, _sentence
from storage import StorageProblem
from tests.bot.cli.conftest import Tandem

ROOT = Path(__file__).parents[3]


def test_every_command_is_listed_but_the_hidden_one(tandem: Tandem) -> None:
    done = tandem("--help")
    assert done.code == 0
    listed = {line.split()[0] for line in done.out.partition("Commands:")[2].splitlines() if line.strip()}
    assert listed == set(COMMANDS) - {"healthy"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_shows_an_example(tandem: Tandem, command: str) -> None:
    done = tandem(command, "--help")
    assert done.code == 0
    assert "Example" in done.out
    assert f"tandem {command}" in done.out.partition("Example")[2]


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nonsense"],
        ["people", "--nonsense"],
        ["export"],
        ["graph"],
        ["check", "no/such/path"],
        ["chat", "--now", "soon"],
    ],
)
def test_a_usage_error_ends_with_2(tandem: Tandem, words: list[str]) -> None:
    done = tandem(*words)
    assert done.code == 2
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "words",
    [["people"], ["stats"], ["export", "sam"], ["forget", "sam"], ["backup", "x.db"], ["check", "--against", "x.db"]],
)
def test_without_a_database_there_is_one_clear_line(tandem: Tandem, words: list[str], tmp_path: Path) -> None:
    assert tandem(*words).failed(".db")
    assert not list(tmp_path.rglob("*.db"))


@pytest.mark.parametrize("words", [["chat"], ["people"], ["serve"], ["restore", "x"], ["healthy"]])
def test_a_setting_that_is_wrong_stops_the_start(
    tandem: Tandem, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setenv("TANDEM_SEED", "seven")
    assert tandem(*words).failed("TANDEM_SEED")


def test_a_setting_in_the_file_counts_too(tandem: Tandem, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TANDEM_LOCALE=xx\n")
    assert tandem("chat").failed("TANDEM_LOCALE", "en")


def test_serve_without_a_token_is_refused(tandem: Tandem, tmp_path: Path) -> None:
    assert tandem("serve").failed("TELEGRAM_BOT_TOKEN", "@BotFather")
    assert not (tmp_path / "data").exists()


def test_a_mistake_of_ours_is_told_without_anybodys_words() -> None:
    error = ValueError("wombat")
    assert "wombat" not in _sentence(error)
    assert "ValueError" in _sentence(error)
    assert _sentence(StorageProblem("The disk is full.")) == "The disk is full."
    assert _sentence(FileNotFoundError(2, "No such file or directory", "x.svg")).startswith("x.svg ")


def test_a_reader_who_goes_away_is_no_traceback() -> None:
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    theirs, ours = os.pipe()
    os.close(theirs)
    words = [sys.executable, "-m", "bot", "graph", "boundary_builder"]
    done = subprocess.run(words, env=environ, cwd=ROOT, stdout=ours, stderr=subprocess.PIPE, text=True, check=False)
    os.close(ours)
    assert (done.returncode, done.stderr) == (1, "")


def test_it_runs_as_a_module() -> None:
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "people", "-x"], env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Usage: tandem people" in done.stderr
