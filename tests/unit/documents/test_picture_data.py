"""Pictures lose what they tell of place, device and author, and nothing of what they show."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from PIL import Image, ImageDraw, PngImagePlugin

from assistant.documents.leftovers import leftovers
from assistant.documents.letterhead.inspect import inspect_letterhead
from assistant.documents.picture_data import without_metadata
from assistant.documents.publication import published
from tests.unit.documents.builders import parts, written

ARTIST, PLACE = "Dana Whitfield", (40.0, 26.0, 46.0)
TELLS = (b"Dana", b"Pixel 9", b"typed by", b"xap", b"Whitfield")


def photo(form: str = "JPEG", turn: int = 1, **how: object) -> bytes:
    """A picture as a phone takes it: author, device, place, a word of an editor, and a short film behind its end."""
    picture = Image.new("RGB", (64, 48), "white")
    ImageDraw.Draw(picture).ellipse((8, 8, 40, 40), fill=(20, 80, 160))
    exif = Image.Exif()
    exif[0x013B], exif[0x0110], exif[0x0112] = ARTIST, "Pixel 9", turn
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", PLACE, "W", PLACE
    out = io.BytesIO()
    if form == "PNG":
        said = PngImagePlugin.PngInfo()
        said.add_text("Author", ARTIST)
        said.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>Whitfield</x:xmpmeta>")
        picture.save(out, "PNG", exif=exif, pnginfo=said, dpi=(300, 300))
    else:
        picture.save(out, "JPEG", exif=exif, comment=b"typed by Dana", xmp=b"<x:xmpmeta>Whitfield</x:xmpmeta>", **how)
    return out.getvalue() + b"ftypmp42 Whitfield"


def points(data: bytes) -> bytes:
    return Image.open(io.BytesIO(data)).convert("RGB").tobytes()


@pytest.mark.parametrize(
    "data", [photo(), photo(progressive=True), photo("PNG")], ids=["JPEG", "progressive JPEG", "PNG"]
)
def test_a_picture_keeps_its_points_and_tells_nothing(data: bytes) -> None:
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825)
    assert any(word in data for word in TELLS)
    made = without_metadata(data)
    assert points(made) == points(data)
    assert dict(Image.open(io.BytesIO(made)).getexif()) == {}
    assert not any(word in made for word in TELLS)
    assert without_metadata(made) == made


def test_a_png_keeps_its_size_on_paper() -> None:
    made = Image.open(io.BytesIO(without_metadata(photo("PNG"))))
    assert round(made.info["dpi"][0]) == 300


def test_a_picture_that_is_to_be_turned_still_is() -> None:
    made = without_metadata(photo(turn=6))
    assert dict(Image.open(io.BytesIO(made)).getexif()) == {0x0112: 6}


@pytest.mark.parametrize("data", [photo()[:300], b"\xff\xd8\xff\xe1\xff\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b""])
def test_what_is_no_whole_picture_stays_as_it_is(data: bytes) -> None:
    assert without_metadata(data) == data


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_letterhead_and_a_publication_copy_hold_no_such_data(tmp_path: Path, form: str) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].add_run("County").add_picture(io.BytesIO(photo(form, 6)))
    path = tmp_path / "paper.docx"
    document.save(str(path))
    pictures = lambda data: b"".join(d for n, d in parts(data).items() if "/media/" in n)  # noqa: E731
    assert any(word in pictures(path.read_bytes()) for word in TELLS)
    harmless, _ = inspect_letterhead(path)
    assert not any(word in pictures(harmless) for word in TELLS)
    # A letterhead that was not looked at (an installation's own template): the publication copy has none either.
    copy = written(shell=path.read_bytes())
    assert "pictures" in {f.what for f in leftovers(copy)}
    clean = published(copy)
    assert not any(word in pictures(clean) for word in TELLS)
    assert "pictures" not in {f.what for f in leftovers(clean)}
    assert points(pictures(clean)) == points(photo(form, 6))
