"""Layers drawn by hand (ISO 32000-1, 8.11.4.4): visible on screen, on paper, on both or none."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Pdf, String


def add(pdf: Pdf, **shown: bool) -> Dictionary:
    """Add a layer to a file; ``Print`` and ``View`` state whether it is visible then."""
    usage = {
        f"/{event}": Dictionary({f"/{event}State": Name("/ON" if state else "/OFF")})
        for event, state in shown.items()
    }
    group = Dictionary(Type=Name.OCG, Name=String("calque"), Usage=Dictionary(usage))
    layer: Dictionary = pdf.make_indirect(group)
    by_event = [
        Dictionary(Event=Name(f"/{event}"), Category=Array([Name(f"/{event}")]), OCGs=[layer])
        for event in shown
    ]
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(AS=Array(by_event)))
    return layer


def draw(pdf: Pdf, content: str, **shown: bool) -> None:
    """Draw on the first page in a layer, above everything else."""
    resources = pdf.pages[0].obj.Resources
    resources.Properties = Dictionary(L=add(pdf, **shown))
    old = pdf.pages[0].obj.Contents.read_bytes()
    drawn = f" /OC /L BDC {content} EMC"
    pdf.pages[0].obj.Contents = pdf.make_stream(old + drawn.encode())
