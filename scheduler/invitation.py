"""The homes of a campaign are asked and reminded as their minutes come, many in a transaction (R7).

What a home reads stands in invitation_question.py, whom of it to ask is decided in asking.py.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlmodel import Session

from flows.rules.survey.asking_times import may_ask
from flows.rules.survey.words import CampaignState
from scheduler.asking_round import go_round
from scheduler.due_rows import Due
from scheduler.happenings import Happening
from storage.asked_homes import ROW, DueChunk, change_all, earliest_due, take_chunk
from storage.campaigns import Campaign, campaign_policy
from storage.database import Database, zone_of
from storage.inviting import plan_anew

KIND = "invitation"
CHUNK = 1000
LATE = timedelta(minutes=10)
"""What is later is paced anew: a service that was down does not make up for it all at once."""
HOLD_AFTER_FAILURE = timedelta(hours=1)

log = logging.getLogger(__name__)


def sweep_chunk(database: Database, now: datetime) -> list[Happening] | None:
    """Ask and remind some of the homes that are due; None when none is.

    A chunk that fails is taken again home by home, and the home that is to blame is put aside.
    """
    taken: list[int] = []
    try:
        with database.transaction() as session:
            chunk = take_chunk(session, now, CHUNK)
            if chunk is None:
                return None
            taken = [one.id for one in chunk.invitations]
            return _handle(session, chunk, now)
    except Exception:
        # Whatever is wrong with one home must not keep the others of its chunk waiting.
        if not taken:
            raise
        log.exception("%s invitations could not be handled together", len(taken))
    return [done for one in taken for done in _handle_alone(database, one, now)]


def earliest(session: Session) -> datetime | None:
    """When the next home is to be asked or reminded."""
    return earliest_due(session)


def _handle_alone(database: Database, invitation_id: int, now: datetime) -> Iterator[Happening]:
    try:
        with database.transaction() as session:
            chunk = take_chunk(session, now, 1, only=invitation_id)
            done = [] if chunk is None else _handle(session, chunk, now)
    except Exception:
        # The home that is to blame: it is tried again later, and the next ones go on.
        log.exception("invitation %s could not be handled and is put aside", invitation_id)
        with database.transaction() as session:
            held = {ROW: invitation_id, "next_at": now + HOLD_AFTER_FAILURE}
            change_all(session, "invitation", [held])
        return
    yield from done


def _handle(session: Session, chunk: DueChunk, now: datetime) -> list[Happening]:
    campaign = session.get_one(Campaign, chunk.campaign_id)
    ids = [one.id for one in chunk.invitations]
    due = min(one.next_at for one in chunk.invitations if one.next_at is not None)
    if campaign.state is not CampaignState.RUNNING:
        change_all(session, "invitation", [{ROW: one, "next_at": None} for one in ids])
        return [Happening(KIND, campaign.number, "left", due)]
    policy = campaign_policy(session, campaign.id, now)
    if now - due > LATE or not may_ask(now, policy=policy, zone=zone_of(session)):
        plan_anew(session, campaign, ids, policy, now)
        return [Happening(KIND, campaign.number, "put_off", due)]
    done = go_round(session, campaign, chunk.invitations, policy, now)
    return [Happening(KIND, campaign.number, f"{what} {done[what]}", due) for what in sorted(done)]


DUE = Due(earliest, sweep_chunk)
