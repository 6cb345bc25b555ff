"""Long texts become rows of their own, one a message: a crash repeats one part at most."""

from __future__ import annotations

from bot.outgoing import Ack, Outgoing
from bot.splitting import in_parts, split
from dialogs.markup import units
from dialogs.turn import Bubble, Button, Say, Span

PARAGRAPHS = ["word " * 500 + str(number) for number in range(5)]


def test_formatting_goes_on_in_the_next_part() -> None:
    text = "a" * 4000 + "\n\n" + "b" * 4000
    first, second = split(Bubble(text, (Span(3990, 4012, "b"),)))
    assert first.spans == (Span(3990, 4000, "b"),)
    assert second.spans == (Span(0, 10, "b"),)


def test_a_long_text_comes_in_parts_with_the_question_under_the_last() -> None:
    yes = Button("yes", "Yes")
    parts = in_parts(Say(Bubble("\n\n".join(PARAGRAPHS), buttons=(yes,), token="t")))
    bubbles = [part.bubble for part in parts if isinstance(part, Say)]
    assert [bubble.text for bubble in bubbles] == PARAGRAPHS
    assert [bubble.token for bubble in bubbles] == [None, None, None, None, "t"]
    assert [bubble.buttons for bubble in bubbles] == [(), (), (), (), (yes,)]
    assert all(units(bubble.text) <= 4096 for bubble in bubbles)


def test_what_fits_or_is_no_text_stays_as_it_is() -> None:
    unchanged: list[Outgoing] = [Say(Bubble("x" * 4096)), Say(Bubble("Kept.")), Ack("query")]
    assert [in_parts(one) for one in unchanged] == [[one] for one in unchanged]


def test_emoji_count_as_the_two_units_they_are() -> None:
    assert len(in_parts(Say(Bubble("😀" * 2049)))) == 2
