"""A short form of ``make faults``: a build is killed, has a full disk, may not write, is not alone.

Afterwards no file of the user is lost, and the next build is right.
"""

from __future__ import annotations

import random
import sys

import pytest

from tests.faults import desk as faults
from tests.faults.desk import FAULTS, Desk

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="signals, limits and modes of POSIX"),
    pytest.mark.xdist_group("faults"),
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return faults.laid(tmp_path_factory.mktemp("faults"))


@pytest.mark.parametrize("name", FAULTS)
def test_nothing_is_lost_and_the_next_build_is_right(name: str, desk: Desk) -> None:
    if name == "read-only folders":
        try:
            faults.bound()
        except OSError as error:
            pytest.skip(str(error))
    chance = random.Random(name)
    for _ in range(2):
        assert FAULTS[name](desk, chance) == []


def test_what_is_lost_or_half_done_is_seen(desk: Desk) -> None:
    victims = [desk.out / "these.docx", next(desk.out.rglob("*.pdf"))]
    kept = [file.read_bytes() for file in victims]
    victims[0].unlink()
    victims[1].write_bytes(b"%PDF")
    found = desk.faults()
    for file, content in zip(victims, kept, strict=True):
        file.write_bytes(content)
    assert "the user's out/these.docx is lost" in found
    assert any(one.endswith("is not whole") for one in found)
    assert desk.faults() == []
