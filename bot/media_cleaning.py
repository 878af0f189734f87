"""Pictures without what they tell beside the picture: where, when and by which phone (S13).

Other evidence is kept as it came: recordings and films of WeChat carry no place.
"""

from io import BytesIO

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

PIXELS_MAX = 60_000_000
"""More than any phone's camera takes, all frames of a moving picture together.

A small file may hold a picture that fills the memory, or frames that keep us busy for hours (F57).
"""
QUALITY = 92
_FORMS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WEBP"}
_ANIMATED = frozenset({"GIF", "WEBP"})
_LOSSY = frozenset({"JPEG", "WEBP"})
_UPRIGHT = 1
_KEPT = frozenset({"icc_profile", "transparency", "background", "duration", "loop", "disposal"})
"""What a picture needs to look right."""


class CannotBeCleaned(Exception):
    """The picture cannot be read, or is of a kind that we cannot write without its secrets."""


def cleaned(content: bytes, content_type: str) -> bytes:
    """The evidence without its metadata, and turned upright; raises CannotBeCleaned."""
    if not content_type.startswith("image/"):
        return content
    form = _FORMS.get(content_type)
    if form is None:
        message = f"{content_type} cannot be freed of where it was taken"
        raise CannotBeCleaned(message)
    try:
        with Image.open(BytesIO(content), formats=(form,)) as picture:
            if picture.width * picture.height * getattr(picture, "n_frames", 1) > PIXELS_MAX:
                message = f"a picture of more than {PIXELS_MAX} pixels"
                raise CannotBeCleaned(message)
            return _written_anew(picture, form)
    # What Pillow raises for a broken file depends on where it is broken.
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError) as error:
        raise CannotBeCleaned("a picture that cannot be read") from error
    except (SyntaxError, ValueError, IndexError, TypeError, EOFError) as error:
        raise CannotBeCleaned("a picture that cannot be read") from error


def _written_anew(picture: Image.Image, form: str) -> bytes:
    picture.load()
    is_animated = bool(getattr(picture, "is_animated", False)) and form in _ANIMATED
    is_upright = picture.getexif().get(ExifTags.Base.Orientation, _UPRIGHT) == _UPRIGHT
    upright = picture if is_animated or is_upright else ImageOps.exif_transpose(picture)
    upright.info = {name: value for name, value in upright.info.items() if name in _KEPT}
    is_as_it_was = upright is picture and picture.format == "JPEG"
    options: dict[str, object] = {
        "icc_profile": upright.info.get("icc_profile"),
        "exif": b"",
        "comment": b"",
        "save_all": is_animated,
        # A picture that need not be turned loses nothing by being written anew.
        "quality": "keep" if is_as_it_was else QUALITY,
    }
    if form not in _LOSSY:
        del options["quality"]
    written = BytesIO()
    upright.save(written, form, **options)
    return written.getvalue()
