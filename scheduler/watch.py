"""The house looks at itself: where promises stand still, managers are told by two channels."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session

from flows.rules.reach import SMS, WECOM
from flows.rules.vocabulary import MessageState, Purpose, Role
from flows.wording.say import Say, say
from storage.heartbeats import last_beats
from storage.outgoing import Outgoing, post
from storage.periods import begin_period
from storage.staff import staff_of_company
from storage.standing import standing
from storage.telling import STAFF_LANGUAGE, in_words

QUEUED_MAX = timedelta(minutes=15)
OVERDUE_MAX = timedelta(minutes=10)
STILL_MAX = timedelta(minutes=10)
"""A loop of which no process has shown a sign of life for so long keeps no promise."""
HOURS_BETWEEN = 4
"""Nobody is told more often of what they know, and seldom enough to be read."""
TOLD = frozenset({Role.MANAGER, Role.GENERAL_MANAGER})


class Standstill(StrEnum):
    """What does not go on as it must."""

    MESSAGES = "messages"
    DEADLINES = "deadlines"
    LOOPS = "loops"


def standstills(session: Session, now: datetime, system_now: datetime) -> Mapping[Standstill, Say]:
    """What stands still at `now`, and the sentence that tells of it."""
    found: dict[Standstill, Say] = {}
    stands = standing(session, now)
    if stands.queued_since is not None and now - stands.queued_since > QUEUED_MAX:
        minutes = _minutes(now - stands.queued_since)
        found[Standstill.MESSAGES] = say("watch.messages", minutes=minutes)
    if stands.overdue_since is not None and now - stands.overdue_since > OVERDUE_MAX:
        minutes = _minutes(now - stands.overdue_since)
        found[Standstill.DEADLINES] = say(
            "watch.deadlines", minutes=minutes, count=str(stands.overdue)
        )
    still = [at for at in last_beats(session).values() if system_now - at > STILL_MAX]
    if still:
        found[Standstill.LOOPS] = say("watch.loops", minutes=_minutes(system_now - min(still)))
    return found


def tell_of_standstills(
    session: Session, now: datetime, system_now: datetime
) -> tuple[Standstill, ...]:
    """Tell the managers what stands still, by WeCom and by SMS each; what is new is returned.

    One channel may be the very thing that stands still: a manager who hears twice shrugs.
    """
    found = standstills(session, now, system_now)
    period = f"{now:%Y-%m-%d} {now.hour // HOURS_BETWEEN}"
    new = tuple(one for one in found if begin_period(session, f"watch {one}", period, now))
    for one in new:
        text = in_words(session, found[one], STAFF_LANGUAGE)
        for member in staff_of_company(session):
            if member.role not in TOLD:
                continue
            for channel, other in ((WECOM, SMS), (SMS, WECOM)):
                if channel == SMS and member.phone_sealed is None:
                    continue
                post(
                    session,
                    Outgoing(
                        unique_key=f"watch {one} {period} {channel} {member.userid}",
                        staff_id=member.id,
                        estate_id=member.estate_id,
                        purpose=Purpose.STAFF,
                        text=text,
                        fields={"summary": text},
                        urgent=True,
                        tried=[other],
                        state=MessageState.QUEUED,
                        not_before=now,
                        not_after=now + timedelta(hours=HOURS_BETWEEN),
                        created_at=now,
                    ),
                )
    return new


def _minutes(pause: timedelta) -> str:
    return str(int(pause.total_seconds()) // 60)
