"""What every provider of SMS looks like, and which of them serves a number."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from multidict import MultiMapping

from bot.channels import After, ChannelName, Incoming, Letter, Outcome, Refused, Unknown
from bot.channels.sms_numbers import is_mainland
from bot.channels.sms_status import StatusReport


@dataclass(frozen=True)
class Callback:
    """A request that claims to come from a provider, as it arrived; `target` is path and query."""

    target: str
    headers: MultiMapping[str] = field(repr=False)
    body: bytes = field(repr=False)


class SmsGateway(Protocol):
    """One provider of SMS. It raises for nothing that the provider or the network does.

    What claims to come from the provider is verified before it is read; BadRequest if it does not.
    """

    async def send(self, letter: Letter) -> Outcome:
        """Hand one letter over, once: a send is never repeated inside."""
        ...

    async def look_up(self, letter: Letter, since: datetime) -> Outcome:
        """What became of a letter first sent at `since`."""
        ...

    def is_two_way(self, number: str) -> bool:
        """Tell whether an SMS that is written back from this number reaches us."""
        ...

    def read_messages(self, callback: Callback) -> tuple[Incoming, ...]:
        """What residents wrote; a redelivered message has the same key."""
        ...

    def read_reports(self, callback: Callback) -> tuple[StatusReport, ...]:
        """What became of letters, in any order and with repeats."""
        ...


class SmsChannel:
    """The channel `sms`: the mainland's numbers by its own gateway where there is one.

    `mainland` serves +86 and nothing else; `elsewhere` serves every number that is left.
    """

    name = ChannelName.SMS

    def __init__(
        self, *, mainland: SmsGateway | None = None, elsewhere: SmsGateway | None = None
    ) -> None:
        self._mainland = mainland
        self._elsewhere = elsewhere

    async def send(self, letter: Letter) -> Outcome:
        gateway = self._gateway(letter.address)
        if gateway is None:
            return Refused("no gateway", "no provider for this country", After.NEXT_CHANNEL)
        return await gateway.send(letter)

    async def look_up(self, letter: Letter, since: datetime) -> Outcome:
        gateway = self._gateway(letter.address)
        if gateway is None:
            return Unknown("the provider is off")
        return await gateway.look_up(letter, since)

    def is_two_way(self, number: str) -> bool:
        """Tell whether whoever gets an SMS at this number can answer it."""
        gateway = self._gateway(number)
        return gateway is not None and gateway.is_two_way(number)

    def is_abroad(self, number: str) -> bool:
        """Tell whether an SMS to this number goes by a provider outside of mainland China."""
        gateway = self._gateway(number)
        return gateway is not None and gateway is self._elsewhere

    def _gateway(self, number: str) -> SmsGateway | None:
        if self._mainland is not None and is_mainland(number):
            return self._mainland
        return self._elsewhere
