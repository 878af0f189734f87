"""A round that was decided on is written down: talks, messages, and when each home comes next."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from flows.rules.policy import Policy
from scheduler.asking import Decided, Later, LeftAlone, NotReached, ToAsk, ToRemind, decide_round
from scheduler.invitation_question import AskedHome, Question
from storage.asked_homes import (
    ROW,
    begin_talks,
    change_all,
    end_talks,
    give_up_all,
    post_all,
)
from storage.campaigns import Campaign, estates_of
from storage.estates import Home
from storage.invitations import Invitation, token_hash
from storage.inviting import closing_of, talks_end
from storage.survey_links import survey_token


def go_round(
    session: Session,
    campaign: Campaign,
    invitations: Sequence[Invitation],
    policy: Policy,
    now: datetime,
) -> Counter[str]:
    """Ask or remind these homes, which the caller holds; returns how many of which."""
    decided = decide_round(session, invitations, policy, now)
    asking = Round(session, campaign, policy, now)
    asking.ask([one for one in decided if isinstance(one, ToAsk) and not _is_reminder(one)])
    asking.remind([one for one in decided if isinstance(one, ToRemind)])
    later = [one for one in decided if isinstance(one, Later)]
    change_all(
        session, "invitation", [{ROW: one.invitation.id, "next_at": one.until} for one in later]
    )
    alone = [one.invitation.id for one in decided if isinstance(one, LeftAlone)]
    change_all(session, "invitation", [{ROW: one, "next_at": None} for one in alone])
    give_up_all(session, [one.invitation.id for one in decided if isinstance(one, NotReached)], now)
    return Counter(_word(one) for one in decided)


class Round:
    """The homes of a campaign that are asked at one moment."""

    def __init__(self, session: Session, campaign: Campaign, policy: Policy, now: datetime) -> None:
        self._session, self._policy, self._now = session, policy, now
        self._closing = closing_of(session, campaign)
        self._talks_end = talks_end(session, campaign, policy)
        estates = {one.id: one.name for one in estates_of(session, campaign.id)}
        hours = timedelta(hours=policy.postman.not_after_hours.survey)
        not_after = min(self._closing, now + hours)
        self._question = Question(session, campaign, estates, self._closing, not_after, now)

    def ask(self, wanted: Sequence[ToAsk]) -> None:
        """Begin a talk with each, and send its first question."""
        session, now = self._session, self._now
        left = [one.invitation.conversation_id for one in wanted]
        end_talks(session, [one for one in left if one is not None], now)
        talks = (
            self._question.talk(one.invitation.id, one.resident_id, one.position) for one in wanted
        )
        ids = begin_talks(session, [talk | {"expires_at": self._talks_end} for talk in talks], now)
        homes = list(self._homes(wanted, [ids[one.resident_id] for one in wanted]))
        post_all(session, [self._question.invitation(home) for home in homes], now)
        changes = [
            {
                ROW: one.invitation.id,
                "resident_id": one.resident_id,
                "conversation_id": home.conversation_id,
                "token_hash": token_hash(home.token),
                "expires_at": self._closing,
                "issued_at": one.invitation.issued_at or now,
                "next_at": None,
            }
            for one, home in zip(wanted, homes, strict=True)
        ]
        change_all(session, "invitation", changes)

    def remind(self, wanted: Sequence[ToRemind]) -> None:
        """Ask each once more what nobody of the home has begun to answer."""
        session, now = self._session, self._now
        homes = list(self._homes(wanted, [one.invitation.conversation_id or 0 for one in wanted]))
        numbers = [one.invitation.reminders + 1 for one in wanted]
        messages = [
            self._question.reminder(home, number, one.reminds_id)
            for one, home, number in zip(wanted, homes, numbers, strict=True)
        ]
        post_all(session, messages, now)
        asked = self._question.asked.dump()
        talks = [
            {ROW: home.conversation_id, "position": one.position, "asked": asked}
            for one, home in zip(wanted, homes, strict=True)
        ]
        change_all(session, "conversation", talks)
        changes = [
            {
                ROW: one.invitation.id,
                "token_hash": token_hash(home.token),
                "reminders": number,
                "reminded_at": now,
                "next_at": None,
            }
            for one, home, number in zip(wanted, homes, numbers, strict=True)
        ]
        change_all(session, "invitation", changes)

    def _homes(self, wanted: Sequence[ToAsk], talk_ids: Sequence[int]) -> Iterator[AskedHome]:
        home_ids = {one.invitation.home_id for one in wanted}
        query = select(Home.id, Home.estate_id).where(col(Home.id).in_(home_ids))
        estates: dict[int, int] = dict(self._session.exec(query).all())
        for one, talk_id in zip(wanted, talk_ids, strict=True):
            invitation = one.invitation
            token = survey_token(self._session, invitation.id, invitation.token_hash)
            yield AskedHome(
                invitation_id=invitation.id,
                estate_id=estates[invitation.home_id],
                resident_id=one.resident_id,
                language=one.language,
                token=token,
                conversation_id=talk_id,
            )


def _is_reminder(one: Decided) -> bool:
    return isinstance(one, ToRemind)


def _word(one: Decided) -> str:
    match one:
        case ToRemind():
            return "reminded"
        case ToAsk():
            return "asked"
        case Later():
            return "later"
        case NotReached():
            return "not_reached"
        case LeftAlone():
            return "left_alone"
