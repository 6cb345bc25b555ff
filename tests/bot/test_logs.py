"""Logs: one line an event, and neither the token nor a word that a person wrote, whoever logs it and however."""

from __future__ import annotations

import io
import logging
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bot import logs
from storage import StorageProblem

TOKEN = "7000000001:" + "tok-en_" * 5
WORDS = "wombat answer"


@pytest.fixture
def written(logs_put_back: None) -> io.StringIO:
    stream = io.StringIO()
    logs.set_up("debug", TOKEN, "hook-secret", stream=stream)
    return stream


def test_a_line_holds_time_level_logger_message_and_extras(written: io.StringIO) -> None:
    logging.getLogger("tandem.turns").info("took %d turns", 3, extra={"update": 7, "input": "Said", "took": 0.25})
    (line,) = written.getvalue().splitlines()
    assert line.endswith("Z INFO    tandem.turns took 3 turns update=7 input=Said took=0.25"), line


def test_an_event_is_one_line_whatever_is_in_it(written: io.StringIO) -> None:
    logging.getLogger("tandem").warning("a\nb\r\u2028c\x1b[31m\x00d \ud800")
    (line,) = written.getvalue().splitlines()
    assert line.endswith("a b c [31m d  ")


def test_an_extra_that_could_be_words_is_only_told_by_its_type(written: io.StringIO) -> None:
    logging.getLogger("tandem").info("x", extra={"answer": WORDS, "answers": [WORDS]})
    assert WORDS not in written.getvalue()
    assert "answer=(str) answers=(list)" in written.getvalue()


@pytest.mark.parametrize("text", [TOKEN, f"/bot{TOKEN}/getMe", "hook-secret", "123456:" + "x" * 35])
def test_tokens_and_secrets_are_taken_out(written: io.StringIO, text: str) -> None:
    logging.getLogger("tandem").error("at %s now", text)
    logging.getLogger("tandem").error("%s", "x", extra={"where": text.replace("/", "-")})
    assert "hook-secret" not in written.getvalue()
    assert text.strip("/").removeprefix("bot").partition("/")[0] not in written.getvalue()
    assert written.getvalue().count(logs.HIDDEN) == 2


def test_the_message_of_a_foreign_exception_is_left_out(written: io.StringIO) -> None:
    try:
        try:
            dict[str, str]()[WORDS]
        except KeyError as error:
            raise ValueError(f"cannot read {WORDS}") from error
    except ValueError:
        logging.getLogger("tandem").exception("turn failed")
    (line,) = written.getvalue().splitlines()
    assert WORDS not in line
    assert "turn failed ValueError<-KeyError at tests/bot/test_logs.py:" in line


def test_the_message_of_our_own_exception_is_told(written: io.StringIO) -> None:
    try:
        raise StorageProblem("The disk is full.")  # noqa: TRY301  it has to have been raised
    except StorageProblem:
        logging.getLogger("tandem").exception("stopped")
    assert "StorageProblem: The disk is full. at " in written.getvalue()


@pytest.mark.parametrize(
    "message",
    [f"Exception in callback say('{WORDS}')", f"never retrieved\nfuture: {WORDS}", f'got "{WORDS}"', f"x={WORDS}"],
)
def test_other_libraries_say_only_what_their_programmers_wrote(written: io.StringIO, message: str) -> None:
    logging.getLogger("asyncio").error(message)
    logging.getLogger("some.library").debug("Calling endpoint `%s` with %s", "sendMessage", {"text": WORDS})
    assert "wombat" not in written.getvalue()
    assert "Calling endpoint" in written.getvalue()


def test_what_crashes_outside_any_handler_is_told_without_its_message(written: io.StringIO) -> None:
    def crash() -> None:
        raise ValueError(WORDS)

    thread = threading.Thread(target=crash)
    thread.start()
    thread.join()
    assert "crashed: ValueError at tests/bot/test_logs.py:" in written.getvalue()
    assert WORDS not in written.getvalue()


def test_a_record_that_cannot_be_written_is_no_reason_to_print_it(
    logs_put_back: None, capsys: pytest.CaptureFixture[str]
) -> None:
    class Full(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError("disk full")

    logs.set_up("info", stream=Full())
    logging.getLogger("tandem").info("%s", WORDS)
    assert WORDS not in capsys.readouterr().err


def test_below_the_level_nothing_is_written(logs_put_back: None) -> None:
    stream = io.StringIO()
    logs.set_up("warning", stream=stream)
    logging.getLogger("tandem").info("x")
    assert stream.getvalue() == ""


def test_a_process_that_dies_of_an_error_says_where_and_not_what(tmp_path: Path) -> None:
    program = tmp_path / "dies.py"
    program.write_text(f"from bot import logs\nlogs.set_up('error')\nraise ValueError({WORDS!r})\n")
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, program], env={"PYTHONPATH": root}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "crashed: ValueError at" in done.stderr
    assert WORDS not in done.stderr
