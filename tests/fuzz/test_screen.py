"""Whatever is written, the screen gives a verdict with places in the text, and finds danger below noise (X12)."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.safety.screen import LABELS, screen

DANGER = ["I want to kill myself", "he hit me last night", "he said he would kill me if I go"]
NOISE = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="\u200b\u200d\u202e\u2066\ufe0f \n\t", max_size=40),
    st.lists(
        st.sampled_from(["lol", "ok", "I", "not", "deadline", "😀", "“", "”", "http://x.y", "1" * 50]), max_size=30
    ).map(" ".join),
)


@given(NOISE, st.integers(1, 60))
@settings(deadline=None)
def test_x12_no_text_breaks_the_screen(noise: str, times: int) -> None:
    text = (noise * times)[:4096]
    found = screen(text)
    assert found.label in {*LABELS, "none"}
    assert found.tier in {"explicit", "uncertain", "none"}
    assert (found.label == "none") == (found.tier == "none")
    assert all(text[sign.start : sign.end] == sign.text for sign in found.signs)


@given(NOISE, st.sampled_from(DANGER))
@settings(deadline=None)
def test_x12_danger_on_a_line_of_its_own_is_found_below_any_noise(noise: str, danger: str) -> None:
    assert screen(f"{noise}\n\n{danger}").tier != "none"
