"""Bad weather on demand: what goes wrong with which call. Knows no transport; the server carries it out."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

KINDS = ("drop_before", "drop_after", "delay", "error", "flood", "garbage", "refuse")


@dataclass
class Fault:
    """What happens to the next `times` calls of `method` (any, if empty) to `chat` (any, if None).

    drop_before: the connection breaks and nothing is done. drop_after: it is done, then the connection breaks.
    delay: `seconds` pass first. error: 500. flood: 429 with retry_after `seconds`. garbage: 200 and no JSON.
    refuse: 400 that says `text`.
    """

    kind: str
    method: str = ""
    chat: int | None = None
    times: int = 1
    seconds: float = 1.0
    text: str = "refused"

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(self.kind)

    def fits(self, method: str, chat: int | None) -> bool:
        """Whether it befalls this call."""
        return self.times > 0 and self.method in ("", method) and self.chat in (None, chat)


@dataclass
class Faults:
    """Faults laid in wait, and a weather that strikes by chance, the same for the same seed."""

    laid: list[Fault] = field(default_factory=list)
    _chances: dict[str, float] = field(default_factory=dict)
    _random: Random = field(default_factory=lambda: Random(0))
    _delay: float = 0.0

    def add(
        self,
        kind: str,
        method: str = "",
        chat: int | None = None,
        times: int = 1,
        seconds: float = 1.0,
        text: str = "refused",
    ) -> Fault:
        """Lay one in wait."""
        fault = Fault(kind, method, chat, times, seconds, text)
        self.laid.append(fault)
        return fault

    def weather(self, seed: int, delay_seconds: float = 0.05, **chances: float) -> None:
        """From now on each call meets each named kind with its chance (0 to 1)."""
        if unknown := set(chances) - set(KINDS):
            raise ValueError(unknown)
        self._random, self._delay, self._chances = Random(seed), delay_seconds, chances

    def clear(self) -> None:
        """Fair weather."""
        self.laid.clear()
        self._chances = {}

    def pick(self, method: str, chat: int | None) -> Fault | None:
        """What befalls this call, if anything."""
        for fault in self.laid:
            if fault.fits(method, chat):
                fault.times -= 1
                return fault
        for kind, chance in self._chances.items():
            if self._random.random() < chance:
                return Fault(kind, seconds=self._delay if kind == "delay" else 1.0)
        return None
