"""The same conversations in process, where nothing goes wrong: what every person should hear, and what is kept.

The real use case on a real database; only the process, the network and the crashes are missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.conversation import Arrival, Newcomer, take_turns
from bot.outgoing import decode_outgoing
from bot.telegram.render import messages
from dialogs.load import load_library
from dialogs.turn import Bubble, Input, Say
from storage import Person, Store
from tests.bot_api.keyboards import Button, buttons

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "dialogs"
SEED = 7
_CLOCK = re.compile(r"\b\d\d:\d\d\b")


@dataclass(frozen=True)
class Heard:
    """A message as a person gets it: its text and its buttons. What the clock says in it is left out."""

    text: str
    buttons: tuple[Button, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", _CLOCK.sub("HH:MM", self.text))


class Undisturbed:
    """Conversations that are taken turn by turn, and the messages they should bring."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True, parents=True)
        self.library, _ = load_library(LIBRARY)  # whether it is sound is for `tandem check` to say
        self.store = Store.open(folder / "data" / "undisturbed.db", folder / "keys" / "undisturbed.key")
        self.last: dict[str, Bubble] = {}

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def take(self, inputs: Mapping[str, Input], now: datetime | None = None) -> dict[str, list[Heard]]:
        """One turn of each of these people; what each hears of it."""
        arrivals = [Arrival(None, "telegram", person, came) for person, came in inputs.items()]
        take_turns(self.store, self.library, arrivals, now or datetime.now(UTC), Newcomer(seed=SEED))
        heard: dict[str, list[Heard]] = {person: [] for person in inputs}
        with self.store.batch():
            while rows := self.store.waiting(0, 500):
                for row in rows:
                    heard[row.person] += self._hear(row.person, row.body)
                self.store.delivered([row.id for row in rows])
        return heard

    def _hear(self, person: str, body: bytes) -> list[Heard]:
        said = decode_outgoing(body)
        if not isinstance(said, Say):
            return []
        if said.bubble.token:
            self.last[person] = said.bubble
        return [as_heard(parameters) for parameters in messages(said.bubble)]

    def person(self, person: str) -> Person:
        """What is known of someone."""
        found = self.store.find("telegram", person)
        assert found is not None
        return found

    def question(self, person: str) -> Bubble | None:
        """The question that is open, None when none is."""
        last = self.last.get(person)
        return last if last and last.token == self.person(person).session.token else None


def as_heard(parameters: Mapping[str, object]) -> Heard:
    """What a person sees of a sendMessage call."""
    markup = parameters.get("reply_markup")
    rows = markup["inline_keyboard"] if isinstance(markup, dict) else []
    return Heard(str(parameters["text"]), buttons(rows))
