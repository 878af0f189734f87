"""What is told about a campaign: to staff at once, to homes that took part one after the other."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice

from sqlmodel import Session

from flows.rules.policy import Policy
from flows.rules.policy_privacy import Keeping
from flows.rules.vocabulary import MessageState, Purpose
from flows.wording.say import Say
from storage.campaigns import Campaign, campaign_policy
from storage.database import zone_of
from storage.estates import Home, policy_in_force
from storage.inserting import insert_into
from storage.invitations import Invitation
from storage.keeping import keep_day
from storage.outgoing import Outgoing, post
from storage.own_wording import in_own_words
from storage.staff import Staff
from storage.telling import STAFF_LANGUAGE, in_words, language_of

ROWS_AT_ONCE = 500


def push_to_staff(
    session: Session,
    campaign: Campaign,
    members: Iterable[Staff],
    sentence: Say,
    *,
    key: str,
    now: datetime,
) -> None:
    """Queue a push for each of these members, once for each `key`."""
    policy = campaign_policy(session, campaign.id, now)
    about = f"campaign {campaign.id} {key}"
    push_members(session, members, sentence, key=about, policy=policy, now=now)


def push_members(
    session: Session,
    members: Iterable[Staff],
    sentence: Say,
    *,
    key: str,
    policy: Policy,
    now: datetime,
) -> None:
    """Queue a push for each of these members, once for each `key`, whatever it is about."""
    text = in_words(session, sentence, STAFF_LANGUAGE)
    for member in members:
        if member.active:
            push = Outgoing(
                unique_key=f"{key} {member.userid}",
                staff_id=member.id,
                estate_id=member.estate_id,
                purpose=Purpose.STAFF,
                text=text,
                state=MessageState.QUEUED,
                not_before=now,
                not_after=now + timedelta(hours=policy.postman.not_after_hours.staff),
                created_at=now,
            )
            post(session, push)


def tell_home(
    session: Session,
    invitation: Invitation,
    sentence: Say,
    *,
    key: str,
    at: datetime,
    now: datetime,
) -> bool:
    """Queue a notice for whoever answered in the name of a home; False if they have it already.

    It goes `at` that time at the earliest, in residents' hours; whoever wants no notices gets none.
    """
    if invitation.resident_id is None:
        return False
    estate_id = session.get_one(Home, invitation.home_id).estate_id
    said = in_own_words(session, estate_id, sentence)
    text = in_words(session, said, language_of(session, invitation.resident_id))
    return post(session, notice_to(session, invitation, estate_id, text, key=key, at=at, now=now))


def notice_to(
    session: Session,
    invitation: Invitation,
    estate_id: int,
    text: str,
    *,
    key: str,
    at: datetime,
    now: datetime,
) -> Outgoing:
    """A message for whoever answered in the name of a home, not queued yet.

    They agreed to the survey, and what comes of it belongs to it: no other consent is asked.
    """
    hours = policy_in_force(session, estate_id, now).postman.not_after_hours.survey
    return Outgoing(
        unique_key=f"invitation {invitation.id} {key}",
        resident_id=invitation.resident_id,
        estate_id=estate_id,
        invitation_id=invitation.id,
        purpose=Purpose.SURVEY,
        text=text,
        fields={"summary": text, "time": f"{now.astimezone(zone_of(session)):%Y-%m-%d %H:%M}"},
        state=MessageState.QUEUED,
        not_before=at,
        not_after=at + timedelta(hours=hours),
        created_at=now,
    )


def post_all(session: Session, messages: Iterable[Outgoing], now: datetime) -> None:
    """Queue many messages, each once for its key, however often this is done."""
    insert, _ = insert_into(session, "outgoing")
    statement = insert.on_conflict_do_nothing(index_elements=["unique_key"])
    rows = (one.model_dump(exclude={"id"}) for one in messages)
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        session.execute(statement, batch)
        keep_day(session, now, Keeping.MESSAGE)
