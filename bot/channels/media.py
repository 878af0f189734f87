"""Evidence on its way from a provider to us."""

from dataclasses import dataclass, field

MEDIA_BYTES_MAX = 10 * 1024 * 1024


@dataclass(frozen=True)
class FetchedMedia:
    """A photo, recording or film as the provider gave it; `content_type` is the provider's word."""

    content: bytes = field(repr=False)
    content_type: str


class MediaUnavailable(Exception):
    """It cannot be had. `is_final` tells whether another try would be in vain."""

    def __init__(self, reason: str, *, is_final: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_final = is_final
