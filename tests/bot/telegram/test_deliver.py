"""What rows of the outbox become in the chat: buttons changed and taken away, files, messages deleted."""

from __future__ import annotations

import pytest

from bot.outgoing import Document, Hide, Picture, Rewrite
from bot.pictures import studio
from dialogs.progress import Chart, Series
from dialogs.turn import Bubble, Button, Close, Redraw
from storage import Store
from tests.bot.telegram.parts import NOW, put_together, say, texts
from tests.bot_api.standin import StandIn


async def test_buttons_are_changed_and_taken_away_where_they_were_sent(telegram: StandIn, store: Store) -> None:
    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            await parts.queue(sam, say("One or two?", "t1", "One", "Two"))
            await parts.queue(sam, Redraw("t1", (Button("one", "One", on=True), Button("two", "Two"))))
            await parts.queue(sam, Redraw("unknown", ()))
            parts.sender.start()
            await parts.emptied()
            (message,) = sam.seen()
            assert message.labels == ("✓ One", "Two")
            await parts.queue(sam, Close("t1"))
            await parts.emptied()
            assert sam.asked() is None
            await parts.queue(sam, Rewrite(message.id, Bubble("One or two? One.")))
            await parts.emptied()
            assert texts(sam) == ["One or two? One."]

    await scenario()
    assert telegram.journal.refusals() == []


async def test_an_export_comes_as_files_and_hiding_takes_our_messages_away(telegram: StandIn, store: Store) -> None:
    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            await parts.queue(sam, Document("All of it"))
            for number in range(150):
                await parts.queue(sam, f"{number}")
            parts.sender.start()
            await parts.emptied()
            files = [message.file for message in sam.seen() if message.file]
            assert [file.name for file in files] == ["export.json", "export.html"]
            assert telegram.journal.of("sendChatAction")[0].parameters["action"] == "upload_document"
            assert all(call.parameters["protect_content"] for call in telegram.journal.of("sendDocument"))
            await parts.queue(sam, Hide())
            await parts.emptied()
            assert texts(sam) == []
            assert store.sent_since(parts.number_of(sam), NOW) == []
            assert [len(call.parameters["message_ids"]) for call in telegram.journal.of("deleteMessages")] == [100, 52]

    await scenario()
    assert telegram.journal.refusals() == []


MOOD = Chart("check_ins", "lines", "Mood", ("Mar 2",), (Series("mood", (3.0,)),), 4, description="mood: Mar 2 3")


async def test_a_chart_comes_as_a_photo_told_in_words_too(telegram: StandIn, store: Store) -> None:
    async with put_together(telegram, store) as parts:
        sam = telegram.person()
        await parts.queue(sam, Picture(MOOD))
        parts.sender.start()
        await parts.emptied()
        (message,) = sam.seen()
        assert message.file is not None
        assert message.file.name == "check_ins.png"
        assert message.text == "Mood\n\nmood: Mar 2 3"
    assert telegram.journal.refusals() == []


async def test_a_chart_that_cannot_be_drawn_comes_in_words(
    telegram: StandIn, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studio, "_COMMAND", ("/nowhere",))
    async with put_together(telegram, store) as parts:
        sam = telegram.person()
        await parts.queue(sam, Picture(MOOD))
        parts.sender.start()
        await parts.emptied()
        assert texts(sam) == ["Mood\n\nmood: Mar 2 3"]
