"""Nothing a process writes holds the token or a word that a person wrote: not in its logs, not in its files."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from tests.process.people import introduce
from tests.process.serving import SECRET

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot_api.person import Person
    from tests.bot_api.standin import StandIn
    from tests.process.conftest import Serve
    from tests.process.serving import Serving

MARKERS = ["quokkaname", "wombatanswer", "numbatedit", "bilbycaption", "potoroolink", "kowarinote", "dunnartgroup"]
MARKERS += ["mulgaradata", "bettongerror", "wylieargument"]


def test_no_log_and_no_file_holds_words_or_the_token(telegram: StandIn, serve: Serve) -> None:
    serving = serve(webhook=True, TANDEM_LOG="debug")
    sam, kim, pat = (telegram.person(name) for name in ("quokkaname", "Kim", "Pat"))
    introduce(serving, sam, kim, pat)
    break_session(serving.database, 2)
    serving.start()
    say_everything(telegram, sam)
    kim.says("kowarinote wombatanswer")
    kim.hears()
    telegram.faults.add("refuse", "sendMessage", chat=pat.chat.id, text='can\'t parse "bettongerror"')
    telegram.faults.add("error", "sendMessage", chat=pat.chat.id)
    pat.says("bettongerror")
    pat.says("bettongerror again")
    telegram.world.wait_for(lambda: len(telegram.journal.of("sendMessage", chat=pat.chat.id)) > 1, 10, "both refusals")
    telegram.wait_until_taken()
    assert serving.stop() == 0
    for level in (" DEBUG ", " WARNING ", " ERROR "):
        assert level in serving.stderr, "the most verbose level says something, and so did what failed"
    assert_nowhere(serving, [*MARKERS, serving.environ["TELEGRAM_BOT_TOKEN"], telegram.token.partition(":")[2], SECRET])


def test_the_search_finds_what_is_there(serve: Serve) -> None:
    serving = serve()
    (serving.folder / "stray.log").write_text("a line with wombatanswer in it")
    assert found(serving.folder, ["wombatanswer"]) == [("stray.log", "wombatanswer")]


def say_everything(telegram: StandIn, sam: Person) -> None:
    """Words by every way that words can come."""
    sam.says("/start boundary_builder potoroolink")
    question = sam.hears()
    answer = sam.says("wombatanswer with someone")
    sam.hears()
    sam.edits(answer, "numbatedit instead")
    sam.sends("photo", "bilbycaption")
    sam.says("/export wylieargument")
    sam.taps_data(question, "mulgaradata:mulgaradata")
    group = telegram.group("dunnartgroup")
    sam.adds_bot(group)
    sam.writes_in(group, "dunnartgroup")
    telegram.wait_until_taken()
    telegram.world.wait_for(lambda: not group.open, 10, "the bot leaves the group")


def break_session(database: Path, number: int) -> None:
    """Make one person's session unreadable, so that their turns fail."""
    connection = sqlite3.connect(database)
    with connection:
        changed = connection.execute("UPDATE sessions SET session = x'00' WHERE person = ?", (number,))
    assert changed.rowcount == 1
    connection.close()


def assert_nowhere(serving: Serving, words: list[str]) -> None:
    """None of the words is in any file in the server's folder."""
    assert found(serving.folder, words) == []


def found(folder: Path, words: list[str]) -> list[tuple[str, str]]:
    """(file, word) for each word that stands in a file, in any case."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [
        (str(file.relative_to(folder)), word)
        for file in files
        for word in words
        if word.encode().lower() in file.read_bytes().lower()
    ]
