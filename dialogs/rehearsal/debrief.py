"""Looking back at a run: clarity and respect, each for itself and never added up, and the turning point."""

from __future__ import annotations

from dialogs.rehearsal.partner import Partner, Push


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
        last = self._replies[-1] if self._replies else None
        return last is not None and _heard(last, "clear") and self.respectful == self.answered

    @property
    def turning(self) -> int:
        """The place of the reply that most would change: gave in, then harsh, then unclear, else the last."""
        answered = [(place, push) for place, push in enumerate(self._partner.pushes) if push.heard is not None]
        for fault in (_gave_in, _harsh, _unclear):
            for place, push in answered:
                if fault(push):
                    return place
        return answered[-1][0] if answered else 0

    def turning_reply(self) -> str:
        """The person's own words at the turning point."""
        return self._partner.pushes[self.turning].reply

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


def _heard(push: Push, what: str) -> bool:
    return bool(getattr(push.heard, what))
