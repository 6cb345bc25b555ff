"""Fixtures: the program, run in this process in a folder of its own, with nothing of the machine's settings."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main

Tandem = Callable[..., "Ran"]


@dataclass(frozen=True)
class Ran:
    """What a command did: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    def failed(self, *words: str) -> bool:
        """Whether it ended with 1 and one clear line that holds these words."""
        one_line = len(self.err.splitlines()) == 1 and "Traceback" not in self.err
        return self.code == 1 and one_line and all(word in self.err for word in words)


class Input(io.StringIO):
    """Standard input with its bytes, as a pipe has them."""

    @property
    def buffer(self) -> io.BytesIO:
        """The rest as bytes."""
        return io.BytesIO(self.read().encode())


@pytest.fixture
def tandem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], logs_put_back: None
) -> Tandem:
    """A function that runs a command line in a folder; settings come from the environment the test makes."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith(("TANDEM_", "TELEGRAM_", "XDG_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))

    def run(*words: str, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", Input(stdin))
        capsys.readouterr()
        code = main(list(words))
        written = capsys.readouterr()
        return Ran(code, written.out, written.err)

    return run


@pytest.fixture
def with_sam(tandem: Tandem) -> Tandem:
    """The program, after Sam has begun to talk in the terminal."""
    assert tandem("chat", "--person", "sam", stdin="/start\n").code == 0
    return tandem
