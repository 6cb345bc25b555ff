"""A conversation on a pipe, on a real store: lines in, plain lines out."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from bot.conversation import Newcomer
from bot.outgoing import Ack, Document, Hide, Picture, encode_outgoing
from bot.terminal.chat import CHANNEL, Talk, talk
from bot.terminal.question import Question, understood
from dialogs.progress import Chart, Series
from dialogs.session import Session
from dialogs.turn import Button, Chose, Commanded, Input, Said, Settings
from storage import Store
from tests.talk import MONDAY, library

KNOWN = Newcomer(Settings(consent=1, adult=True, name="Sam"), seed=1)


class Terminal:
    """Pipes lines through `talk` and gives back what came out, a list of lines."""

    def __init__(self, store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.store, self.monkeypatch, self.capsys = store, monkeypatch, capsys
        self.now = MONDAY

    def pipe(self, *lines: str, person: str = "me", newcomer: Newcomer = KNOWN) -> list[str]:
        self.monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        talk(Talk(self.store, library(), person, newcomer, self.now))
        return self.capsys.readouterr().out.splitlines()

    def answers(self, person: str = "me") -> dict[str, object]:
        found = self.store.find(CHANNEL, person)
        assert found is not None
        return dict(found.session.stack[-1].answers) if found.session.stack else {}


@pytest.fixture
def terminal(store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(store, monkeypatch, capsys)


def test_a_whole_dialog_goes_through_a_pipe(terminal: Terminal) -> None:
    lines = terminal.pipe("/start tea", "the blue one", "2", "3", "1, 3", "s", "I won't make tea for him any more")
    assert "Which cup?" in lines
    assert "  1  Green tea" in lines
    assert "  0 · none  1  2  3 · a lot" in lines
    assert "Black tea, 3, Milk, Honey, Left blank." in lines
    assert terminal.store.counts()["records"] >= 1


def test_a_pipe_starts_with_silence(terminal: Terminal) -> None:
    assert terminal.pipe() == []
    assert terminal.pipe("", "   ") == []


def test_each_line_is_a_turn_of_its_own_and_the_next_chat_goes_on(terminal: Terminal) -> None:
    terminal.pipe("/start tea")
    terminal.pipe("the blue one")
    assert terminal.pipe("Black tea")[:2] == ["(3/5)", "How much sugar?"]


def test_persons_are_kept_apart(terminal: Terminal) -> None:
    terminal.pipe("/start tea", person="ann")
    assert "Do you agree?" in terminal.pipe("hello", person="bob", newcomer=Newcomer(seed=1))
    assert terminal.pipe("the red one", person="ann")[0].startswith('You said "the red one".')


def test_letters_press_the_small_buttons_that_are_shown(terminal: Terminal) -> None:
    assert "Cups differ." in terminal.pipe("/start tea", "w")
    assert "Which kind?" in terminal.pipe("s")
    assert "Which cup?" in terminal.pipe("b")


def test_the_numbers_of_a_long_list_go_on_over_its_pages(terminal: Terminal) -> None:
    lines = terminal.pipe("/start tea", "x", "green")
    assert ("  1  Milk" in lines, "  2  Lemon" in lines, "  3  Honey" in lines) == (True, True, False)
    lines = terminal.pipe("m")
    assert lines[0].endswith("3  Honey")
    assert lines[1].endswith("4  Mint")
    terminal.pipe("3, 2")
    assert "Honey" in str(terminal.answers()["extras"])
    assert "Lemon" in str(terminal.answers()["extras"])


def test_what_a_person_wrote_is_shown_without_escapes(terminal: Terminal) -> None:
    out = "\n".join(terminal.pipe("/start tea", "\x1b[31mred\x07 <b>{kind}</b> &amp;"))
    assert 'You said "red <b>{kind}</b> &amp;".' in out
    assert "\x1b" not in out


def test_what_waits_from_before_is_shown_first_and_once(terminal: Terminal) -> None:
    terminal.pipe("/start tea")
    number = terminal.store.find(CHANNEL, "me")
    assert number is not None
    with terminal.store.batch():
        for text in ("first", "second"):
            terminal.store.queue(CHANNEL, "me", number.number, encode_outgoing(Ack(None, text)), MONDAY)
        terminal.store.queue("telegram", "me", None, encode_outgoing(Ack(None, "elsewhere")), MONDAY)
    assert terminal.pipe() == ["first", "", "second", ""]
    assert terminal.pipe() == []
    assert [row.channel for row in terminal.store.waiting(0, 10)] == ["telegram"]


def test_more_waits_than_is_read_at_once(terminal: Terminal) -> None:
    with terminal.store.batch():
        for place in range(450):
            person = "me" if place % 2 else "someone else"
            terminal.store.queue(CHANNEL, person, None, encode_outgoing(Ack(None, str(place))), MONDAY)
    lines = terminal.pipe()
    assert [line for line in lines if line] == [str(place) for place in range(1, 450, 2)]


def test_an_export_is_saved_for_its_owner_only(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("tandem-export", "tandem-export-2"):
        lines = terminal.pipe("/export", "1")
        assert f"{folder}/export.json" in lines
        file = tmp_path / folder / "export.json"
        assert '"Sam"' in file.read_text()
        assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_picture_is_shown_as_lines_and_saved_for_its_owner_only(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    chart = Chart("mood", "lines", "Mood", ("Mar 2",), (Series("mood", (3.0,)),), 4)
    terminal.pipe("/start tea")
    for _ in range(2):
        with terminal.store.batch():
            terminal.store.queue(CHANNEL, "me", None, encode_outgoing(Picture(chart)), MONDAY)
        assert terminal.pipe() == ["Mood", "Mar 2  mood  ███████████████ 3", "", "tandem-pictures/mood.png", ""]
    file = tmp_path / "tandem-pictures" / "mood.png"
    assert file.read_bytes().startswith(b"\x89PNG")
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_an_export_of_someone_erased_meanwhile_is_nothing(terminal: Terminal) -> None:
    with terminal.store.batch():
        for what in (Document("caption"), Hide()):
            terminal.store.queue(CHANNEL, "me", None, encode_outgoing(what), MONDAY)
    assert terminal.pipe() == []


def test_the_clock_stands_where_it_was_put(terminal: Terminal) -> None:
    terminal.pipe("/start tea")
    terminal.now += timedelta(days=3)
    assert terminal.pipe("the blue one") != []
    found = terminal.store.find(CHANNEL, "me")
    assert found is not None
    assert found.session.last_turn == terminal.now


def test_the_clock_goes_by_itself_where_none_was_given(store: Store) -> None:
    before = datetime.now(UTC)
    assert before <= Talk(store, library(), "me", KNOWN).instant() <= datetime.now(UTC)


def test_a_question_of_a_script_that_is_gone_has_no_buttons(terminal: Terminal) -> None:
    terminal.pipe("/start tea")
    found = terminal.store.find(CHANNEL, "me")
    assert found is not None
    chat = Talk(terminal.store, library(), "me", KNOWN, MONDAY)
    assert chat.question().buttons
    with terminal.store.batch():
        terminal.store.save(found.number, _elsewhere(found.session), MONDAY)
    assert chat.question() == Question()
    assert terminal.pipe("hello") != []


def _elsewhere(session: Session) -> Session:
    return msgspec.structs.replace(session, stack=(msgspec.structs.replace(session.stack[-1], script="long_gone"),))


SKIPPABLE = Question("t-1", (Button("a", "A"), Button("skip_", "Skip", "control"), Button("s", "S")))


@pytest.mark.parametrize(
    ("line", "came"),
    [
        ("/Menu", Commanded("menu")),
        ("  /start  boundary_builder ", Commanded("start", "boundary_builder")),
        ("/sos@tandem_bot now", Commanded("sos", "now")),
        ("S", Chose("t-1", "skip_")),
        ("b", Commanded("back")),
        ("w", Said("w")),
        ("2", Said("2")),
        (" two words ", Said(" two words ")),
        ("a\x1b[Ab\x1b[31m", Said("ab")),
        ("\u200fשלום\x00", Said("\u200fשלום\x00")),
        ("/", Said("/")),
        ("/no-command", Said("/no-command")),
    ],
)
def test_lines_are_understood(line: str, came: Input) -> None:
    assert understood(line, SKIPPABLE) == came
