"""Pictures of every kind: upright, without metadata, in true colours, or refused."""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms, PngImagePlugin

from tests.helpers import ROOT
from zines.base.pictures import fingerprint
from zines.base.problems import ProblemError
from zines.composition import pictures
from zines.composition.pictures import prepared

GPS, ORIENTATION, ARTIST = 0x8825, 0x0112, 0x013B
RED = (200, 30, 20)
PROFILE = (ROOT / "assets/icc/FOGRA39L_free.icc").read_bytes()
#: The same profile under another name, so that it is not recognised as the one we print with.
FOREIGN = PROFILE.replace(b"FOGRA39", b"ABCDE12")


def opened(file: Path, ink: str = "colour") -> Image.Image:
    picture = Image.open(io.BytesIO(prepared(file, file.name, ink).content))
    picture.load()
    return picture


def saved(picture: Image.Image, file: Path, **options: object) -> Path:
    picture.save(file, **options)  # type: ignore[arg-type]
    return file


def without_adobe(jpeg: bytes) -> bytes:
    """Remove the marker that declares CMYK values as inverted."""
    at = jpeg.index(b"\xff\xee")
    (length,) = struct.unpack(">H", jpeg[at + 2 : at + 4])
    assert jpeg[at + 4 : at + 9] == b"Adobe"
    return jpeg[:at] + jpeg[at + 2 + length :]


