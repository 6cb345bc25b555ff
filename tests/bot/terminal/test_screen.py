"""The screen: formatting shown as formatting, in a box; and a real process on a real terminal."""

from __future__ import annotations

import io
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from bot.terminal.screen import Screen, formatted
from dialogs.turn import Bubble, Button, Span

ROOT = Path(__file__).parents[3]
PATIENCE = 20.0


def shown(bubble: Bubble, width: int = 60) -> str:
    out = io.StringIO()
    Screen(Console(file=out, width=width, force_terminal=False, highlight=False)).say(bubble, 1)
    return out.getvalue()


def test_formatting_is_shown_as_formatting() -> None:
    text = formatted(
        Bubble("plain bold code link", (Span(6, 10, "b"), Span(11, 15, "code"), Span(16, 20, "a", "https://e.org")))
    )
    styles = {text.plain[span.start : span.end]: str(span.style) for span in text.spans}
    assert styles["bold"] == "bold"
    assert styles["code"] == "cyan"
    assert "link https://e.org" in styles["link"]
    assert text.plain == "plain bold code link (https://e.org)"


def test_a_message_is_in_a_box_with_its_choices_below() -> None:
    lines = shown(
        Bubble("Hello [b]you[/b] :smile: <b>", buttons=(Button("x", "One"), Button("skip_", "Skip", "control")))
    ).splitlines()
    assert "Hello [b]you[/b] :smile: <b>" in lines[1]
    assert [line.rstrip() for line in lines[3:]] == ["  1  One", "  [s] Skip"]


@pytest.mark.parametrize("text", ["word " * 200, "x" * 300, "🫶🏽" * 1000, "שלום עולם " * 40, "a\x1b[2Jb", ""])
def test_no_message_leaves_the_box(text: str) -> None:
    out = shown(Bubble(text), width=40)
    assert "\x1b" not in out
    assert all(len(line) <= 40 for line in out.splitlines())


class OnTerminal:
    """`tandem chat` on a pseudo-terminal."""

    def __init__(self, folder: Path) -> None:
        ours, theirs = pty.openpty()
        environ = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(folder),
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm-256color",
        }
        words = [sys.executable, "-m", "bot", "chat", "--person", "sam", "--seed", "7"]
        self.process = subprocess.Popen(
            words, cwd=folder, env=environ, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)
        self.terminal = ours
        self.seen = ""

    def until(self, wanted: str) -> None:
        """Read until that was shown, after what was shown before."""
        end = time.monotonic() + PATIENCE
        while not re.search(wanted, self.seen):
            left = end - time.monotonic()
            assert left > 0, f"not shown: {wanted!r} in {self.seen[-2000:]!r}"
            assert self._read(left), f"ended before {wanted!r}: {self.seen[-2000:]!r}"

    def _read(self, seconds: float) -> bool:
        """Take what is shown meanwhile; False when the other side is closed."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            return True
        try:
            raw = os.read(self.terminal, 65536).decode("utf-8", "replace")
        except OSError:
            return False
        if "\x1b[6n" in raw:  # it asks where the cursor is, as it may of any terminal
            os.write(self.terminal, b"\x1b[1;1R")
        self.seen += raw
        return True

    def types(self, text: str) -> None:
        """Type that."""
        self.seen = ""
        os.write(self.terminal, text.encode())

    def ends(self) -> int:
        """Its exit code, while its terminal is still read."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end and self._read(0.05):
            pass
        return self.process.wait(PATIENCE)


@pytest.fixture
def on_terminal(tmp_path: Path) -> Iterator[OnTerminal]:
    opened = OnTerminal(tmp_path)
    yield opened
    if opened.process.poll() is None:
        opened.process.send_signal(signal.SIGKILL)
        opened.process.wait()
    os.close(opened.terminal)


@pytest.mark.parametrize("key", ["\x04", "\x03"], ids=["Ctrl-D", "Ctrl-C"])
def test_a_chat_on_a_terminal_greets_answers_and_leaves_kindly(on_terminal: OnTerminal, key: str) -> None:
    on_terminal.until("╭[^╮]*╮(.|\n)*›")
    on_terminal.types("1\r")
    on_terminal.until("╭[^╮]*╮(.|\n)*›")
    on_terminal.types(key)
    assert on_terminal.ends() == 0, on_terminal.seen
    assert "Traceback" not in on_terminal.seen
    assert "/menu" in on_terminal.seen
