"""A photo shows the leak, and not where, when and by which phone it was taken."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.media_cleaning import PIXELS_MAX, CannotBeCleaned, cleaned
from bot.media_files import type_of
from tests.each import each
from tests.fakes.photos import PHONE, TELLING, animation, photo

FORMS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "MPO": "image/jpeg"}


@each("form", FORMS)
@each("orientation", [1, 6])
def test_place_and_phone_are_gone_and_the_picture_stays(form: str, orientation: int) -> None:
    taken = photo(form, orientation=orientation)
    assert PHONE.encode() in taken

    kept = cleaned(taken, FORMS[form])

    assert [word for word in TELLING if word in kept] == []
    assert type_of(kept) == FORMS[form]
    with Image.open(BytesIO(kept)) as picture:
        assert dict(picture.getexif()) == {}
        assert picture.size == ((48, 32) if orientation == 1 else (32, 48))
        # Turned by a quarter, what was left is on top.
        red, _, blue = picture.convert("RGB").tobytes()[:3]
    assert red - blue > 150


@pytest.mark.parametrize("form", ["GIF", "WEBP"])
def test_a_moving_picture_still_moves(form: str) -> None:
    kept = cleaned(animation(form), f"image/{form.lower()}")

    assert [word for word in TELLING if word in kept] == []
    with Image.open(BytesIO(kept)) as picture:
        assert getattr(picture, "n_frames", 1) == 2


@each(
    ("content", "content_type"),
    [
        (photo()[:200], "image/jpeg"),
        (b"\xff\xd8\xff\xe0 no picture at all", "image/jpeg"),
        (photo("PNG")[:60], "image/png"),
        (photo("PNG"), "image/jpeg"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
    ],
)
def test_what_cannot_be_read_cannot_be_kept(content: bytes, content_type: str) -> None:
    with pytest.raises(CannotBeCleaned):
        cleaned(content, content_type)


def test_a_small_file_with_an_enormous_picture_is_refused() -> None:
    written = BytesIO()
    Image.new("1", (PIXELS_MAX // 1000, 1001)).save(written, "PNG")

    with pytest.raises(CannotBeCleaned, match="pixels"):
        cleaned(written.getvalue(), "image/png")


def test_a_small_file_with_many_enormous_frames_is_refused() -> None:
    side = 4000
    frames = [Image.new("P", (side, side), shade) for shade in range(PIXELS_MAX // side**2 + 1)]
    written = BytesIO()
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:])
    assert len(written.getvalue()) < 1_000_000

    with pytest.raises(CannotBeCleaned, match="pixels"):
        cleaned(written.getvalue(), "image/gif")


def test_recordings_and_films_stay_as_they_are() -> None:
    assert cleaned(b"#!AMR\n\x3c", "audio/amr") == b"#!AMR\n\x3c"


@given(st.binary(max_size=200), st.sampled_from(sorted(set(FORMS.values()) | {"image/gif"})))
def test_no_bytes_break_the_cleaner(content: bytes, content_type: str) -> None:
    heads = {"image/png": b"\x89PNG\r\n\x1a\n", "image/gif": b"GIF89a"}

    with pytest.raises(CannotBeCleaned):
        cleaned(heads.get(content_type, b"\xff\xd8\xff") + content, content_type)
