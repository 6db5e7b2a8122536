"""Record a first text in a terminal: ``make terminal``.

The commands are run, and a text is edited while ``watch`` waits for it. ``docs/terminal`` gets a
recording in the format asciicast 2, for any player of such files, and a picture of all its lines.
"""

from __future__ import annotations

import io
import json
import os
import re
import select
import shlex
import signal
import sys
import tempfile
from codecs import getincrementaldecoder
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from tests.cli import pseudo_terminal
from tests.helpers import ROOT

RECORDING = ROOT / "docs/terminal/premier-tract.cast"
PICTURE = RECORDING.with_suffix(".svg")
COLUMNS = 80
#: (What a shell starts in the background ignores Ctrl-C, and so would all that it starts.)
_PROGRAM = """
import signal, sys
from zines.cli.start import main
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.argv[0] = "hors-bocal"
main()
"""
_PROMPT = "\x1b[1;32m$\x1b[0m "
#: What ``watch`` says at last before it waits for a text to be saved.
_WAITS = r"Ctrl-C[^\n]*\n"
#: What is changed in an editor while ``watch`` runs: a caption, the old words, the new words, and
#: the end of what ``watch`` answers.
_EDITS = (
    (
        "un grand titre à nous",
        "[Une idée, {fort: pour chaque tract}]",
        "[Samedi, {fort: la rue danse !}]",
        r"a-couper\.pdf\n",
    ),
    ("une faute de frappe", "\nchapeau:", "\nchapaeu:", r"1 erreur[^\n]*\n"),
    (
        "la faute corrigée, et une phrase à nous",
        "\nchapaeu: >-\n  Une ou deux phrases que l'on retient.",
        "\nchapeau: Apportez une chaise et un plat.",
        r"a-couper\.pdf\n",
    ),
)
#: Seconds of a recording: between typed letters, before a command starts, before a text is saved.
_LETTER, _PAUSE, _THOUGHT = 0.05, 0.6, 2.0
#: Seconds after which a program that should say something is stopped.
_LONGEST_SILENCE = 120
#: A link, whose address contains the path of a folder of this machine.
_LINK = re.compile(r"\x1b\]8;[^\x1b]*\x1b\\")
_STYLE = re.compile(r"\x1b\[[0-9;]*m")
#: A line that is drawn again, or a bar that is removed: only what follows remains on the screen.
_REDRAWN = re.compile(r"[^\n]*\n(\x1b\[\?25h)?\r\x1b\[1A\x1b\[2K|[^\n]*\r\x1b\[2K|\x1b\[\?25[lh]")
#: The font of rich is fetched from the network: without it, the reader's own font is used.
_FETCHED_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def plain(written: str) -> str:
    """Return what a program wrote, without links, colours and the line ends of terminals."""
    return _STYLE.sub("", _LINK.sub("", written)).replace("\r\n", "\n")


@dataclass
class Recording:
    """What a terminal showed, as pairs of seconds since the start and text."""

    events: list[tuple[float, str]] = field(default_factory=list)
    seconds: float = 0.0

    def write(self, text: str, *, after: float = 0.0) -> None:
        """Add a text, ``after`` seconds later than the last one."""
        self.seconds += after
        self.events.append((round(self.seconds, 2), text))

    def type(self, line: str) -> None:
        """Add a line as somebody types it."""
        self.write(_PROMPT, after=_PAUSE)
        for letter in line:
            self.write(letter, after=_LETTER)
        self.write("\r\n", after=_PAUSE)

    def as_cast(self) -> str:
        """Return a file in the format asciicast 2: a header, then a line of JSON for each event."""
        header = {"version": 2, "width": COLUMNS, "height": 30, "title": "hors-bocal"}
        lines = [header, *([seconds, "o", text] for seconds, text in self.events)]
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)

    def lines(self) -> list[str]:
        """Return all lines that remain on the screen, with their colours."""
        written = "".join(text for _, text in self.events).replace("\r\n", "\n")
        return _REDRAWN.sub("", written).split("\n")

    def as_svg(self) -> str:
        """Return a picture of all lines, whose text can be selected and read aloud."""
        console = Console(
            record=True,
            width=COLUMNS,
            file=io.StringIO(),
            force_terminal=True,
            legacy_windows=False,
        )
        for line in self.lines():
            console.print(Text.from_ansi(line), soft_wrap=True)
        made = console.export_svg(title="hors-bocal", theme=MONOKAI, unique_id="terminal")
        return _FETCHED_FONT.sub("", made)


class _Session:
    """One program in a terminal; what it writes is added to a recording."""

    def __init__(self, made: Recording, folder: Path, line: str) -> None:
        made.type(line)
        environment = {"HORS_BOCAL_LANG": "fr", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", _PROGRAM, *shlex.split(line)[1:]]
        self.program, self._terminal = pseudo_terminal.started(
            command, folder, environment, columns=COLUMNS
        )
        self._made = made

    def read_to(self, end: str = "") -> None:
        """Read what the program writes, until it matches an expression, by default to its end."""
        decoder, written = getincrementaldecoder("utf-8")(), ""
        while part := self._part():
            written += decoder.decode(part)
            if end and re.search(end + r"\Z", plain(written)):
                break
        self._made.write(_LINK.sub("", written), after=0.2)

    def _part(self) -> bytes:
        if select.select([self._terminal], [], [], _LONGEST_SILENCE)[0]:
            return pseudo_terminal.received(self._terminal)
        self.program.kill()
        self.program.wait()
        raise RuntimeError("the program says nothing more:\n" + "\n".join(self._made.lines()))

    def finish(self) -> None:
        """Read the rest, and wait for the end of the program; raises if it failed."""
        self.read_to()
        os.close(self._terminal)
        if code := self.program.wait():
            raise RuntimeError(f"exit code {code}:\n" + "\n".join(self._made.lines()))


def recorded(folder: Path) -> Recording:
    """Type and run the commands in an empty folder; return what the terminal showed."""
    made = Recording()
    _Session(made, folder, "hors-bocal new project mes-papiers").finish()
    made.type("cd mes-papiers")
    project = folder / "mes-papiers"
    _Session(made, project, 'hors-bocal new tract "Fête de rue"').finish()
    watch = _Session(made, project, "hors-bocal watch tracts/fete-de-rue")
    watch.read_to(_WAITS)
    text = project / "content/tracts/fete-de-rue.yaml"
    for caption, old, new, answer in _EDITS:
        made.write(f"\x1b[3m(dans l’éditeur : {caption})\x1b[0m\r\n", after=_THOUGHT)
        before, _, rest = text.read_text("utf-8").partition(old)
        text.write_text(before + new + rest, "utf-8")
        watch.read_to(answer)
    made.write("^C\r\n", after=_THOUGHT)
    watch.program.send_signal(signal.SIGINT)
    watch.finish()
    return made


def main() -> int:
    """Write the recording and its picture."""
    with tempfile.TemporaryDirectory() as folder:
        made = recorded(Path(folder))
    RECORDING.parent.mkdir(exist_ok=True)
    RECORDING.write_text(made.as_cast(), "utf-8")
    PICTURE.write_text(made.as_svg(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
