"""The output intent: the printing condition that a file declares, with its profile."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from tests.helpers import ROOT, saved
from zines.base.printing import Condition
from zines.prepress.inks import output_intent

PROFILE = ROOT / "assets/icc/FOGRA39L_free.icc"


@pytest.mark.parametrize("standard", ["GTS_PDFX", "GTS_PDFA1"])
@pytest.mark.parametrize(
    ("name", "is_registered"),
    [
        ("FOGRA39", True),
        ("FOGRA51", True),
        ("PSO Coated v3", True),
        ("Notre presse", False),
        ("Comme FOGRA39", False),
    ],
)
def test_a_condition_is_declared_with_its_profile(
    standard: str, name: str, is_registered: bool
) -> None:
    """ISO 15930-7: a registry is named only for a condition that is in it (www.color.org)."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        # An earlier one does not stay: two could say two things.
        output_intent.declare(pdf, Condition("x", "x", PROFILE), "GTS_PDFX")
        output_intent.declare(pdf, Condition(name, "Papier non couché", PROFILE), standard)
        content = saved(pdf)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.Type == "/OutputIntent" and f"/{standard}" == intent.S
        assert str(intent.OutputConditionIdentifier) == name
        assert str(intent.Info) == "Papier non couché"
        assert ("/RegistryName" in intent) is is_registered
        if is_registered:
            assert str(intent.RegistryName) == "http://www.color.org"
        assert intent.DestOutputProfile.N == 4
        assert intent.DestOutputProfile.read_bytes() == PROFILE.read_bytes()


def test_a_file_that_is_no_profile_is_refused_by_its_name(tmp_path: Path) -> None:
    output_intent.check(PROFILE)
    file = tmp_path / "papier.icc"
    file.write_bytes(b"text" * 100)
    with pytest.raises(output_intent.ConditionError, match=r"papier\.icc is no ICC profile"):
        output_intent.check(file)
    with pikepdf.new() as pdf, pytest.raises(output_intent.ConditionError, match=r"papier\.icc"):
        output_intent.declare(pdf, Condition("x", "x", file), "GTS_PDFX")
