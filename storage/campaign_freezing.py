"""Fixing whom a survey asks: the frame, the draw, and an invitation for each home (R4-R6)."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from sqlmodel import Session

from flows.forms.reading import load_form
from flows.rules.policy import Policy
from flows.rules.refusals import NotAllowed, Why
from flows.rules.survey.campaign_clock import starting_at
from flows.rules.survey.draw import Draw, ProofLine, draw
from flows.rules.survey.invitations import Known
from storage.campaign_drafting import check_form
from storage.campaign_frame import FrameRows, frame_from_rows, hold_cycles, keep_frame
from storage.campaigns import Campaign, estates_of
from storage.database import zone_of
from storage.estates import Estate
from storage.forms import publish_form
from storage.inserting import insert_into
from storage.keys import keyring

ROWS_AT_ONCE = 5_000

Told = Callable[[int], None]
"""Told, now and again, how many invitations more are written."""


def freeze_campaign(
    session: Session, campaign: Campaign, policy: Policy, now: datetime, told: Told | None = None
) -> None:
    """Draw the homes of a draft, write down its invitations, and publish its form.

    Raises NotAllowed where nobody can be asked, or the form has been published otherwise; the
    caller holds the campaign, and then undoes the transaction.
    """
    form = load_form(campaign.form_content)
    check_form(session, form)
    estates = estates_of(session, campaign.id)
    hold_cycles(session, [one.id for one in estates])
    starts_at = starts_at_of(session, policy, campaign.starts_on, now)
    rows = frame_at(session, estates, policy, starts_at)
    done = draw(rows.frame, campaign.size, campaign.seed)
    drawn = [line for line in done.lines if line.is_drawn]
    if not drawn:
        raise NotAllowed(Why.NOBODY_DRAWN)
    _invite(session, campaign.id, rows, drawn, told)
    _count_turns(session, rows, done, drawn)
    keep_frame(campaign, rows.frame, keyring(session))
    campaign.lacking = done.lacking
    campaign.form_version_id = publish_form(session, form, now).id
    campaign.frozen_at, campaign.next_at = now, starts_at
    session.add(campaign)
    session.flush()


def starts_at_of(session: Session, policy: Policy, starts_on: date, now: datetime) -> datetime:
    """When a survey that is fixed now begins to ask: on its day, or at once."""
    return max(now, starting_at(policy, starts_on, zone_of(session)))


def frame_at(
    session: Session, estates: Sequence[Estate], policy: Policy, starts_at: datetime
) -> FrameRows:
    """The frame of a survey that begins to ask at a moment."""
    day = starts_at.astimezone(zone_of(session)).date()
    return frame_from_rows(session, estates, policy.contact, day=day, at=starts_at)


def _invite(
    session: Session,
    campaign_id: int,
    rows: FrameRows,
    drawn: Sequence[ProofLine],
    told: Told | None,
) -> None:
    insert, _table = insert_into(session, "invitation")
    for begin in range(0, len(drawn), ROWS_AT_ONCE):
        values = [
            {
                "campaign_id": campaign_id,
                "home_id": rows.home_ids[line.home.key],
                "cycle": line.cycle,
                "known": Known.ISSUED,
                "reminders": 0,
            }
            for line in drawn[begin : begin + ROWS_AT_ONCE]
        ]
        # Through the connection: it sends one statement with all values, where a session would not.
        session.connection().execute(insert, values)
        if told is not None:
            told(len(values))


def _count_turns(session: Session, rows: FrameRows, done: Draw, drawn: Sequence[ProofLine]) -> None:
    """A home that is drawn has had its turn, whether it answers or not (R6)."""
    turns = [{"home_id": rows.home_ids[line.home.key], "cycle": line.cycle} for line in drawn]
    set_cycles(session, "survey_turn", "home_id", turns)
    cycles = [
        {"estate_id": rows.estate_ids[estate], "cycle": cycle}
        for estate, cycle in done.cycles.items()
    ]
    set_cycles(session, "survey_cycle", "estate_id", cycles)


def set_cycles(session: Session, table: str, key: str, values: list[dict[str, int]]) -> None:
    """Write the cycles of homes or estates, of whichever `key` names the column."""
    insert, _table = insert_into(session, table)
    statement = insert.on_conflict_do_update(
        index_elements=[key], set_={"cycle": insert.excluded.cycle}
    )
    session.connection().execute(statement, values)
