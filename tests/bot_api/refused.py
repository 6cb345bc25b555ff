"""A refusal, in Telegram's own words. Knows the error codes and nothing of what was asked."""

from __future__ import annotations

_PREFIXES = {400: "Bad Request", 403: "Forbidden", 409: "Conflict", 429: "Too Many Requests"}

UNAUTHORIZED = "Unauthorized"
NOT_FOUND = "Not Found"


class Refused(Exception):  # noqa: N818 - it reads as what happened
    """A call is refused with an HTTP code and a text; `retry_after` is in whole seconds."""

    def __init__(self, code: int, text: str, retry_after: int | None = None) -> None:
        prefix = _PREFIXES.get(code)
        self.code = code
        self.text = f"{prefix}: {text}" if prefix else text
        self.retry_after = retry_after
        super().__init__(self.text)

    def answer(self) -> dict[str, object]:
        """The body Telegram answers with."""
        body: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.text}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def bad(text: str) -> Refused:
    """A 400 with that text."""
    return Refused(400, text)
