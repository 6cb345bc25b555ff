"""A whole conversation with a running server, by tapping what is shown: first words, a dialog, a copy of it all."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tests.bot_api.standin import StandIn
from tests.process.people import looked_up
from tests.process.serving import Serving

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot_api.chats import Message
    from tests.bot_api.person import Person

LIMIT = "I won't answer messages about work after eight"
ACTION = "If one comes, I will read it in the morning"


def first_words(sam: Person, *, link: str = "") -> None:
    """From /start to the end of the first words."""
    sam.says(f"/start {link}".strip())
    for choice in ("adult", "go_on", "agree"):
        sam.taps(choice)
    sam.hears()
    sam.says("Sam")
    sam.hears("Sam")
    sam.says("Berlin")
    sam.taps("off")


def build_a_boundary(sam: Person, serving: Serving) -> Message:
    """From the gate before boundary_builder to the sentence, with a restart on the way that nobody notices."""
    sam.taps("none")
    sam.hears(is_a_question)
    sam.says("My colleague writes to me every evening")
    sam.taps("serious")
    for words in (LIMIT, ACTION):
        sam.hears(is_a_question)
        sam.says(words)
    sam.hears(is_a_question)
    restart(serving)
    sam.taps("skip_")
    sam.taps("7")
    sam.taps("face")
    return sam.hears(LIMIT)


def restart(serving: Serving) -> None:
    """Stop it and start it again."""
    assert serving.stop() == 0
    serving.start()


def is_a_question(message: Message) -> bool:
    """Whether it has buttons: every question of a dialog has at least a small one."""
    return bool(message.rows)


def answered_questions_lost_their_buttons(sam: Person) -> bool:
    """Whether only the newest message still has buttons."""
    return all(not message.rows for message in sam.seen()[:-1])


def copy_of_everything(sam: Person) -> dict[str, object]:
    """The export, asked for in the chat."""
    sam.says("/export")
    sam.taps("yes")
    sent = sam.hears(lambda message: message.file and message.file.name.endswith(".json"))
    assert sent.file is not None
    found: dict[str, object] = json.loads(sent.file.body)
    return found


def by_the_menu(telegram: StandIn, serving: Serving) -> None:
    """First words, the menu, a boundary, and the export."""
    sam = telegram.person("Samuel")
    first_words(sam)
    sam.hears(is_a_question)
    restart(serving)
    sam.taps("menu")
    sam.taps("refuse")
    sentence = build_a_boundary(sam, serving)
    assert ACTION in sentence.text
    assert {entity["type"] for entity in sentence.entities} == {"blockquote", "italic"}
    sam.taps("keep")
    sam.hears()
    everything = copy_of_everything(sam)
    assert LIMIT in json.dumps(everything["records"])
    check_the_end(telegram, serving, sam)
    exported = serving.tandem("export", "#1")
    assert exported.returncode == 0, exported.stderr
    assert LIMIT in exported.stdout


def by_a_link(telegram: StandIn, serving: Serving) -> None:
    """A link to the dialog brings the first words, and then that dialog."""
    kim = telegram.person("Kim")
    first_words(kim, link="boundary_builder")
    build_a_boundary(kim, serving)
    kim.taps("let_go")
    kim.hears()
    check_the_end(telegram, serving, kim)


def check_the_end(telegram: StandIn, serving: Serving, person: Person) -> None:
    """Nothing went wrong on the way, and nothing is left to do."""
    person.waits(lambda: answered_questions_lost_their_buttons(person), what="answered questions lose their buttons")
    telegram.wait_until_taken()
    telegram.world.wait_for(lambda: all(q.done for q in telegram.world.queries.values()), 5, "every tap is answered")
    assert [str(call) for call in telegram.journal.calls if call.code >= 400] == []
    assert serving.stop() == 0
    assert looked_up(serving)["waiting"] == 0


def test_whole_conversations_by_polling_and_by_webhook(tmp_path: Path) -> None:
    with ThreadPoolExecutor() as pool, StandIn() as polled, StandIn() as pushed:
        polling = Serving(polled, tmp_path / "polling")
        webhook = Serving(pushed, tmp_path / "webhook", webhook=True)
        with polling, webhook:
            walks = [pool.submit(by_the_menu, polled, polling), pool.submit(by_a_link, pushed, webhook)]
            for walk in walks:
                walk.result()
        for telegram in (polled, pushed):
            check_the_profile(telegram)


def check_the_profile(telegram: StandIn) -> None:
    """Commands and descriptions are set."""
    commands = telegram.world.profile["commands", "default", ""]
    assert isinstance(commands, list)
    assert {"start", "sos", "delete", "hide"} <= {command["command"] for command in commands}
    assert telegram.world.profile["description", "default", ""]
    assert telegram.world.profile["short_description", "default", ""]
