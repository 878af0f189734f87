"""Where the photos of each channel are fetched from; those of the simulator are at hand."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from bot.channels import IncomingMedia, MediaKind
from bot.channels.media import FetchedMedia, MediaUnavailable

Fetch = Callable[[str], Awaitable[tuple[bytes, str]]]
SIMULATED = "simulator-"


@dataclass
class Fetchers:
    """The fetch functions of the providers that are on, and of the simulator where there is one."""

    provider: dict[str, Callable[[IncomingMedia], Awaitable[FetchedMedia]]] = field(
        default_factory=dict
    )
    simulator: Callable[[str], tuple[bytes, str]] | None = None

    def by_channel(self) -> Mapping[str, Fetch]:
        """A fetch function for each channel that residents write in."""
        return {name: self._fetch(name) for name in ("wechat", "sms")}

    def _fetch(self, channel: str) -> Fetch:
        async def fetch(reference: str) -> tuple[bytes, str]:
            if reference.startswith(SIMULATED) and self.simulator is not None:
                return self.simulator(reference)
            if channel not in self.provider:
                raise MediaUnavailable(f"{channel} is off", is_final=False)
            media = await self.provider[channel](IncomingMedia(MediaKind.IMAGE, reference))
            return media.content, media.content_type

        return fetch
