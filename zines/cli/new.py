"""The command ``new``: a text, an edition, a layout or a project to start with."""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from zines.base import problems
from zines.base.language import tr
from zines.base.names import check_argument
from zines.base.problems import UsageError
from zines.cli.first_steps import document, say_steps
from zines.cli.messages import reports_problems, say
from zines.cli.paths import linked, typed
from zines.cli.program import Command, program
from zines.workshop.project import find


class Kind(click.ParamType[str]):
    """The kind to create, with shell completion from the layouts of the project."""

    name = "kind"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the kinds that start with this text."""
        from zines.workshop import starting_points
        from zines.workshop.project import entries

        project = find()
        texts = (one.slug for one in entries(project)) if "/" in incomplete else ()
        typed, names = starting_points.typed_kinds(project), starting_points.kinds(project)
        kinds = dict.fromkeys((*typed, *names, *texts))
        return [CompletionItem(one) for one in kinds if one.startswith(incomplete)]


@click.command(
    cls=Command,
    epilog=tr("tract street-party"),
    help=tr(
        "Make a text, an edition, a layout or a project to begin with.\n\n"
        "KIND is a layout (tract, poster, letter: affiche and lettre will do), and NAME what the "
        "text is called: it is written into content/, every field with what it is, ready to be "
        "printed. KIND may also be a text of the catalogue, whose words you change (petition, "
        "tracts/guichets). 'new project FOLDER' makes a folder for your papers, 'new edition NAME' "
        "a group, 'new layout NAME' a layout of your own. Nothing is written over, and nothing is "
        "asked: --lang says the language of keys, words and comments."
    ),
)
@click.argument("kind", metavar=tr("KIND"), type=Kind(), required=False, default="")
@click.argument("words", metavar=tr("NAME"), nargs=-1)
@reports_problems
def new(kind: str, words: tuple[str, ...]) -> int:
    """Make something to begin with; a name of several words needs no quotation marks."""
    from zines.workshop import new_files

    ctx = click.get_current_context()
    if not words:
        raise UsageError(_unnamed(kind, program(ctx)))
    name = " ".join(words)
    check_argument(name)
    here, there = program(ctx), program(ctx, Path(name))
    made = new_files.new(find(), kind, name, here, there)
    for file in made.contents:
        say(linked(file))
    say("")
    called = there if made.kind == "project" else here
    say_steps(_steps(made.kind, made.name, made.project.root, called))
    return problems.EXIT_DONE


def _unnamed(kind: str, called: str) -> str:
    """Return the message for a command without a name, with one to type; raises UsageError."""
    from zines.workshop import new_files, starting_points

    project = find()
    if kind:
        message = tr("say after '{kind}' what it is called", kind=kind)
    else:
        choices = ", ".join(starting_points.typed_kinds(project))
        message = tr("say what to make, and what it is called; one of: {choices}", choices=choices)
    example = f"{kind or 'tract'} {new_files.example_name(project, kind or 'tract')}"
    shown = tr("Example: {command}", command=f"{called} new {example}")
    return f"{message}\n{shown}"


def _steps(kind: str, name: str, root: Path, called: str) -> dict[str, str]:
    """Return the next steps, with the command to type for each."""
    if kind == "project":
        return {
            **({tr("Go there:"): f"cd {typed(root)}"} if root != Path.cwd() else {}),
            tr("See the pages while you write:"): f"{called} watch --open",
        }
    if kind == "edition":
        with_it = f"{called} pdf {document()} --edition {typed(root / name)}"
        return {tr("Fill it in, then print with it:"): with_it}
    if kind == "layout":
        example = typed(root / "layouts" / name / "example.yaml")
        return {
            tr("See it while you change it:"): f"{called} watch {example} --open",
            tr("Write a text of it:"): tr(
                "{program} new {layout} my-text", program=called, layout=name
            ),
        }
    return {
        tr("See the pages while you write:"): f"{called} watch {name} --open",
        tr("Read it over:"): f"{called} check {name}",
        tr("Print it:"): f"{called} pdf {name} --open",
    }
