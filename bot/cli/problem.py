"""What a command says when it can't do what it was asked."""

from __future__ import annotations


class Problem(Exception):  # noqa: N818  a problem, as elsewhere
    """Its text is one clear sentence that says what to do."""
