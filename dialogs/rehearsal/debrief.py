"""Looking back at a run: clarity and respect, each for itself and never added up, and the turning point."""

from __future__ import annotations

from collections.abc import Callable

from dialogs.rehearsal.partner import KEPT, Partner, Push


class Debrief:
    """What came of a run; counts are of the person's replies."""

    def __init__(self, partner: Partner) -> None:
        self._partner = partner
        self._replies = [push for push in partner.pushes if push.heard is not None]

    @property
    def answered(self) -> int:
        """How many replies there were, silence left out."""
        return sum(not _heard(push, "silent") for push in self._replies)

    @property
    def clear(self) -> int:
        """In how many of them the limit stood."""
        return sum(_heard(push, "clear") for push in self._replies)

    @property
    def respectful(self) -> int:
        """In how many of them respect was kept."""
        return sum(_heard(push, "respectful") and not _heard(push, "silent") for push in self._replies)

    @property
    def won(self) -> bool:
        """Limit kept and respect kept, whether or not the partner agreed."""
        return self._partner.ended in KEPT and self.respectful == self.answered

    @property
    def turning(self) -> int:
        """The place of the reply that most would change: gave in, then harsh, then unclear, else the last in words."""
        return self._turning()[0]

    @property
    def turned(self) -> str:
        """What happened at the turning point: gave_in, harsh, unclear or kept."""
        return self._turning()[1]

    def _turning(self) -> tuple[int, str]:
        answered = [(place, push) for place, push in enumerate(self._partner.pushes) if push.heard is not None]
        for turned, fault in _FAULTS.items():
            for place, push in answered:
                if fault(push):
                    return place, turned
        spoken = [place for place, push in answered if not _heard(push, "silent")]
        return (spoken[-1] if spoken else 0), "kept"

    @property
    def turning_push(self) -> Push:
        """What the partner did at the turning point, with the person's reply to it."""
        return self._partner.pushes[self.turning]

    def best_reply(self) -> str:
        """The clear and respectful reply to the hardest push; empty where there was none."""
        good = [push for push in self._replies if _heard(push, "clear") and _heard(push, "respectful")]
        return good[-1].reply if good else ""

    def transcript(self) -> str:
        """Who said what, a line each."""
        lines: list[str] = []
        for push in self._partner.pushes:
            lines.append(f"- {push.line}")
            if push.heard is not None:
                lines.append(f"+ {push.reply}")
        return "\n".join(lines)


def _gave_in(push: Push) -> bool:
    return _heard(push, "gave_in")


def _harsh(push: Push) -> bool:
    return not _heard(push, "respectful")


def _unclear(push: Push) -> bool:
    return not _heard(push, "clear") and not _heard(push, "silent")


_FAULTS: dict[str, Callable[[Push], bool]] = {"gave_in": _gave_in, "harsh": _harsh, "unclear": _unclear}


def _heard(push: Push, what: str) -> bool:
    return bool(getattr(push.heard, what))
