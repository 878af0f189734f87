"""A round through homes of one campaign: who of each is asked or reminded now, and who later (R7).

Everything is looked up for all homes at once, and written for all at once.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from flows.rules.policy import Policy
from flows.rules.survey.frame import Bar
from flows.rules.survey.invitations import Known, may_be_reminded
from flows.rules.survey.whom import Candidate, Nobody, whom_to_ask
from flows.rules.vocabulary import Language
from flows.talks.results import Talk
from storage.asked_homes import asked_before, held_residents, open_talks
from storage.candidates import Household, households
from storage.conversations import Conversation, Starter
from storage.invitations import Invitation

WHILE_WRITING = timedelta(seconds=2)
"""How long a home waits for its resident whose message is being taken at this very moment."""
AGAIN_AFTER_CAP = timedelta(days=1)
"""When it is looked again whether somebody who gets enough already may be asked (R57)."""

_EMPTY = Household((), {})


@dataclass(frozen=True)
class ToAsk:
    """A home to ask now: who, what they read, and where in the stack of their talks it lies."""

    invitation: Invitation
    resident_id: int
    language: Language
    position: int = 0


@dataclass(frozen=True)
class ToRemind(ToAsk):
    """A home to remind now; `reminds_id` is the message that asked it."""

    reminds_id: int | None = None


@dataclass(frozen=True)
class Later:
    """A home that is asked or reminded then, and not now."""

    invitation: Invitation
    until: datetime


@dataclass(frozen=True)
class NotReached:
    """A home of which nobody can be asked, or nobody else."""

    invitation: Invitation


@dataclass(frozen=True)
class LeftAlone:
    """A home that is reminded no more."""

    invitation: Invitation


Decided = ToAsk | ToRemind | Later | NotReached | LeftAlone


def decide_round(
    session: Session, invitations: Sequence[Invitation], policy: Policy, now: datetime
) -> list[Decided]:
    """What to do for each of these homes; the residents that are asked are held from now on."""
    homes = households(session, {one.home_id for one in invitations}, now)
    before = asked_before(session, [one.id for one in invitations if one.issued_at is not None])
    wanted: list[Decided] = []
    meant: set[int] = set()
    for invitation in invitations:
        household = homes.get(invitation.home_id, _EMPTY)
        decided = _decide(invitation, household, before.get(invitation.id, {}), meant, policy, now)
        if isinstance(decided, ToAsk):
            meant.add(decided.resident_id)
        wanted.append(decided)
    held, talks = held_residents(session, meant), open_talks(session, meant)
    return [
        _unless_busy(one, held, talks.get(one.resident_id, []), policy, now)
        if isinstance(one, ToAsk)
        else one
        for one in wanted
    ]


def _decide(
    invitation: Invitation,
    household: Household,
    before: Mapping[int, int],
    meant: Collection[int],
    policy: Policy,
    now: datetime,
) -> Decided:
    """Whom of a home to ask or remind; `meant` are those who are asked for another home now."""
    if invitation.known >= Known.BEGUN:
        return LeftAlone(invitation)
    asked = next(
        (one for one in household.candidates if one.resident_id == invitation.resident_id), None
    )
    if asked is not None:
        language = household.languages[asked.resident_id]
        return _remind(invitation, asked, language, before, policy, now)
    untried = [one for one in household.candidates if one.resident_id not in before]
    free = [one for one in untried if one.resident_id not in meant]
    found = whom_to_ask(free, policy.contact)
    if not isinstance(found, Nobody):
        return ToAsk(invitation, found, household.languages[found])
    if found.why is Bar.CAPPED or len(free) < len(untried):
        return Later(invitation, now + AGAIN_AFTER_CAP)
    return NotReached(invitation)


def _remind(
    invitation: Invitation,
    asked: Candidate,
    language: Language,
    before: Mapping[int, int],
    policy: Policy,
    now: datetime,
) -> Decided:
    is_enough = invitation.reminders >= policy.survey_asking.reminders_max
    if is_enough or asked.reachable.opted_out or not may_be_reminded(Known(invitation.known)):
        return LeftAlone(invitation)
    if asked.reachable.texts_in_week >= policy.contact.texts_per_week:
        return Later(invitation, now + AGAIN_AFTER_CAP)
    reminds_id = before.get(asked.resident_id)
    return ToRemind(invitation, asked.resident_id, language, reminds_id=reminds_id)


def _unless_busy(
    wanted: ToAsk,
    held: Collection[int],
    talks: Sequence[Conversation],
    policy: Policy,
    now: datetime,
) -> Decided:
    """Nobody is asked in the middle of a report, or while a message of theirs is being taken."""
    if wanted.resident_id not in held:
        return Later(wanted.invitation, now + WHILE_WRITING)
    pause = timedelta(minutes=policy.conversation.idle_minutes)
    silent_at = [
        one.touched_at + pause
        for one in talks
        if one.starter is Starter.RESIDENT and one.flow != Talk.MENU
    ]
    if max(silent_at, default=now) > now:
        return Later(wanted.invitation, max(silent_at))
    on_top = max((one.position for one in talks), default=0) + 1
    if not isinstance(wanted, ToRemind):
        return ToAsk(wanted.invitation, wanted.resident_id, wanted.language, on_top)
    if all(one.id != wanted.invitation.conversation_id for one in talks):
        return LeftAlone(wanted.invitation)
    return ToRemind(
        wanted.invitation, wanted.resident_id, wanted.language, on_top, wanted.reminds_id
    )
