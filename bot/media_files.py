"""Evidence as files: named by their hash, of a type that their content proves (S13)."""

import hashlib
from pathlib import Path

from bot.durable_files import write_durably

_HEADS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"#!AMR-WB\n", "audio/amr-wb"),
    (b"#!AMR\n", "audio/amr"),
    (b"#!SILK_V3", "audio/silk"),
    (b"\x02#!SILK_V3", "audio/silk"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
    # MPEG sound without a header: eleven set bits, then version, layer III.
    *((bytes((0xFF, second)), "audio/mpeg") for second in (0xFB, 0xFA, 0xF3, 0xF2, 0xE3, 0xE2)),
    *((bytes((0xFF, second)), "audio/aac") for second in (0xF1, 0xF0, 0xF9, 0xF8)),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav"}
# The brand of an ISO file by its first letters; whatever else there is is a film.
_BRANDS = (
    (b"hei", "image/heic"),
    (b"mif", "image/heic"),
    (b"M4A", "audio/mp4"),
    (b"qt ", "video/quicktime"),
    (b"3g", "video/3gpp"),
)


def type_of(content: bytes) -> str | None:
    """The content type, judged by the content alone; None for what is no evidence of ours."""
    for head, content_type in _HEADS:
        if content.startswith(head):
            return content_type
    if content[:4] == b"RIFF":
        return _RIFF.get(content[8:12])
    if content[4:8] == b"ftyp":
        brand = content[8:12]
        return next((kind for head, kind in _BRANDS if brand.startswith(head)), "video/mp4")
    return None


def keep_file(folder: Path, content: bytes) -> str:
    """Write the content to the disk under its SHA-256, whole or not at all; return that name.

    The same content is kept once. Raises OSError.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    path = media_path(folder, sha256)
    if path.exists():
        return sha256
    folder.mkdir(parents=True, exist_ok=True)
    write_durably(path, content)
    return sha256


def media_path(folder: Path, sha256: str) -> Path:
    """Where a file of this name lies."""
    return folder / sha256
