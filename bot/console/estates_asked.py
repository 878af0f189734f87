"""Which estate a page is about: one's own, or for the company office the one that is chosen."""

from dataclasses import dataclass

from sqlmodel import Session

from bot.console.asked import Asked, Missing
from storage.estates import Estate, estates

PARAMETER = "estate"


@dataclass(frozen=True)
class Scope:
    """The estate that is looked at, and all that the member may choose from."""

    estate: Estate
    choices: tuple[Estate, ...]

    @property
    def query(self) -> dict[str, str]:
        """What keeps it in an address; nothing where there is no choice."""
        return {PARAMETER: str(self.estate.id)} if len(self.choices) > 1 else {}


def scope_of(session: Session, asked: Asked, estate_id: int | None = None) -> Scope:
    """The estate asked for, else the first; Missing for a foreign one, or where there is none.

    What a form is about may say the estate better than its address.
    """
    own = asked.member.estate_id
    choices = tuple(one for one in estates(session) if own in {None, one.id})
    wanted = asked.query.get(PARAMETER, "") if estate_id is None else str(estate_id)
    found = [one for one in choices if wanted in {"", str(one.id)}]
    if not found:
        raise Missing
    return Scope(found[0], choices)
