"""Transcripts: read, played on a real store, compared, corrected; and which ways they leave unwalked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.replay.coverage import all_ways, exits, never_walked, told
from bot.replay.playing import Player, Walked
from bot.replay.transcript import TranscriptProblem, read_transcript, waited, without_gaps
from dialogs.load import load_library
from dialogs.script import Choice, Choices, Free, Outcome, Pick, Step
from dialogs.words import Words
from storage import Store
from tests.bot.cli.conftest import Tandem, tandem  # noqa: F401  a fixture
from tests.talk import MONDAY, library

ROOT = Path(__file__).parents[2]
HEAD = "locale: en\nseed: 7\nnow: 2026-03-02T18:00:00+00:00\nname: Sam\n"
Play = Callable[[str], str]


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    """Plays the text of a transcript with the small library; the whole transcript as it should be."""
    store = Store.open(tmp_path / "data" / "replay.db", tmp_path / "keys" / "key")
    number = iter(range(1000))

    def run(text: str) -> str:
        file = tmp_path / f"{next(number)}.txt"
        file.write_text(text, encoding="utf-8")
        return Player(store, library(), read_transcript(file)).play()

    yield run
    store.close()


def answers(text: str) -> list[str]:
    """The lines that the bot answered."""
    return [line for line in text.partition("\n\n")[2].splitlines() if line and not line.startswith("you:")]


def test_what_is_answered_is_filled_in(play: Play) -> None:
    played = play(f"# why\n{HEAD}start: tea\n\nyou: blue\n# a remark\nyou: [Black tea]\n")
    assert played.startswith(f"# why\n{HEAD}start: tea\n\nbot: Hello ")
    assert (
        '\n\nyou: blue\nbot: You said "blue".\n     .\n     (2/4)\n     Which kind?\n     [Green tea] [Black tea]'
        in played
    )
    assert "\n\n# a remark\nyou: [Black tea]\nbot: (3/5)\n     How much sugar?\n" in played
    assert played.endswith("]\n")


def test_a_transcript_that_is_filled_in_stays_as_it_is(play: Play) -> None:
    done = "you: two\n     lines\n     .\n     more\nyou: green\nyou: [Milk]\nyou: [Milk]\nyou: /stop\n# the end\n"
    text = f"{HEAD}start: tea\n\n{done}"
    once = play(text)
    assert 'bot: You said "two\n     lines\n     .\n     more".' in once
    assert "\nbuttons: [✓ Milk] [Lemon]" in once
    assert play(once) == once


def test_nothing_that_the_bot_says_can_be_taken_for_something_done(play: Play) -> None:
    played = play(f"{HEAD}start: tea\n\nyou: a\n     you: /stop\n     bot: hello\n")
    assert 'bot: You said "a\n     you: /stop\n     bot: hello".' in played
    assert play(played) == played


def test_commands_corrections_and_things_that_cannot_be_read(play: Play) -> None:
    played = play(
        f"{HEAD}start: tea\n\nyou: blue\nedit: red\nphoto:\nvoice:\nyou: /back\nyou: /export\nyou: [Send it]\n"
    )
    assert 'bot: Edit taken\n     .\n     You said "red".' in played
    assert "photo:\nbot: Unreadable photo" in played
    assert "voice:\nbot: Unreadable voice" in played
    assert "file: Export caption" in played


def test_a_wait_moves_the_clock(play: Play, tmp_path: Path) -> None:
    played = play(f"{HEAD}start: tea\n\nyou: blue\nwait: 2 days\nyou: [Green tea]\nyou: wait\n")
    assert "\nwait: 2 days\n\nyou: [Green tea]\n" in played
    transcript = read_transcript(tmp_path / "0.txt")
    assert transcript.now == MONDAY
    assert waited(transcript, transcript.entries[1]) == timedelta(days=2)


def test_a_button_whose_moment_has_passed_can_be_tapped(play: Play) -> None:
    played = play(f"{HEAD}start: tea\n\nyou: blue\nyou: [Green tea]\nyou: [Black tea]\n")
    assert played.endswith("you: [Black tea]\nnotice: Stale button\n")


def test_somebody_new_begins_with_the_welcome(play: Play) -> None:
    assert "bot: Do you agree?" in play("locale: en\nstart: welcome\n\n")
    assert "bot: Do you agree?" not in play(f"{HEAD}start: menu\n\n")


def test_a_room_that_only_the_bot_begins_can_be_the_start(play: Play) -> None:
    assert play(f"{HEAD}start: nudge_later\n\n").endswith("bot: Words of nudge_later.\n")


def test_the_same_seed_says_the_same(play: Play) -> None:
    said = {seed: play(f"seed: {seed}\nstart: tea\n\n").partition("\n\n")[2] for seed in range(12)}
    assert said == {seed: play(f"seed: {seed}\nstart: tea\n\n").partition("\n\n")[2] for seed in range(12)}
    assert len(set(said.values())) > 1


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("nonsense\n\n", 1, "header"),
        ("# x\nlocal: en\n\n", 2, "header"),
        ("now: soon\n\n", 1, "now"),
        ("seed: one\n\n", 1, "seed"),
        ("start: nowhere\n\n", 1, "nowhere"),
        ("start: tea\n\nyou: a\nme: b\n", 4, "you:"),
        ("start: tea\n\nyou: a\n\nyou: [No such]\n", 5, "[Green tea]"),
        ("start: tea\n\nwait: long\n", 3, "2 days"),
    ],
)
def test_a_mistake_is_told_with_its_line(play: Play, text: str, line: int, word: str) -> None:
    with pytest.raises(TranscriptProblem) as caught:
        play(text)
    assert f".txt:{line}: " in str(caught.value)
    assert word in str(caught.value)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(TranscriptProblem, match="cannot be read"):
        read_transcript(tmp_path / "a.txt")


def test_gaps_do_not_count() -> None:
    assert without_gaps("a\n\n\nb  \n") == without_gaps("a\nb")


# --- coverage -----------------------------------------------------------------------------------------------


def test_every_way_the_engine_goes_is_a_way_that_is_counted(play: Play, tmp_path: Path) -> None:
    store = Store.open(tmp_path / "more" / "replay.db", tmp_path / "more-keys" / "key")
    file = tmp_path / "walk.txt"
    file.write_text(
        f"{HEAD}start: tea\n\nyou: blue\nyou: 2\nyou: 3\nyou: 1\nyou: [Skip]\nyou: hm\nyou: hm\nyou: [More tea]\n"
    )
    player = Player(store, library(), read_transcript(file))
    player.play()
    store.close()
    assert len(player.walked) > 10
    assert player.walked <= set(all_ways(library()))
    left = never_walked(library(), player.walked)
    assert ("en", "tea", "cup", "skip") in left
    assert ("en", "tea", "cup", "then") not in left
    assert ("en", "limit_talk", "limit", "else_unclear") not in left
    assert any("tea.yaml:" in line and "tea cup: skip was never walked" in line for line in told(library(), left))


def test_a_script_that_stands_in_for_a_translation_counts_where_it_is_written() -> None:
    every = all_ways(library())
    assert never_walked(library(), {("xx", *way[1:]) for way in every}) == []


YES = Choice("yes", Words(("Yes",)), then="b")
OTHER = Choice("other", Words(("Other",)), script="tea")


@pytest.mark.parametrize(
    ("step", "ways"),
    [
        (Step(id="a", then="b"), ["then"]),
        (Step(id="a", end="completed"), ["end"]),
        (Step(id="a", call="tea", then="b"), ["call", "then"]),
        (Step(id="a", do="resume"), []),
        (Step(id="a", question=Free(), then="b"), ["then", "skip"]),
        (Step(id="a", question=Free(), then="b", may_skip=False), ["then"]),
        (Step(id="a", question=Pick((YES,)), then="b", skip="c"), ["then", "skip"]),
        (Step(id="a", question=Choices((YES, OTHER)), may_skip=False), ["choice_yes", "choice_other"]),
        (
            Step(
                id="a",
                question=Free(),
                listen="need",
                outcomes={"clear": Outcome("clear", "b", at_most=1, otherwise="c")},
            ),
            ["hears_clear", "else_clear"],
        ),
    ],
)
def test_the_ways_out_of_a_step(step: Step, ways: list[str]) -> None:
    assert list(exits(step)) == ways


# --- the command --------------------------------------------------------------------------------------------


def test_our_own_transcripts_are_as_written(tandem: Tandem, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.chdir(ROOT)
    done = tandem("replay")
    assert done.code == 0, done.out[-3000:]


def test_our_own_transcripts_leave_no_way_unwalked_in_the_default_language(tmp_path: Path) -> None:
    ours = load_library(ROOT / "dialogs")[0]
    store = Store.open(tmp_path / "data" / "replay.db", tmp_path / "keys" / "key")
    walked: Walked = set()
    for file in sorted((ROOT / "tests" / "transcripts").rglob("*.txt")):
        player = Player(store, ours, read_transcript(file))
        player.play()
        walked |= player.walked
    store.close()
    left = [way for way in never_walked(ours, walked) if way[0] == ours.default]
    assert list(told(ours, left)) == []


def test_in_none_of_our_transcripts_a_turn_breaks() -> None:
    sorry = load_library(ROOT / "dialogs")[0].phrase("en", "apology").variants[0]
    broken = [file.name for file in (ROOT / "tests" / "transcripts").rglob("*.txt") if sorry in file.read_text("utf-8")]
    assert broken == []


def test_a_difference_is_shown_and_can_be_taken_over(tandem: Tandem, tmp_path: Path) -> None:  # noqa: F811
    file = tmp_path / "one" / "a.txt"
    file.parent.mkdir()
    file.write_text("start: menu\n\nyou: /stop\n")
    done = tandem("replay", "one")
    assert done.code == 1
    assert "+bot: " in done.out
    assert done.out.endswith("1 transcripts, 1 not as written.\n")
    assert file.read_text() == "start: menu\n\nyou: /stop\n"
    assert tandem("replay", "one", "--update").code == 0
    assert tandem("replay", "one/a.txt").out == "1 transcripts, 0 not as written.\n"
    file.write_text(file.read_text().replace("bot: ", "bot: X", 1))
    assert tandem("replay", "one").code == 1


def test_a_broken_transcript_does_not_stop_the_others(tandem: Tandem, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "a.txt").write_text("nonsense\n")
    (tmp_path / "b.txt").write_text("start: menu\n\n")
    tandem("replay", "b.txt", "--update")
    done = tandem("replay", "a.txt", "b.txt")
    assert done.code == 1
    assert done.out.startswith("a.txt:1: ")
    assert done.out.endswith("2 transcripts, 1 not as written.\n")


def test_coverage_is_asked_for_only_when_required(tandem: Tandem, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "b.txt").write_text("start: menu\n\n")
    tandem("replay", "b.txt", "--update")
    done = tandem("replay", "b.txt", "--coverage")
    assert done.code == 0
    assert "was never walked" in done.out
    assert tandem("replay", "b.txt", "--coverage", "--require").code == 1


def test_no_transcripts_are_no_success(tandem: Tandem, tmp_path: Path) -> None:  # noqa: F811
    assert tandem("replay").failed("tests/transcripts")
    (tmp_path / "empty").mkdir()
    assert tandem("replay", "empty").failed("empty")
