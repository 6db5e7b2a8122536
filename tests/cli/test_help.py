"""Help, version, suggestions and completion."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import click
import pytest
from click.testing import CliRunner

from tests.cli.commands import COMMANDS
from tests.helpers import LAYOUT_FOLDERS, ROOT, TRACT, add, small_project
from zines import __version__
from zines.base import words as in_words
from zines.base.file_names import slug_of
from zines.base.imposition_options import OPTIONS, SCHEMAS
from zines.base.manifest_entry import Ink, Role
from zines.base.outputs import all_names
from zines.base.problems import UsageError
from zines.cli import program as program_module
from zines.cli.main import cli
from zines.cli.options import check_ending
from zines.manuscript import layouts


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("command", [[], ["pdf"], ["impose"]])
def test_help_has_a_short_name(command: list[str], option: str) -> None:
    result = CliRunner().invoke(cli, [*command, option])
    assert result.exit_code == 0 and result.output.startswith("Usage:")


def test_the_version_is_told() -> None:
    assert __version__ in CliRunner().invoke(cli, ["--version"]).output


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chek", "check"),
        ("lsit", "list"),
        ("pfd", "pdf"),
        ("unimpos", "unimpose"),
        # Names of the command in other programs, or in French.
        ("build", "pdf"),
        ("bulid", "pdf"),
        ("imprimer", "pdf"),
        ("vérifier", "check"),
        ("contrôler", "check"),
        ("aide", "--help"),
    ],
)
def test_a_mistyped_command_gets_the_nearest_name(typed: str, meant: str) -> None:
    result = CliRunner().invoke(cli, [typed])
    assert result.exit_code == 2
    assert f"did you mean '{meant}'?" in result.output


def test_a_command_like_no_other_gets_the_way_to_the_list() -> None:
    result = CliRunner().invoke(cli, ["xyzxyz"])
    assert result.exit_code == 2 and "--help" in result.output


@pytest.mark.parametrize("command", [[], ["pdf"], ["check"], ["list"], ["impose"], ["unimpose"]])
def test_help_fits_a_window_of_80_columns_and_breaks_no_name(command: list[str]) -> None:
    lines = CliRunner().invoke(cli, [*command, "-h"]).output.splitlines()
    assert max(map(len, lines)) <= 80
    # A name that is broken at its hyphen cannot be copied.
    assert not [line for line in lines if line.endswith("-")]


def test_help_tells_options_in_groups_and_each_once() -> None:
    for name, command in COMMANDS.items():
        output = CliRunner().invoke(cli, [name, "-h"]).output
        for one in command.params:
            if isinstance(one, click.Option):
                assert len(re.findall(rf"^  {one.opts[0]}\b(?!-)", output, re.MULTILINE)) == 1, one
    output = CliRunner().invoke(cli, ["pdf", "-h"]).output
    assert (
        output.index("For a print shop:") < output.index("--icc") < output.index("For a risograph:")
    )


def test_who_types_the_name_alone_is_told_what_to_do_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = small_project(tmp_path / "project")
    monkeypatch.chdir(project.root)
    for slug in ("tracts/guichets", "essais/un"):
        result = CliRunner().invoke(cli, [], prog_name="build.py")
        assert result.exit_code == 0 and max(map(len, result.output.splitlines())) <= 80
        typed = re.findall(r"python build.py (\S+)(.*)", result.output)
        assert [command for command, _ in typed] == ["pdf", "list", "new", "--help"]
        # The example is an existing document: of the project if it has one, else a shipped one.
        assert typed[0][1].split() == [slug, "--open"]
        add(project, "essais/un", TRACT)


def test_what_is_no_terminal_does_not_wait_for_rich(tmp_path: Path) -> None:
    """Importing Rich takes a third of the time of ``--help``; completion runs at each tab key."""
    project = small_project(tmp_path / "project")
    add(project, "essais/un", TRACT)
    program = (
        "import atexit, sys; from zines.cli.main import cli; "
        "atexit.register(lambda: print('rich' in sys.modules)); cli(prog_name='hors-bocal')"
    )
    for words, completing in (
        (["--help"], {}),
        (["list"], {}),
        (
            [],
            {
                "_HORS_BOCAL_COMPLETE": "bash_complete",
                "COMP_WORDS": "hors-bocal pdf es",
                "COMP_CWORD": "2",
            },
        ),
    ):
        result = subprocess.run(
            [sys.executable, "-c", program, *words],
            cwd=project.root,
            env={**os.environ, "PYTHONPATH": str(ROOT), **completing},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        assert result.stdout.endswith("False\n") and len(result.stdout) > 10


def test_examples_are_typed_as_the_program_is_called() -> None:
    run = CliRunner().invoke
    assert (
        "Example: hors-bocal pdf tracts" in run(cli, ["pdf", "-h"], prog_name="hors-bocal").output
    )
    assert "Example: python build.py pdf" in run(cli, ["pdf", "-h"], prog_name="build.py").output


def completed(line: str, cwd: Path, before: str = "") -> set[str]:
    """Return the completions of the last word of a line in bash; the code ``before`` runs first."""
    words = line.split(" ")
    environment = {
        **os.environ,
        "_HORS_BOCAL_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    program = before + "from zines.cli.main import cli; cli(prog_name='hors-bocal')"
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=cwd,
        env={**environment, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return {row.partition(",")[2] for row in result.stdout.splitlines()}


def test_commands_options_values_and_documents_are_completed(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project")
    add(project, "essais/le-notre", TRACT)
    assert completed("hors-bocal un", project.root) == {"unimpose"}
    assert "--large-print" in completed("hors-bocal pdf --la", project.root)
    assert completed("hors-bocal pdf --ink b", project.root) == {"black"}
    assert completed("hors-bocal impose a b --schema sad", project.root) == {"saddle-stitch"}
    assert completed("hors-bocal pdf ess", project.root) == {"essais", "essais/le-notre"}
    # Shipped documents are offered too.
    assert "tracts/guichets" in completed("hors-bocal check tracts/g", project.root)
    # Anything else may be a file.
    assert completed("hors-bocal pdf mon-t", project.root) == {"mon-t"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_the_script_that_the_readme_asks_for(shell: str) -> None:
    assert f"_HORS_BOCAL_COMPLETE={shell}_source hors-bocal" in (ROOT / "README.md").read_text()
    environment = {"_HORS_BOCAL_COMPLETE": f"{shell}_source"}
    result = CliRunner().invoke(cli, [], prog_name="hors-bocal", env=environment)
    assert result.exit_code == 0, result.output
    assert f"_HORS_BOCAL_COMPLETE={shell}_complete" in result.output


def test_completion_never_shows_a_traceback(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project")
    add(project, "essais/casse", "a: [")
    (project.content / "essais/tract-\udcff.yaml").write_text(TRACT)
    # A file whose name is not valid Unicode is not offered.
    assert completed("hors-bocal pdf essais/", project.root) == {"essais/casse"}
    # The current folder may have been deleted.
    gone = tmp_path / "gone"
    gone.mkdir()
    leave = f"import os; os.rmdir({str(gone)!r}); "
    assert completed("hors-bocal pdf x", gone, leave) - {""} <= {"x"}
    # Nor is a mistyped command found.
    assert completed("hors-bocal pfd x", project.root) == {""}


@pytest.mark.parametrize("command", [["pdf", "x"], ["list"], ["impose", "a.pdf", "b.pdf"]])
def test_a_folder_that_is_gone_is_said(tmp_path: Path, command: list[str]) -> None:
    """A file manager has renamed the folder of the terminal: Python 3.13 gave a traceback."""
    program = (
        f"import os; os.rmdir({str(tmp_path)!r}); "
        "from zines.cli.main import cli; cli(prog_name='hors-bocal')"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, *command],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 2
    assert "was removed or renamed: go into it again" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_folder_of_documents_is_built(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project")
    for slug in ("essais/un", "essais/deux", "autres/trois"):
        add(project, slug, TRACT)
    for word in ("essais", "essais/", "content/essais"):
        result = subprocess.run(
            [sys.executable, "-c", "from zines.cli.main import cli; cli()", "pdf", word],
            cwd=project.root,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert "6 files" in result.stdout
        assert "essais/deux/" in result.stdout and "autres" not in result.stdout


@pytest.mark.parametrize(
    ("option", "typed", "expected"),
    [
        ("--role", "affiche", "tiles (a poster over several sheets)"),
        ("--ink", "cyan", "black (black alone), colour (in colour)"),
    ],
)
def test_a_role_or_an_ink_that_is_none_is_answered_in_words(
    option: str, typed: str, expected: str
) -> None:
    result = CliRunner().invoke(cli, ["pdf", option, typed])
    assert result.exit_code == 2
    assert f"'{typed}' is none of: " in result.output and expected in result.output


@pytest.mark.parametrize(
    ("option", "french", "name"),
    [
        ("--ink", "noir", "black"),
        ("--ink", "couleur", "colour"),
        ("--role", "imprimeur", "press"),
        ("--role", "copieur", "sheets"),
    ],
)
def test_roles_and_inks_may_be_typed_as_files_are_called(
    option: str, french: str, name: str
) -> None:
    (one,) = [param for param in COMMANDS["pdf"].params if option in param.opts]
    assert one.type.convert(french, one, None) == name
    # The help shows only one word for each value.
    assert french not in (one.type.get_metavar(one, click.Context(COMMANDS["pdf"])) or "")


def test_french_words_for_roles_are_those_of_the_files() -> None:
    """The output files of the shipped layouts have these words in their names."""
    names = {
        name
        for one in layouts.names(LAYOUT_FOLDERS)
        for found in [layouts.load(LAYOUT_FOLDERS, one)]
        for name in all_names(found.outputs, found.pages)
    }
    for word in ("page-par-page", "imprimeur", "a-assembler", "planches"):
        assert any(name == word or name.startswith(f"{word}-") for name in names), word
    assert {*in_words.FRENCH.values()} <= {*in_words.ROLES, *in_words.INKS}
    assert {*in_words.ROLES} == {*get_args(Role)} and {*in_words.INKS} == {*get_args(Ink)}


@pytest.mark.parametrize(
    ("typed", "schema"),
    [
        *(
            ("cahier", "saddle-stitch"),
            ("Piqûre à cheval", "saddle-stitch"),
            ("zine", "one-sheet-zine"),
        ),
        *(("dépliant", "leaflet"), ("affiche", "tiles"), ("Saddle Stitch", "saddle-stitch")),
    ],
)
@pytest.mark.parametrize("command", ["impose", "unimpose"])
def test_schemas_are_called_by_usual_words(command: str, typed: str, schema: str) -> None:
    """Print shops say piqûre, and users of pdfbook say livret."""
    (one,) = [param for param in COMMANDS[command].params if "--schema" in param.opts]
    assert one.type.convert(typed, one, None) == schema


@pytest.mark.parametrize(
    ("option", "typed", "choice"),
    [
        *(("--flip", "bord court", "short-edge"), ("--flip", "Bord-long", "long-edge")),
        *(("--binding", "gauche", "left"), ("--fold", "accordéon", "accordion")),
        ("--binding", "top", "top"),
    ],
)
def test_choices_of_imposition_are_typed_in_french(option: str, typed: str, choice: str) -> None:
    """Recipes and lists of files say bord court."""
    (one,) = [param for param in COMMANDS["impose"].params if option in param.opts]
    assert one.type.convert(typed, one, None) == choice


@pytest.mark.parametrize(
    ("option", "typed", "number"),
    [
        *(("--paper-weight", "80 g", 80), ("--overlap", "12mm", 12), ("--creep", "0,1 mm", 0.1)),
        *(("--paper-weight", "80 g/m²", 80), ("--paper-weight", "90g/m2", 90)),
        *(("--overlap", "1cm", None), ("--overlap", "12g", None), ("--bulk", "1.3mm", None)),
    ],
)
def test_a_number_may_have_its_unit(option: str, typed: str, number: float | None) -> None:
    """A centimetre is not read as a millimetre."""
    (one,) = [param for param in COMMANDS["impose"].params if option in param.opts]
    if number is not None:
        assert one.type.convert(typed, one, None) == number
        return
    with pytest.raises(click.BadParameter, match="is no number from"):
        one.type.convert(typed, one, None)


def test_french_words_lead_to_what_there_is() -> None:
    params = [param for one in COMMANDS.values() for param in one.params]
    every = {name for one in params for name in (*one.opts, *one.secondary_opts)}
    for meant in program_module._FRENCH_OPTIONS.values():
        assert meant.partition(" ")[0] in {*every, "--help"}, meant
    known = {choice for option in OPTIONS.values() for choice in option.choices}
    assert {*in_words.FRENCH_CHOICES.values()} <= known


@pytest.mark.parametrize("call", [[], ["--schema", "xxxx"]])
def test_who_does_not_know_the_schemas_reads_what_they_make(call: list[str]) -> None:
    result = CliRunner().invoke(cli, ["impose", "in.pdf", "out.pdf", *call])
    assert result.exit_code == 2
    listed = [line.split()[0] for line in result.stderr.splitlines() if line.startswith("  ")]
    assert listed == [*SCHEMAS] == [*in_words.SCHEMAS]
    assert {*in_words.OTHER_SCHEMAS.values()} <= {*SCHEMAS}
    assert all(slug_of(word) == word for word in in_words.OTHER_SCHEMAS)


def test_a_command_loads_no_other() -> None:
    """Importing most commands takes longer than a build with nothing to do."""
    program = (
        "import sys; from zines.cli.main import cli; "
        "cli(['pdf', '--help'], standalone_mode=False); "
        "print(sorted(name for name in sys.modules if name.startswith('zines.cli.')))"
    )
    words = [sys.executable, "-c", program]
    output = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "zines.cli.pdf" in output and "zines.cli.impose'" not in output


def test_an_output_is_called_as_a_pdf(tmp_path: Path) -> None:
    """Windows opens a file without .pdf in no program, and whoever gets it cannot print it."""
    with pytest.raises(UsageError, match=r"'sortie' is no name for a PDF: say sortie\.pdf"):
        check_ending(Path("sortie"))
    with pytest.raises(UsageError, match="cahier.docx.pdf"):
        check_ending(Path("cahier.docx"))
    for name in ("sortie.pdf", "SORTIE.PDF", str(tmp_path)):
        check_ending(Path(name))


@pytest.mark.parametrize(
    ("call", "example"),
    [
        (["new"], "new tract street-party"),
        (["new", "poster"], "new poster street-party"),
        (["new", "groupe"], "new groupe my-group"),
        (["new", "projet"], "new projet my-papers"),
        (["new", "layout"], "new layout my-layout"),
        (["impose"], "impose pages.pdf booklet.pdf --schema"),
        (["unimpose", "in.pdf"], "unimpose out.pdf pages.pdf"),
        (["merge-manifests"], "merge-manifests out"),
        (["pdf", "--variants"], "--variants FILE.csv"),
        (["watch", "--edition"], "--edition "),
    ],
)
def test_what_is_missing_is_shown_in_an_example(call: list[str], example: str) -> None:
    """Who has never opened a terminal does not know what NAME stands for, but can copy a line."""
    result = CliRunner().invoke(cli, call, prog_name="hors-bocal")
    assert result.exit_code == 2
    assert example in result.stderr.splitlines()[-1]


def test_a_kind_that_is_none_is_refused_before_its_name() -> None:
    result = CliRunner().invoke(cli, ["new", "xyzxyz"])
    assert result.exit_code == 2 and "there is no layout 'xyzxyz'" in result.stderr


def test_each_code_is_explained_without_the_guides() -> None:
    """The guides in docs/ are in a checkout only; an installed program has no such folder."""
    for code in ("hour", "pdf-rgb"):
        result = CliRunner().invoke(cli, ["check", "--explain", code])
        assert result.exit_code == 0 and "To mend it: " in result.output
    assert "9H15" in CliRunner().invoke(cli, ["check", "--explain", "hour"]).output
    result = CliRunner().invoke(cli, ["check", "--explain", "huor"])
    assert result.exit_code == 2 and "did you mean 'hour'?" in result.stderr
    # An empty code, as of a variable that is not set, checks nothing either.
    assert CliRunner().invoke(cli, ["check", "--explain", ""]).exit_code == 2
    for name in COMMANDS:
        assert ".md" not in CliRunner().invoke(cli, [name, "-h"]).output, name
