"""Photos as phones take them: small, real, and full of what nobody but their owner should know."""

from io import BytesIO

from PIL import ExifTags, Image, PngImagePlugin

SHENZHEN: dict[int, object] = {
    ExifTags.GPS.GPSLatitudeRef: "N",
    ExifTags.GPS.GPSLatitude: (22.0, 32.0, 35.1),
    ExifTags.GPS.GPSLongitudeRef: "E",
    ExifTags.GPS.GPSLongitude: (114.0, 3.0, 28.4),
}
PHONE = "A phone of the tests"
TELLING = (b"GPS", b"Exif", PHONE.encode(), b"<x:xmpmeta")
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><exif:GPSLatitude>22,32N</exif:GPSLatitude></x:xmpmeta>"


def photo(form: str = "JPEG", *, orientation: int = 1, size: tuple[int, int] = (48, 32)) -> bytes:
    """A picture whose left half is red and whose right half is blue, with place, phone and all."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = picture.getexif()
    exif[ExifTags.Base.Make] = PHONE
    exif[ExifTags.Base.Orientation] = orientation
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(SHENZHEN)
    options: dict[str, object] = {"exif": exif, "xmp": XMP, "comment": PHONE.encode()}
    if form == "PNG":
        told = PngImagePlugin.PngInfo()
        told.add_text("Author", PHONE)
        told.add_itxt("XML:com.adobe.xmp", XMP.decode())
        options = {"exif": exif, "pnginfo": told}
    written = BytesIO()
    picture.save(written, form, **options)
    return written.getvalue()


def animation(form: str) -> bytes:
    """Two frames."""
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "blue")]
    written = BytesIO()
    told: dict[str, object] = {"comment": PHONE.encode()} if form == "GIF" else {"xmp": XMP}
    frames[0].save(
        written, form, save_all=True, append_images=frames[1:], duration=100, loop=0, **told
    )
    return written.getvalue()
