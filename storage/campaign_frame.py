"""The frame of a survey, read from the rows: every home of its estates, and why not (R4-R6)."""

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from flows.rules.policy_contact import Contact
from flows.rules.survey.frame import (
    FIRST_CYCLE,
    NEVER,
    Frame,
    FrameHome,
    Reachable,
    bar_of,
    frame_of,
    read_frame,
)
from flows.rules.survey.words import CampaignState
from storage.campaigns import Campaign
from storage.consents import willing
from storage.contacted import surveys_in_month, texts_in_week
from storage.estates import Estate, Home
from storage.inserting import insert_into
from storage.invitations import Invitation, SurveyCycle, SurveyTurn
from storage.keys import Keyring
from storage.residents import Residence, Resident, living_there

COMING = (CampaignState.FROZEN, CampaignState.RUNNING)


@dataclass(frozen=True)
class FrameRows:
    """A frame, and the rows of its homes by what names them in it."""

    frame: Frame
    home_ids: Mapping[tuple[str, str], int]
    estate_ids: Mapping[str, int]


def frame_from_rows(
    session: Session,
    estates: Sequence[Estate],
    contact: Contact,
    *,
    day: date,
    at: datetime,
) -> FrameRows:
    """The frame of a survey that begins on a day of the estates, at a moment of it.

    Whoever lives in a home on that day may answer for it; the caps count what came before that
    moment. The caller holds the cycles of the estates (hold_cycles).
    """
    names = {estate.id: estate.name for estate in estates}
    cycles = _cycles(session, names)
    asked_in = _turns(session, names)
    known = _residents_of_homes(session, names, day=day, at=at)
    homes, home_ids = [], {}
    for home_id, estate_id, building, code in _homes(session, names):
        estate = names[estate_id]
        bar = bar_of(known.get(home_id, ()), contact)
        homes.append(FrameHome(estate, building, code, asked_in.get(home_id, NEVER), bar))
        home_ids[estate, code] = home_id
    return FrameRows(frame_of(homes, cycles), home_ids, {name: key for key, name in names.items()})


def hold_cycles(session: Session, estate_ids: Sequence[int]) -> None:
    """Hold the cycles of estates, so that no other survey draws their homes meanwhile (R6)."""
    insert, table = insert_into(session, "survey_cycle")
    rows = [{"estate_id": one, "cycle": FIRST_CYCLE} for one in sorted(estate_ids)]
    session.execute(insert.on_conflict_do_nothing(index_elements=["estate_id"]), rows)
    held = select(table.c.estate_id).where(table.c.estate_id.in_(estate_ids))
    session.execute(held.order_by(table.c.estate_id).with_for_update()).all()


def keep_frame(campaign: Campaign, frame: Frame, keys: Keyring) -> None:
    """Write a frame into its campaign, with the digest that tells that it is the same."""
    campaign.frame_sealed = keys.seal_bytes(zlib.compress(frame.text().encode()))
    campaign.frame_digest = frame.digest()


def kept_frame(campaign: Campaign, keys: Keyring) -> Frame | None:
    """The frame that a campaign was drawn from; None before that."""
    if campaign.frame_sealed is None:
        return None
    return read_frame(zlib.decompress(keys.open_bytes(campaign.frame_sealed)).decode())


def _homes(session: Session, estate_ids: Mapping[int, str]) -> Iterator[tuple[int, int, str, str]]:
    query = select(Home.id, Home.estate_id, Home.building, Home.code)
    yield from session.exec(query.where(col(Home.estate_id).in_(estate_ids)))


def _cycles(session: Session, names: Mapping[int, str]) -> dict[str, int]:
    query = select(SurveyCycle.estate_id, SurveyCycle.cycle)
    found = session.exec(query.where(col(SurveyCycle.estate_id).in_(names)))
    return {names[estate_id]: cycle for estate_id, cycle in found}


def _turns(session: Session, estate_ids: Mapping[int, str]) -> dict[int, int]:
    query = select(SurveyTurn.home_id, SurveyTurn.cycle)
    query = query.join(Home, col(Home.id) == col(SurveyTurn.home_id))
    return dict(session.exec(query.where(col(Home.estate_id).in_(estate_ids))).all())


def _residents_of_homes(
    session: Session, estate_ids: Mapping[int, str], *, day: date, at: datetime
) -> Mapping[int, list[Reachable]]:
    query = (
        select(Residence.home_id, Residence.resident_id)
        .join(Home, col(Home.id) == col(Residence.home_id))
        .join(Resident, col(Resident.id) == col(Residence.resident_id))
        .where(
            col(Home.estate_id).in_(estate_ids),
            col(Resident.erased_at).is_(None),
            *living_there(day),
        )
        .distinct()
    )
    agreed, coming = willing(session), _coming(session)
    surveys, texts = surveys_in_month(session, at), texts_in_week(session, at)
    found: dict[int, list[Reachable]] = defaultdict(list)
    for home_id, resident_id in session.exec(query):
        found[home_id].append(
            Reachable(
                opted_out=resident_id not in agreed,
                surveys_in_month=surveys.get(resident_id, 0) + coming[home_id],
                texts_in_week=texts.get(resident_id, 0),
            )
        )
    return found


def _coming(session: Session) -> Counter[int]:
    """The homes that another survey is going to ask, which nobody there knows yet."""
    query = (
        select(Invitation.home_id)
        .join(Campaign, col(Campaign.id) == col(Invitation.campaign_id))
        .where(
            col(Campaign.state).in_(COMING),
            col(Campaign.dropped_at).is_(None),
            col(Invitation.issued_at).is_(None),
        )
    )
    return Counter(session.exec(query))
