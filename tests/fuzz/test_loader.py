"""Whatever bytes are given as a script: never an exception, always problems with a place (SAFETY.md: X1, X12)."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.check import check_script
from dialogs.load import load_phrases, load_script
from dialogs.load_persona import load_persona
from tests.talk import REAL

SAMPLES = [path.read_bytes() for path in sorted(REAL.glob("*/en/*.yaml"))] + [(REAL / "phrases/en.yaml").read_bytes()]
TRAPS = [
    b"!!python/object/apply:os.system [id]",
    b"&a [*a]",
    b"{{{",
    b"- - - -",
    b"\xff\xfe",
    b"<<: *x",
    b"? ? ?",
    b"\t",
]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A script of ours with a stretch taken out, doubled, or replaced."""
    text = draw(st.sampled_from(SAMPLES))
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 200)))
    between = draw(st.one_of(st.sampled_from(TRAPS), st.binary(max_size=30), st.just(text[start:end] * 2)))
    return text[:start] + between + text[end:]


@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode), mutated()))
@settings(deadline=None)
def test_x12_no_file_breaks_the_loader(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "en" / "sample.yaml"
        path.parent.mkdir()
        path.write_bytes(content)
        script, problems = load_script(path)
        found = [*problems, *load_persona(path)[1], *load_phrases(path)[1]]
        if script is not None:
            found += check_script(script, {"menu"})
    assert all(one.mark.line > 0 and "\n" not in one.message for one in found)