def png_16_bit(colour: tuple[int, int, int]) -> bytes:
    """Return a 16-bit RGB PNG of 4 x 4 pixels, which Pillow cannot write."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    rows = (b"\0" + struct.pack(">3H", *colour) * 4) * 4
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 16, 2, 0, 0, 0)),
            chunk(b"IDAT", zlib.compress(rows)),
            chunk(b"IEND", b""),
        )
    )


def close(found: object, wanted: object) -> bool:
    return bool(found == pytest.approx(wanted, abs=3))


def test_a_camera_leaves_no_trace(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ARTIST] = "Camille Untel"
    exif.get_ifd(GPS)[1] = "N"
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "Camille Untel")
    text.add_itxt("XML:com.adobe.xmp", "<x>Camille Untel</x>")
    picture = Image.effect_noise((40, 20), 90)
    for mode, name, options in (
        ("RGB", "a.jpg", {"exif": exif, "comment": b"Camille Untel", "xmp": b"<x>Camille"}),
        ("CMYK", "b.jpg", {"exif": exif, "comment": b"Camille Untel", "icc_profile": PROFILE}),
        ("RGB", "c.png", {"exif": exif, "pnginfo": text}),
        ("RGB", "d.tif", {"tiffinfo": {270: "Camille Untel", 33432: "Camille"}}),
        ("RGB", "e.webp", {"exif": exif, "xmp": b"<x>Camille", "lossless": True}),
        ("P", "f.gif", {"comment": b"Camille Untel"}),
    ):
        file = saved(picture.convert(mode), tmp_path / name, **options)
        assert b"Camille" in file.read_bytes()
        raw = prepared(file, name).content
        result = Image.open(io.BytesIO(raw))
        assert not dict(result.getexif()), name
        assert set(result.info) <= {
            "dpi",
            "adobe",
            "adobe_transform",
            "jfif",
            "jfif_density",
            "jfif_unit",
            "jfif_version",
        }
        assert b"Camille" not in raw and b"Exif" not in raw and b"ICC" not in raw, name


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "CMYK"])
def test_bands_give_what_the_whole_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    """A logo of 80 million pixels, 255 kB, took 1.6 GB: it is now read in parts."""
    picture = Image.effect_noise((90, 70), 80).convert("RGB").convert(mode)
    file = saved(picture, tmp_path / ("logo.tif" if mode == "CMYK" else "logo.png"))
    whole = pictures.prepared(file, "logo")
    monkeypatch.setattr(pictures, "_BAND", 100)
    assert pictures.prepared(file, "logo") == whole
    bare = opened(file)
    if mode != "CMYK":
        samples = bare.convert(bare.mode.removesuffix("A")).tobytes()
        assert whole.fingerprint == fingerprint(90, 70, samples)
        assert max(map(len, pictures._colours(bare))) <= 100 * 3


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "tif"])
def test_every_orientation_is_baked_in(tmp_path: Path, orientation: int, ending: str) -> None:
    upright = Image.new("RGB", (40, 24), "white")
    upright.paste("red", (0, 0, 20, 12))
    # What a camera in this position stores: the inverse of what viewers do.
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = upright.transpose(Image.Transpose(back[orientation])) if orientation > 1 else upright
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    file = saved(stored, tmp_path / f"photo.{ending}", exif=exif)
    result = opened(file).convert("RGB")
    assert result.size == (40, 24)
    assert [result.getpixel(at)[1] < 128 for at in ((5, 5), (35, 5), (5, 20), (35, 20))] == [  # type: ignore[index]
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("mode", "ending", "expected"),
    [
        ("1", "png", "L"),
        ("L", "png", "L"),
        ("L", "jpg", "L"),
        ("I;16", "png", "L"),
        ("LA", "png", "LA"),
        ("P", "png", "RGB"),
        ("RGB", "webp", "RGB"),
        ("RGB", "avif", "RGB"),
        ("RGB", "bmp", "RGB"),
        ("RGBA", "png", "RGBA"),
        ("RGBA", "webp", "RGBA"),
        ("CMYK", "jpg", "CMYK"),
        ("CMYK", "tif", "CMYK"),
        ("LAB", "tif", "RGB"),
    ],
)
def test_every_mode_gets_a_sane_one(tmp_path: Path, mode: str, ending: str, expected: str) -> None:
    ramp = Image.linear_gradient("L").resize((16, 16))
    coloured = Image.merge("RGB", [ramp, ramp.rotate(90), ramp.rotate(180)])
    picture = coloured
    if mode == "I;16":
        picture = Image.new(mode, (16, 16), 32768)
    elif mode in ("LA", "RGBA"):
        picture = (ramp if mode == "LA" else coloured).copy()
        picture.putalpha(ramp.rotate(180))
    elif mode == "LAB":
        picture = Image.merge("LAB", [ramp, ramp, ramp])
    elif mode != "RGB":
        picture = coloured.convert(mode)
    file = saved(picture, tmp_path / f"picture.{ending}")
    assert opened(file).mode == expected
    assert opened(file, "black").mode == ("LA" if expected.endswith("A") else "L")


def test_what_a_file_is_its_content_says(tmp_path: Path) -> None:
    file = tmp_path / "logo.jpg"
    saved(Image.new("RGB", (4, 4), RED), tmp_path / "logo.png").rename(file)
    assert opened(file).getpixel((1, 1)) == RED


def test_of_an_animation_the_first_frame_is_kept(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("red", "blue")]
    file = saved(frames[0], tmp_path / "moving.gif", save_all=True, append_images=frames[1:])
    assert opened(file).getpixel((5, 5)) == (255, 0, 0)


def test_nothing_that_a_png_says_of_itself_is_kept(tmp_path: Path) -> None:
    """Profiles, resolution and texts in a PNG may name programs, people and places."""
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "Camille Untel")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = Image.new("RGB", (9, 9), RED)
    options = {"pnginfo": text, "dpi": (72, 72), "icc_profile": profile}
    raw = prepared(saved(picture, tmp_path / "a.png", **options), "a.png").content
    assert not Image.open(io.BytesIO(raw)).info
    for chunk in (b"tEXt", b"iCCP", b"pHYs", b"eXIf", b"gAMA"):
        assert chunk not in raw


def test_16_bits_keep_their_tones(tmp_path: Path) -> None:
    # In 16 bits, white is 65,535: each grey is 257 times as large as in 8.
    scan = Image.frombytes("I;16", (256, 1), struct.pack("<256H", *range(0, 65536, 257)))
    assert opened(saved(scan, tmp_path / "scan.png")).tobytes() == bytes(range(256))
    file = tmp_path / "colour.png"
    file.write_bytes(png_16_bit((51200, 7680, 5120)))
    assert opened(file).getpixel((1, 1)) == RED


def test_grey_in_three_channels_is_grey(tmp_path: Path) -> None:
    noisy = Image.effect_noise((64, 64), 60).convert("RGB")
    assert opened(saved(noisy, tmp_path / "a.jpg", quality=95)).mode == "L"
    assert opened(saved(noisy, tmp_path / "b.png")).mode == "L"


def test_an_alpha_that_hides_nothing_is_dropped(tmp_path: Path) -> None:
    assert opened(saved(Image.new("RGBA", (4, 4), RED), tmp_path / "a.png")).mode == "RGB"


def test_a_colour_of_the_palette_may_let_through(tmp_path: Path) -> None:
    picture = Image.new("RGB", (4, 4), RED)
    picture.putpixel((3, 3), (0, 0, 0))
    picture = picture.quantize(2)
    file = saved(picture, tmp_path / "a.png", transparency=picture.getpixel((0, 0)))
    assert opened(file).mode == "RGBA"
    assert opened(file).getpixel((0, 0))[3] == 0  # type: ignore[index]


def test_lab_becomes_the_colour_it_means(tmp_path: Path) -> None:
    to_lab = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
    )
    lab = ImageCms.applyTransform(Image.new("RGB", (4, 4), RED), to_lab)
    assert lab is not None
    assert close(opened(saved(lab, tmp_path / "a.tif")).getpixel((1, 1)), RED)


def test_an_embedded_profile_is_honoured(tmp_path: Path) -> None:
    # A profile whose red is the blue of sRGB: two tags are swapped.
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"tmpX").replace(b"bXYZ", b"rXYZ").replace(b"tmpX", b"bXYZ")
    picture = Image.new("RGB", (4, 4), RED)
    file = saved(picture, tmp_path / "a.png", icc_profile=swapped)
    assert close(opened(file).getpixel((1, 1)), RED[::-1])
    greys = saved(Image.new("RGB", (4, 4), "grey"), tmp_path / "b.png", icc_profile=swapped)
    assert opened(greys).mode == "L"
    broken = saved(picture, tmp_path / "c.png", icc_profile=b"none" * 50)
    assert opened(broken).getpixel((1, 1)) == RED
    other = saved(picture, tmp_path / "d.png", icc_profile=PROFILE)
    assert opened(other).getpixel((1, 1)) == RED


def test_a_grey_stays_one_beside_colours_whatever_the_profile(tmp_path: Path) -> None:
    """It is printed in black alone. In profiles of scanners, equal values are not quite grey."""
    tinted = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # The X of the red colorant (ICC.1:2010, 10.31), in parts of 65,536.
    at = int.from_bytes(tinted[(tag := tinted.index(b"rXYZ")) + 4 : tag + 8], "big") + 8
    red = int.from_bytes(tinted[at : at + 4], "big")
    tinted[at : at + 4] = (red + 3000).to_bytes(4, "big")
    both = Image.new("RGB", (256, 2), RED)
    both.paste(Image.linear_gradient("L").rotate(90).crop((0, 0, 256, 1)).convert("RGB"))
    seen = opened(saved(both, tmp_path / "a.png", icc_profile=bytes(tinted)))
    red_shades, green_shades, blue_shades = (one.crop((0, 0, 256, 1)) for one in seen.split())
    assert red_shades == green_shades == blue_shades and seen.mode == "RGB"


INKS = (40, 200, 90, 30)


def test_cmyk_keeps_its_inks_whichever_way_up_they_are_stored(tmp_path: Path) -> None:
    picture = Image.new("CMYK", (16, 16), INKS)
    assert close(opened(saved(picture, tmp_path / "a.tif")).getpixel((5, 5)), INKS)
    adobe = saved(picture, tmp_path / "b.jpg", quality=100)
    assert close(opened(adobe).getpixel((5, 5)), INKS)
    # Without Adobe's marker, the values are not inverted.
    plain = tmp_path / "c.jpg"
    upside_down = saved(ImageChops.invert(picture), tmp_path / "d.jpg", quality=100)
    plain.write_bytes(without_adobe(upside_down.read_bytes()))
    assert close(opened(plain).getpixel((5, 5)), INKS)


def test_cmyk_of_another_condition_is_what_it_looks_like(tmp_path: Path) -> None:
    picture = Image.new("CMYK", (16, 16), INKS)
    ours = saved(picture, tmp_path / "a.tif", icc_profile=PROFILE)
    assert close(opened(ours).getpixel((5, 5)), INKS)
    foreign = saved(picture, tmp_path / "b.tif", icc_profile=FOREIGN)
    red, green, blue = opened(foreign).getpixel((5, 5))  # type: ignore[misc]
    assert red > 150 and red - green > 80 and red - blue > 30
    black = Image.new("CMYK", (16, 16), (0, 0, 0, 200))
    assert opened(saved(black, tmp_path / "c.tif", icc_profile=FOREIGN)).mode == "L"


def test_pixels_are_known_again_by_their_fingerprint(tmp_path: Path) -> None:
    picture = Image.effect_noise((9, 5), 90)
    made = prepared(saved(picture, tmp_path / "a.png"), "a.png")
    assert made.fingerprint == fingerprint(9, 5, picture.tobytes())
    assert made.fingerprint != fingerprint(5, 9, picture.tobytes())


def empty(file: Path) -> None:
    file.write_bytes(b"")


def text(file: Path) -> None:
    file.write_text("no picture at all\n" * 20)


def truncated(file: Path) -> None:
    Image.effect_noise((200, 200), 90).save(file, "PNG")
    file.write_bytes(file.read_bytes()[:9000])


def truncated_jpeg(file: Path) -> None:
    Image.effect_noise((200, 200), 90).save(file, "JPEG")
    file.write_bytes(file.read_bytes()[:3000])


def only_a_start(file: Path) -> None:
    file.write_bytes(b"\x89PNG\r\n\x1a\n broken")


def pdf(file: Path) -> None:
    file.write_bytes(b"%PDF-1.7\n")


def heic(file: Path) -> None:
    file.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 90)


def postscript(file: Path) -> None:
    file.write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n")


def folder(file: Path) -> None:
    file.mkdir()


def pipe(file: Path) -> None:
    os.mkfifo(file)


def nothing(file: Path) -> None:
    file.unlink(missing_ok=True)


def floating(file: Path) -> None:
    Image.new("F", (4, 4), 0.5).save(file, "TIFF")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (empty, "empty"),
        (text, "not a picture"),
        (truncated, "not a picture"),
        (truncated_jpeg, "not a picture"),
        (only_a_start, "not a picture"),
        (pdf, "PDF"),
        (heic, "HEIC"),
        (postscript, "PostScript"),
        (folder, "no file"),
        (pipe, "no file"),
        (nothing, "cannot be read"),
        (floating, "not a picture"),
    ],
)
def test_what_is_no_picture_is_told(
    tmp_path: Path, make: Callable[[Path], None], words: str
) -> None:
    file = tmp_path / "broken.png"
    make(file)
    with pytest.raises(ProblemError, match=words) as caught:
        prepared(file, "broken.png")
    (problem,) = caught.value.problems
    assert problem.code == "picture-broken" and "'broken.png'" in problem.message and problem.hint


def test_a_bomb_does_not_go_off(tmp_path: Path) -> None:
    real, heavy = tmp_path / "real.png", tmp_path / "heavy.png"
    Image.new("1", (10_000, 9_000)).save(real)
    with heavy.open("wb") as stream:  # a sparse file, which takes no room on the disk
        stream.truncate(300_000_000)
    bomb = claiming(tmp_path, 90_000, 90_000)
    for file, most in ((bomb, "80 million pixels"), (real, "80 m"), (heavy, "200 million bytes")):
        with pytest.raises(ProblemError) as caught:
            prepared(file, file.name)
        (problem,) = caught.value.problems
        assert problem.code == "picture-too-large" and f"more than {most}" in problem.message


def claiming(folder: Path, width: int, height: int) -> Path:
    """Return a PNG of 4 x 4 pixels that says it has more."""
    claimed = bytearray(png_16_bit((0, 0, 0)))
    claimed[16:24] = struct.pack(">II", width, height)
    claimed[29:33] = struct.pack(">I", zlib.crc32(claimed[12:29]))
    file = folder / "claimed.png"
    file.write_bytes(claimed)
    return file


@pytest.mark.parametrize(
    ("width", "height", "code"),
    [(10_000, 8_000, "picture-broken"), (9, 8_888_889, "picture-too-large")],
)
def test_a_picture_may_have_as_many_pixels_as_the_message_says(
    width: int, height: int, code: str, tmp_path: Path
) -> None:
    """Up to 80 million it is read (this one is cut off); one pixel more, it is not."""
    with pytest.raises(ProblemError) as caught:
        prepared(claiming(tmp_path, width, height), "claimed.png")
    assert caught.value.problems[0].code == code


def test_four_inks_that_no_jpeg_can_hold_are_refused(tmp_path: Path) -> None:
    """Found by the fuzzer: a TIFF of 624 bytes, declared 12 x 1048585, caused an OSError."""
    side = pictures.LONGEST_SIDE
    black = (0, 0, 0, 255)
    assert opened(saved(Image.new("CMYK", (1, side), black), tmp_path / "long.tif")).height == side
    longer = saved(Image.new("CMYK", (1, side + 1), black), tmp_path / "longer.tif")
    with pytest.raises(ProblemError, match="more than 65500 pixels on a side"):
        opened(longer)


DARKER: dict[str, tuple[int, ...]] = {
    "RGBA": (255, 255, 0, 255),
    "CMYK": (0, 0, 30, 0),
    "L": (240,),
}


@pytest.mark.parametrize(
    "picture",
    [
        Image.new("RGBA", (4, 4), (0, 0, 0, 0)),
        Image.new("RGBA", (4, 4), (255, 255, 255, 255)),
        Image.new("CMYK", (4, 4)),
        Image.new("L", (4, 4), 254),
    ],
)
def test_what_is_not_seen_on_paper_is_told(picture: Image.Image, tmp_path: Path) -> None:
    """A logo for dark backgrounds is white: it would leave a blank that nobody understands."""
    file = saved(picture, tmp_path / ("a.tif" if picture.mode == "CMYK" else "a.png"))
    with pytest.raises(ProblemError, match="nothing of .* is seen on paper"):
        opened(file)
    picture.putpixel((1, 1), DARKER[picture.mode])
    opened(saved(picture, file))
