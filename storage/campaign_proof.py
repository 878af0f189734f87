"""The proof of a draw: why each home was asked or not, drawn again from what was kept (R4)."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from flows.rules.survey.draw import Draw, draw
from storage.campaign_frame import kept_frame
from storage.campaigns import Campaign
from storage.estates import Estate, Home
from storage.invitations import Invitation
from storage.keys import keyring


class NotDrawn(Exception):
    """A survey has no proof yet: its homes have not been drawn."""


@dataclass(frozen=True)
class Proof:
    """A draw that was done again. `mistakes` say where it differs from what was written down."""

    draw: Draw
    digest: str
    mistakes: tuple[str, ...]


def prove(session: Session, campaign: Campaign) -> Proof:
    """Draw again from the seed and the frame that were kept. Raises NotDrawn."""
    frame = kept_frame(campaign, keyring(session))
    if frame is None:
        raise NotDrawn(f"the homes of {campaign.number} have not been drawn yet")
    again = draw(frame, campaign.size, campaign.seed)
    digest = frame.digest()
    mistakes = []
    if digest != campaign.frame_digest:
        mistakes.append(f"the frame has the digest {digest}, not {campaign.frame_digest}")
    now_drawn = {(line.home.key, line.cycle) for line in again.lines if line.is_drawn}
    invited = _invited(session, campaign.id)
    mistakes += [f"{_named(one)} is drawn, but not invited" for one in sorted(now_drawn - invited)]
    mistakes += [f"{_named(one)} is invited, but not drawn" for one in sorted(invited - now_drawn)]
    return Proof(again, digest, tuple(mistakes))


def _invited(session: Session, campaign_id: int) -> set[tuple[tuple[str, str], int]]:
    query = (
        select(Estate.name, Home.code, Invitation.cycle)
        .join(Home, col(Home.id) == col(Invitation.home_id))
        .join(Estate, col(Estate.id) == col(Home.estate_id))
        .where(Invitation.campaign_id == campaign_id)
    )
    return {((estate, code), cycle) for estate, code, cycle in session.exec(query)}


def _named(drawn: tuple[tuple[str, str], int]) -> str:
    (estate, home), cycle = drawn
    return f"{estate} {home} in cycle {cycle}"
