"""The command ``merge-manifests``: one list of the files that several machines printed."""

from __future__ import annotations

from pathlib import Path

import click

from zines.base import problems
from zines.base.language import tr, tr_n
from zines.cli.messages import reports_problems, say, show
from zines.cli.path_types import File, Folder
from zines.cli.paths import linked
from zines.cli.program import Command


@click.command(
    "merge-manifests",
    cls=Command,
    epilog="out",
    help=tr(
        "Join the manifests that 'pdf --shard' wrote to one manifest.json.\n\n"
        "PLACE is such a file, as manifest-2-sur-3.json, or a folder that holds some. Parts that "
        "do not fit together, or that are not all there, are refused, and nothing is written."
    ),
)
@click.argument("places", metavar=tr("PLACE..."), nargs=-1, required=True, type=File())
@click.option(
    "--out",
    type=Folder(),
    metavar=tr("FOLDER"),
    help=tr("Where the manifest goes.  [default: the folder in which all places lie]"),
)
@reports_problems
def merge_manifests(places: tuple[Path, ...], out: Path | None) -> int:
    """Join the manifests of shards."""
    from zines.workshop.groups import shard_manifests

    joined = shard_manifests.join(places, out)
    text = tr_n("{count} file listed in", "{count} files listed in", joined.count)
    say(text, " ", linked(joined.file))
    show(joined.problems)
    return problems.EXIT_DONE
