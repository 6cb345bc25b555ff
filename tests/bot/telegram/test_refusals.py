"""What may be logged of an error: known phrases, kinds and places, never its words."""

from __future__ import annotations

import pytest

from bot.telegram.refusals import fault, reason


def test_known_reasons_are_named_and_others_are_not_repeated() -> None:
    assert reason("Message is not modified: specified new message content ...") == "message is not modified"
    assert "marker" not in reason('can\'t find end tag for "marker"')


def test_a_fault_is_told_by_kind_and_place() -> None:
    with pytest.raises(KeyError) as caught:
        _ = dict[str, str]()["marker"]
    said = fault(caught.value)
    assert said.startswith("KeyError at test_refusals.py:")
    assert "marker" not in said
    assert fault(ValueError("marker")) == "ValueError"
