"""How replies in a rehearsal are heard: as a counsellor would hear them, and by the register people speak in."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dialogs.feedback import Register
from dialogs.rehearsal.hearing import hear
from dialogs.rehearsal.partner import Heard

LIMIT = "I won't lend you money any more."
REPLIES: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("replies.yaml").read_text("utf-8"))


def verdict(heard: Heard) -> str:
    """What was heard, in one word: who gives in gives in, however they say it."""
    if heard.silent or heard.gave_in:
        return "silent" if heard.silent else "gave_in"
    if not heard.respectful:
        return "harsh"
    return "clear" if heard.clear else "vague"


@pytest.mark.parametrize(("reply", "expected"), [(reply, name) for name, own in REPLIES.items() for reply in own])
def test_a_reply_is_heard_as_a_counsellor_would(reply: str, expected: str) -> None:
    assert verdict(hear(reply, LIMIT, "en")[0]) == expected


def test_a_limit_said_again_is_clear_beside_a_kind_word_or_a_yes() -> None:
    assert verdict(hear("Okay, I hear you. I won't lend it.", LIMIT, "en")[0]) == "clear"
    assert verdict(hear("Okay. Tell me more.", LIMIT, "en")[0]) == "vague"


@pytest.mark.parametrize(
    ("reply", "direct", "indirect"),
    [
        ("maybe another day", "vague", "clear"),
        ("my mother needs me that day", "vague", "clear"),
        ("it is a bit difficult this week", "vague", "clear"),
        ("I have to ask my husband first", "vague", "clear"),
        ("ok fine", "gave_in", "gave_in"),
        ("you're so selfish", "harsh", "harsh"),
        ("no thank you", "clear", "clear"),
    ],
)
def test_a_hint_is_a_limit_where_people_speak_in_hints(reply: str, direct: str, indirect: str) -> None:
    registers: tuple[tuple[Register, str], ...] = (("direct", direct), ("indirect", indirect))
    assert [verdict(hear(reply, LIMIT, "en", register)[0]) for register, _ in registers] == [direct, indirect]
