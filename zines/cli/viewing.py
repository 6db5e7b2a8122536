"""Display of built files with the system's viewer."""

from __future__ import annotations

from zines.base.language import tr
from zines.base.options import BuildReport
from zines.cli.messages import say
from zines.cli.paths import opened, typed
from zines.cli.tables import in_order_of_use


def show_made(report: BuildReport) -> None:
    """Open the file to print first, or the folder of several documents; report a failure."""
    made = [one for one in report.made if one.files]
    if not made:
        return
    file = report.out
    if len(made) == 1:
        file /= in_order_of_use(made[0].files)[0]["path"]
    if not opened(file):
        say(tr("nothing here can show {file}: open it yourself", file=typed(file)), err=True)
