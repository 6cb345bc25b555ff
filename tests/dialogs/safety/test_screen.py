"""The crisis and abuse screen (SAFETY.md: E, S9, S12)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs import care
from dialogs.reading.tokens import MOST_READ
from dialogs.safety.screen import LABELS, screen

DANGER = [
    ("I want to kill myself", "self_harm", "explicit"),
    ("he hit me last night", "physical_violence", "explicit"),
    ("he said he would kill me if I go", "threat_to_life", "explicit"),
    ("she had sex with me while I was asleep", "sexual_coercion", "explicit"),
    ("my husband goes through my phone", "coercive_control", "explicit"),
    ("i want to hurt him", "harm_to_other", "explicit"),
    ("everyone would be better off without me", "self_harm", "uncertain"),
]


@pytest.mark.parametrize(("text", "label", "tier"), DANGER)
def test_danger_is_found(text: str, label: str, tier: str) -> None:
    found = screen(text)
    assert (found.label, found.tier) == (label, tier)
    assert found.signs
    assert all(text[sign.start : sign.end] == sign.text for sign in found.signs)


@pytest.mark.parametrize(
    "text",
    [
        "this deadline is killing me", "I could have died laughing", "I don't want to live in London",
        "I want to wake up at six",
        "my feet are killing me", "that cake is to die for", "I won't lend him money any more",
        "she killed it on stage",
        "blue", "ok", "7", "I'm dead tired", "he beat me at chess",
    ],
)  # fmt: skip
def test_ways_of_speaking_are_left_alone(text: str) -> None:
    assert screen(text).tier == "none"


@pytest.mark.parametrize(
    "text",
    [
        "I WANT TO KILL MYSELF", "i wanna killl myself", "i want to k1ll mys3lf", "I want to kill my\u200bself",
        "i want to kіll myself",
        "I want\nto kill\nmyself", "I want to kill myself 🙂", "“I want to kill myself”", "kms",
        "unalive myself", "s3lf h@rm",
    ],
)  # fmt: skip
def test_e3_ways_of_typing_keep_the_verdict(text: str) -> None:
    assert screen(text).label == "self_harm"
    assert screen(text).tier == "explicit"


@pytest.mark.parametrize(
    "text", ["I don't want to kill myself", "I'm not saying he hit me", "my friend wants to kill herself"]
)
def test_e3_a_not_and_another_person_never_silence_it(text: str) -> None:
    assert screen(text).tier != "none"


def test_a_joke_is_asked_about_and_not_taken_as_said() -> None:
    assert screen("lol if i lose this game again i'll kill myself").tier == "uncertain"


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("I don't want to live", "explicit"), ("I don't want to live in London", "none"),
        ("I don't want to wake up", "explicit"), ("I don't want to wake up at six", "none"),
        ("he hit me", "explicit"), ("hit me up later", "none"), ("it hit me that it's Monday", "none"),
        ("I'm scared of my husband", "explicit"), ("I'm scared of spiders", "none"),
        ("I'm afraid of losing my job", "none"), ("I cut myself again", "explicit"), ("I cut myself shaving", "none"),
        ("he broke my arm", "explicit"), ("it breaks my heart", "none"),
        ("he won't let me see my mum", "explicit"), ("the bank won't let me log in", "none"),
    ],
)  # fmt: skip
def test_s9_the_object_decides(text: str, tier: str) -> None:
    assert screen(text).tier == tier


CLEAR = ("i want to kill myself", "he hit me last night", "he said he would kill me", "i am scared of my husband")
TYPED: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "title case": str.title,
    "stretched": lambda text: text.replace("m", "mmmm", 1),
    "full stops": lambda text: f"{text}...",
    "emoji": lambda text: f"{text} \U0001f62d\U0001f52a",
    "quotes": lambda text: f"\u201c{text}\u201d",
    "hidden": "\u200b".join,
    "look-alikes": lambda text: text.replace("a", "\u0430").replace("o", "\u043e").replace("e", "\u0435"),
    "digits": lambda text: text.replace("i", "1").replace("e", "3") if "kill" in text else text.replace("e", "3"),
    "lines": lambda text: text.replace(" ", "\n"),
    "spaces": lambda text: f"  {text.replace(' ', '   ')}  ",
    "more around it": lambda text: f"hi. so it's late here, and {text}. that's all",
}


@pytest.mark.parametrize("how", TYPED)
@pytest.mark.parametrize("text", CLEAR)
def test_e3_every_way_of_typing_keeps_the_verdict(text: str, how: str) -> None:
    plain, typed = screen(text), screen(TYPED[how](text))
    assert (typed.label, typed.tier) == (plain.label, plain.tier)


@pytest.mark.parametrize(
    "text",
    [
        "i wnat to kill myself", "i want to kil myself", "i want to kill mysself", "i want to kill myslef",
        "i want to kll myself", "i wan to kill myself", "i want to k1ll mys3lf", "i want to k.ll myself",
        "i want to killl myself", "im going to kill my self",
    ],
)  # fmt: skip
def test_e3_one_letter_wrong_keeps_the_verdict(text: str) -> None:
    assert (screen(text).label, screen(text).tier) == ("self_harm", "explicit")


def test_e3_words_split_over_two_messages_are_still_noticed() -> None:
    assert "none" not in {screen("i want to kill").tier, screen("myself").tier}


@pytest.mark.parametrize(
    "text",
    [
        "I was just diagnosed with stage 4 cancer and I'm going to die", "stage four, I'm scared of dying",
        "ok time to unalive myself lmao", "haha i want to die", "i'll kill myself if this level crashes again",
    ],
)  # fmt: skip
def test_words_that_could_be_either_are_asked_about(text: str) -> None:
    assert screen(text).tier == "uncertain"


@given(st.sampled_from(("my friend", "my sister", "he", "they")), st.sampled_from(("wants to die", "took pills")))
def test_e3_another_person_is_never_silence(who: str, does: str) -> None:
    assert screen(f"{who} {does}").tier != "none"


@given(st.text(max_size=400))
def test_any_text_is_screened(text: str) -> None:
    found = screen(text)
    assert found.label in (*LABELS, "none")
    assert (found.label == "none") == (found.tier == "none")


@pytest.mark.parametrize(
    ("text", "is_another"),
    [
        ("my friend wants to kill herself", True), ("my brother took pills", True), ("he hits my sister", True),
        ("her boyfriend beats her", True), ("I want to kill myself", False), ("he hit me last night", False),
        ("I hit her", False), ("he says he'll kill himself if I leave him", False),
        ("my sister tried to kill herself and I want to kill myself", False),
    ],
)  # fmt: skip
def test_s8_it_is_told_when_somebody_else_is_in_danger(text: str, is_another: bool) -> None:
    assert screen(text).third_party is is_another


class Unreadable(str):
    """A text that cannot be read."""

    __slots__ = ()

    def __getitem__(self, _: object) -> str:
        raise MemoryError


def test_s12_a_screen_that_breaks_asks() -> None:
    assert care.read(Unreadable("hello there"), "en").tier == "uncertain"


@pytest.mark.parametrize("piece", ["if he ", "i want to ", "(", "kill ", "a", "\u200b", "my friend .. ", "\n"])
def test_s12_what_comes_after_the_end_of_reading_costs_nothing(piece: str) -> None:
    long = piece * (MOST_READ // len(piece) + 1)
    assert screen(long[:MOST_READ]) == screen(long[:MOST_READ] + " i want to kill myself" * 1000)


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("i want to die. the pills are saved up, a whole bottle, ready", "explicit"),
        ("i want to die and ive written the letters", "explicit"),
        ("i wanna be dead. its got a date now, i set the date", "explicit"),
        ("i wanna be dead", "uncertain"),
        ("lol i want to die, today is the day of the exam", "uncertain"),
        ("today is the day i hand in my notice", "none"),
        ("ive picked a date for the wedding and written the invitations", "none"),
    ],
)
def test_s3_words_of_a_plan_make_wanting_to_die_clear_and_mean_nothing_alone(text: str, tier: str) -> None:
    assert screen(text).tier == tier
