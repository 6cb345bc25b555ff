"""The ladder: the next rung is mentioned after two passes on both axes, and going there is the person's choice."""

from __future__ import annotations

import msgspec

from dialogs.guidance.memory import Memory
from tests.talk import REAL, Talk

MENTIONED = "is there if you want it"
RUNGS = {
    "Spot the reply that holds", "Mend a reply", "One honest question", "Two mild pushes",
    "Guilt, bargains, hurt", "Anger, silence, all at once",
}  # fmt: skip


def at_ladder() -> Talk:
    talk = Talk(REAL)
    talk.command("start", "rehearsal")
    talk.tap("None of these")
    return talk


def run(talk: Talk, *replies: str) -> None:
    """One run at the first rung with a partner, and back to choosing."""
    talk.tap("One honest question")
    for reply in replies:
        talk.say(reply)
    talk.tap("4")
    talk.tap("Go on")
    talk.tap("Rehearse again")


def at_rung() -> Talk:
    talk = at_ladder()
    talk.tap("One honest question")
    talk.say("I won't lend my car")
    talk.tap("That the limit holds")
    talk.tap("A friend who borrows")
    talk.tap("7")
    for _ in range(2):
        talk.say("I hear you. I won't lend my car.")
    talk.tap("4")
    talk.tap("Go on")
    talk.tap("Rehearse again")
    return talk


def test_the_rung_is_asked_before_any_words_or_partner_and_all_are_free() -> None:
    talk = at_ladder()
    assert {button.label for button in talk.buttons} >= RUNGS
    assert "Someone says" in talk.tap("Spot the reply that holds")


def test_two_passes_mention_the_next_rung_and_one_does_not() -> None:
    talk = at_rung()
    assert MENTIONED not in talk.text
    run(talk, *["I hear you. I won't lend my car."] * 2)
    assert "“Two mild pushes” is there if you want it" in talk.text


def test_a_run_without_respect_is_no_pass() -> None:
    talk = at_rung()
    run(talk, "You selfish pig, I won't lend my car.", *["I hear you. I won't lend my car."] * 3)
    assert MENTIONED not in talk.text


def test_a_run_undone_and_done_again_counts_once() -> None:
    talk = at_rung()
    talk.tap("One honest question")
    talk.say("I hear you. I won't lend my car.")
    for _ in range(2):
        talk.say("I hear you. I won't lend my car.")
        talk.command("back")
    assert [len(runs) for runs in talk.session.passes.values()] == [2]
    talk.say("ok fine, just this once")
    assert [len(runs) for runs in talk.session.passes.values()] == [1]


def test_a_turn_taken_back_is_no_whole_run() -> None:
    talk = at_rung()
    talk.tap("One honest question")
    talk.say("ok fine, just this once")
    talk.tap("4")
    talk.tap("Answer that turn another way")
    for _ in range(2):
        talk.say("I hear you. I won't lend my car.")
    assert [len(runs) for runs in talk.session.passes.values()] == [1]


def test_spotting_and_mending_count_where_both_were_right() -> None:
    talk = at_ladder()
    for _ in range(2):
        talk.tap("Mend a reply")
        talk.say("I can't take the shift")
        talk.say("I won't do your shopping any more")
        talk.tap("Choose the next step")
    assert "“One honest question” is there if you want it" in talk.text
    talk = at_ladder()
    for last in ("1", "3", "3"):
        talk.session = msgspec.structs.replace(talk.session, memory=Memory())  # as on another day
        talk.tap("Spot the reply that holds")
        talk.say("2")
        talk.say(last)
        talk.tap("Choose the next step")
        assert (MENTIONED in talk.text) == (len(talk.session.passes.get("0", ())) == 2)
    assert "“Mend a reply” is there if you want it" in talk.text
