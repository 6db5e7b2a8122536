"""Pictures made fit to print: turned upright, bare of metadata. The only module that names Pillow.

What a camera writes into a file (place, name, time) would be copied whole into the PDF.
"""

from __future__ import annotations

import io
import warnings
from pathlib import Path

from PIL import Image, ImageOps

from zines.problems import Problem, ProblemError

LARGEST_PIXELS = 80_000_000


def prepared(file: Path, name: str) -> bytes:
    """Return the picture as a PNG without metadata; raises ProblemError when it is none.

    Only the first frame of an animation is kept, and CMYK becomes RGB.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file) as opened:
                if opened.width * opened.height > LARGEST_PIXELS:
                    raise Image.DecompressionBombError
                picture = ImageOps.exif_transpose(opened)
                if picture.mode.startswith("I"):
                    # Converted as they are, 16-bit greys would be cut off at 255, not scaled.
                    picture = picture.convert("I").point(lambda value: value * (1 / 256))
                alpha = "A" in picture.getbands() or "transparency" in picture.info
                grey = picture.mode in ("1", "L", "LA", "I", "F")
                mode = ("LA" if grey else "RGBA") if alpha else ("L" if grey else "RGB")
                picture = picture.convert(mode)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ProblemError(
            [
                Problem(
                    "picture-too-large",
                    f"'{name}' has more than {LARGEST_PIXELS // 10**6} million pixels",
                    "scale it down to its printed size at 300 dpi",
                    str(file),
                )
            ]
        ) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise ProblemError(
            [
                Problem(
                    "picture-broken",
                    f"'{name}' is not a picture that can be read",
                    "save it again as PNG or JPEG",
                    str(file),
                )
            ]
        ) from error
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    stream = io.BytesIO()
    bare.save(stream, "PNG")
    return stream.getvalue()
