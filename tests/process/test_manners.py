"""People do unexpected things: old buttons, forged ones, edits, photos, blocking, groups. Each is met kindly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage import Store
from tests.process.people import introduce, looked_up

if TYPE_CHECKING:
    from tests.bot_api.person import Person
    from tests.bot_api.standin import StandIn
    from tests.process.conftest import Serve
    from tests.process.serving import Serving

KINDS = ("photo", "voice", "video", "document", "sticker", "location", "contact")


def test_old_repeated_and_forged_buttons_change_nothing(telegram: StandIn, serve: Serve) -> None:
    serving = serve()
    sam, kim = telegram.person("Sam"), telegram.person("Kim")
    introduce(serving, sam, kim)
    with serving:
        for person in (sam, kim):
            person.says("/menu")
            person.hears(lambda message: message.rows)
        menu, kims = sam.asked(), kim.asked()
        assert menu
        assert kims
        data, foreign = menu.buttons[0].data, kims.buttons[0].data
        unsigned = sam.taps_data(menu, f"0-00000000:{menu.buttons[0].choice}")
        first, doubled = sam.taps_data(menu, data), sam.taps_data(menu, data)
        question = sam.hears(lambda message: message.rows)
        token = question.buttons[0].data.partition(":")[0]
        forged = [data, foreign, "nonsense", f"{token}:no_such_choice", f"{token}:", ":", "x" * 64, "é" * 32]
        queries = [unsigned, doubled, *(sam.taps_data(question, one) for one in forged)]
        assert all(sam.answer(query) for query in queries)
        assert not sam.answer(first)
        assert not sam.heard(), "a button whose moment has passed says a short word over the chat, no message"
        sam.says("every evening")
        sam.hears(lambda message: "Begin with" in message.text or message.rows)
        assert len(sam.seen()) == 3


def test_an_edited_answer_is_the_answer_while_its_question_is_the_last(telegram: StandIn, serve: Serve) -> None:
    serving = serve()
    sam = telegram.person("Sam")
    introduce(serving, sam)
    with serving:
        sam.says("/start boundary_builder")
        sam.hears()
        moment = sam.says("every morning")
        sam.hears()
        sam.edits(moment, "every evening <b>")
        sam.hears()
        assert answers(serving, sam)["moment"] == "every evening <b>"
        sam.taps("small")
        sam.says("I won't answer")
        sam.hears()
        sam.edits(moment, "every night")
        sam.hears()
        assert answers(serving, sam)["moment"] == "every evening <b>"


def answers(serving: Serving, person: Person) -> dict[str, str]:
    """The person's answers so far, read beside the server."""
    store = Store.open(serving.database, serving.key_file, reading=True)
    try:
        found = store.find("telegram", str(person.chat.id))
        assert found
        return {name: getattr(answer, "text", "") for name, answer in found.session.stack[-1].answers.items()}
    finally:
        store.close()


def test_what_cannot_be_read_gets_one_kind_sentence(telegram: StandIn, serve: Serve) -> None:
    serving = serve()
    people = {kind: telegram.person(kind) for kind in KINDS}
    album = telegram.person("album")
    introduce(serving, *people.values(), album)
    with serving:
        for kind, person in people.items():
            person.sends(kind)
        for number in range(3):
            album.sends("photo", album=f"one-album-{number // 3}")
        for person in [*people.values(), album]:
            said = person.hears()
            assert said.text.count("\n") == 0
            person.says("/stop")
            person.hears()
            assert len(person.seen()) == 2, person.shows()


def test_who_blocks_is_left_in_peace_and_welcomed_back(telegram: StandIn, serve: Serve) -> None:
    serving = serve()
    sam, kim, pat = (telegram.person(name) for name in ("Sam", "Kim", "Pat"))
    introduce(serving, sam, kim, pat)
    telegram.faults.add("delay", "sendMessage", chat=kim.chat.id, seconds=0.3)
    with serving:
        sam.says("/help")
        sam.hears()
        sam.blocks()
        kim.says("/help")
        kim.says("/menu")
        telegram.wait_for_calls("sendMessage", 2)
        kim.blocks(told=False)  # while one reply is on its way and another waits
        telegram.wait_until_taken()
        pat.says("/help")
        pat.hears()
        telegram.world.wait_for(lambda: refused(telegram, kim), 5, "the reply is refused")
        telegram.world.wait_for(lambda: looked_up(serving)["gone"] == 2, 5, "both are marked as gone")
        sam.returns()
        assert sam.hears().text
        kim.says("/help")
        kim.hears()
        telegram.world.wait_for(lambda: looked_up(serving)["gone"] == 0, 5, "nobody is gone")
        assert refused(telegram, kim) == 1, "one refusal is enough to know"
        assert refused(telegram, sam) == 0


def refused(telegram: StandIn, person: Person) -> int:
    """How many calls came back because the person had blocked the bot."""
    return sum(call.code == 403 for call in telegram.journal.of(chat=person.chat.id))


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_a_group_gets_one_sentence_and_the_bot_leaves(telegram: StandIn, serve: Serve, webhook: bool) -> None:
    serving = serve(webhook=webhook)
    sam = telegram.person("Sam")
    chats = [telegram.group(kind, kind=kind) for kind in ("group", "supergroup", "channel")]
    telegram.faults.add("delay", "leaveChat", times=10, seconds=0.3)  # updates of a group come one by one
    with serving:
        for chat in chats:
            sam.adds_bot(chat)
            sam.writes_in(chat, "hello bot")
        telegram.world.wait_for(lambda: not any(chat.open for chat in chats), 10, "the bot leaves")
        telegram.wait_until_taken()
        assert serving.stop() == 0
    for chat in chats:
        assert len(telegram.journal.sent(chat.id)) == 1, f"one sentence in a {chat.type}"
    assert looked_up(serving)["people"] == 0
