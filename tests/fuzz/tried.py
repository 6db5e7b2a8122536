"""Try one case: return its fault in one line; name and keep failing cases."""

from __future__ import annotations

import hashlib
import tempfile
import time
import traceback
import warnings
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.kinds import KINDS, Kind

CASES = Path(__file__).parent / "cases"
#: CPU seconds that a case may take: a hundred times the time of most cases.
LONGEST = 20.0


@dataclass(frozen=True)
class Fault:
    """A fault: ``cause`` is its message; ``place`` is the same for cases with the same reason."""

    cause: str
    place: str


def tried(kind: Kind, content: bytes, folder: Path) -> Fault | None:
    """Run the program on a case; return the fault, or None."""
    began = time.process_time()
    try:
        with warnings.catch_warnings(record=True) as warned:
            # Users would see such warnings on the terminal and not understand them.
            warnings.simplefilter("always")
            kind.use(content, folder)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a panic of Rust is not an Exception
        frames = traceback.extract_tb(error.__traceback__)
        ours = [one for one in frames if "zines" in Path(one.filename).parts] or frames
        place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}"
        message = str(error).split("\n")[0][:200]
        return Fault(f"{type(error).__name__} at {place}: {message}", f"{type(error)} {place}")
    if warned:
        place = f"{Path(warned[0].filename).name}:{warned[0].lineno}"
        return Fault(f"{warned[0].category.__name__} at {place}: {warned[0].message}", place)
    took = time.process_time() - began
    return Fault(f"it took {took:.0f} s", f"slow {kind.name}") if took > LONGEST else None


def replayed(file: Path) -> Fault | None:
    """Try again a case that failed before; its kind is the first word of its file name."""
    with tempfile.TemporaryDirectory(prefix="hors-bocal-fuzz-") as folder:
        return tried(KINDS[file.name.partition("-")[0]], file.read_bytes(), Path(folder))


def case_name(kind: Kind, content: bytes) -> str:
    """Return the name of a case's file in cases/."""
    return f"{kind.name}-{hashlib.sha256(content).hexdigest()[:10]}{kind.ending}"


def kept(kind: Kind, content: bytes) -> Path:
    """Write a failing case to cases/, where every ``make test`` tries it; return the file."""
    CASES.mkdir(exist_ok=True)
    file = CASES / case_name(kind, content)
    file.write_bytes(content)
    return file
