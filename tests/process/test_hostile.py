"""Whatever a person writes is shown back as it was written, and formats, expands and breaks nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tests.process.people import introduce

if TYPE_CHECKING:
    from tests.bot_api.chats import Message
    from tests.bot_api.person import Person
    from tests.bot_api.standin import StandIn
    from tests.process.conftest import Serve

EMOJI = "\N{GRINNING FACE}"
PLAIN = "an ordinary line"
HOSTILE = {
    "plain": (PLAIN, PLAIN),
    "tags": ("<b>x</b><script> a < b > c", "<b>x</b><script> a < b > c"),
    "links": ('<a href="tg://user?id=1">x</a> [y](z)', '<a href="tg://user?id=1">x</a> [y](z)'),
    "slots": ("{limit} {name} {0.__class__} {{x}} %s ${y}", "{limit} {name} {0.__class__} {{x}} %s ${y}"),
    "entities": ("&amp; &lt;i&gt; &#65;", "&amp; &lt;i&gt; &#65;"),
    "markdown": ("*x* _y_ `z` ||w|| \\*", "*x* _y_ `z` ||w|| \\*"),
    "control": ("a\x00b\x07c\x1bd", "abcd"),
    "zero width": ("a\u200bb\u200dc\u2060d", "a\u200bb\u200dc\u2060d"),
    "direction marks": ("\u202eevil\u202c \u2066x\u2069", "evil x"),
    "right to left": ("\u05e9\u05dc\u05d5\u05dd", "\u2068\u05e9\u05dc\u05d5\u05dd\u2069"),
    "heaps of marks": ("e" + "\u0301" * 40, "e" + "\u0301" * 40),
    "emoji": (EMOJI * 2048, EMOJI * 250),
    "lines": ("x\n" * 2047 + "x", "x\n" * 250),
}


def test_answers_are_shown_back_and_format_nothing(telegram: StandIn, serve: Serve) -> None:
    people = {name: telegram.person(name) for name in HOSTILE}
    serving = serve()
    introduce(serving, *people.values())
    with serving, ThreadPoolExecutor(len(people)) as pool:
        builds = {name: pool.submit(build, person, HOSTILE[name][0]) for name, person in people.items()}
        sentences = {name: found.result() for name, found in builds.items()}
    for name, sentence in sentences.items():
        assert HOSTILE[name][1] in text(sentence), name
        assert kinds(sentence) == kinds(sentences["plain"]), name
    assert "Traceback" not in serving.stderr


def build(person: Person, words: str) -> list[Message]:
    """The messages with the sentence that boundary_builder makes when everything is answered with these words."""
    person.says("/start boundary_builder")
    for _ in range(12):
        question = person.hears(lambda message: message.rows)
        choices = {button.choice for button in question.buttons}
        if "let_go" in choices:
            return person.heard()
        if tapped := choices & {"5", "face", "serious", "mine", "keep"}:
            person.taps(tapped.pop())
        else:
            person.says(words)
    raise AssertionError(person.shows())


def text(messages: list[Message]) -> str:
    """Their texts as one."""
    return "\n".join(message.text for message in messages)


def kinds(messages: list[Message]) -> list[str]:
    """The kinds of formatting in them."""
    return [entity["type"] for message in messages for entity in message.entities]


def test_names_are_shown_back_too(telegram: StandIn, serve: Serve) -> None:
    people = {name: telegram.person(name) for name in HOSTILE if name not in ("emoji", "lines")}
    serving = serve()
    introduce(serving, *people.values())
    with serving, ThreadPoolExecutor(len(people)) as pool:
        noted = {name: pool.submit(rename, person, HOSTILE[name][0]) for name, person in people.items()}
        for name, found in noted.items():
            message = found.result()
            assert f"Noted, {HOSTILE[name][1]}." in message.text
            assert not message.entities


def rename(person: Person, name: str) -> Message:
    """The reply to a new name."""
    person.says("/settings")
    person.taps("name")
    person.hears(lambda message: "skip_" in [button.choice for button in message.buttons])
    person.says(name)
    return person.hears("Noted")


def test_a_long_paste_breaks_nothing(telegram: StandIn, serve: Serve) -> None:
    paste = "".join(f"line {number}\n" for number in range(10_000))
    sam, kim, pat = (telegram.person(name) for name in ("Sam", "Kim", "Pat"))
    serving = serve()
    introduce(serving, sam, kim, pat)
    with serving:
        sam.pastes(paste)
        kim.says(paste)  # Telegram's apps would split it; one message of that length is none of theirs
        assert "4096" in kim.hears().text
        kim.says(EMOJI * 4096)
        assert "4096" in kim.hears().text
        pat.says("/help")
        pat.hears()
        telegram.wait_until_taken()
        assert serving.stop() == 0
        assert "Traceback" not in serving.stderr
