"""The channel of the simulator: it stands in for a provider that is not configured."""

from datetime import datetime

from bot.channels import Accepted, ChannelName, Letter, Outcome


class SimulatorChannel:
    """Takes every letter; the outbox page shows the rows themselves."""

    name = ChannelName.SIMULATOR

    async def send(self, letter: Letter) -> Outcome:
        """Taken at once."""
        code = "" if letter.card is None else f"simulator-{letter.card.name}"
        return Accepted(f"simulator-{letter.id}", response_code=code)

    async def look_up(self, letter: Letter, since: datetime) -> Outcome:
        """What was sent was taken."""
        return Accepted(f"simulator-{letter.id}")
