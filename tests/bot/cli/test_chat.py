"""`tandem chat` on a pipe: repeatable, plain, and at its end when the input is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Tandem

ROOT = Path(__file__).parents[3]
LINES = "/start\n1\n\x1b[31mhello\x07 <b>\n/menu\n/nonsense\n/sos\n/stop\n"
FIXED = ["--person", "sam", "--now", "2026-03-02T18:00:00+00:00", "--seed", "7"]


def test_a_conversation_is_repeatable(tandem: Tandem, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = set()
    for place in ("a", "b"):
        monkeypatch.setenv("TANDEM_DATABASE", f"{place}/tandem.db")
        monkeypatch.setenv("TANDEM_KEY_FILE", f"{place}-keys/key")
        done = tandem("chat", *FIXED, stdin=LINES)
        assert (done.code, done.err) == (0, "")
        runs.add(done.out)
    assert len(runs) == 1
    assert len(runs.pop()) > 500


def test_a_pipe_gets_plain_lines(tandem: Tandem) -> None:
    done = tandem("chat", stdin=LINES)
    assert "\x1b" not in done.out
    assert "\x07" not in done.out
    assert "</" not in done.out


def test_a_time_without_a_zone_is_utc(tandem: Tandem) -> None:
    assert tandem("chat", "--now", "2026-03-02T18:00:00", stdin="/start\n").code == 0
    assert "seen 2026-03-02" in tandem("people").out


def test_the_database_and_its_key_are_made_for_their_owner_only(tandem: Tandem, tmp_path: Path) -> None:
    tandem("chat", stdin="/start\n")
    made = [tmp_path / "data" / "tandem.db", tmp_path / "home" / ".config" / "tandem" / "tandem.key"]
    assert [file.stat().st_mode & 0o777 for file in made] == [0o600, 0o600]


def test_any_bytes_can_come_through_the_pipe(tmp_path: Path) -> None:
    lines = b"/start\n1\n\xff\xfe\x00\n" + "\u202e🫶🏽".encode() * 3000 + b"\n" + b"x" * 100_000 + b"\n/stop"
    environ = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "PYTHONIOENCODING": "ascii:strict",
    }
    words = [sys.executable, "-W", "error", "-m", "bot", "chat"]
    done = subprocess.run(words, input=lines, cwd=tmp_path, env=environ, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n\n") >= 5
