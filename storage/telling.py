"""What is told to residents and staff about a case: outgoing rows, written with their cause."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import Session

from flows.rules.policy import Policy
from flows.rules.vocabulary import Language, MessageState, Purpose, Urgency
from flows.wording.catalogue import render
from flows.wording.say import Say, say
from storage.cases import Case
from storage.database import zone_of
from storage.outgoing import Outgoing, post
from storage.residents import Resident, identities
from storage.staff import Staff

SUMMARY_LONGEST = 40
STAFF_LANGUAGE = Language.SIMPLIFIED


def language_of(session: Session, resident_id: int | None) -> Language:
    """What a resident reads; Simplified for one nobody knows."""
    if resident_id is None:
        return Language.SIMPLIFIED
    return session.get_one(Resident, resident_id).language


def in_words(session: Session, sentence: Say, language: Language) -> str:
    """A sentence as its reader reads it."""
    return render(sentence, language, zone_of(session))


def tell_reporter(
    session: Session,
    case: Case,
    sentence: Say,
    *,
    key: str,
    policy: Policy,
    now: datetime,
    purpose: Purpose = Purpose.CASE,
    options: tuple[tuple[str, str], ...] = (),
    answers_respond: bool = False,
) -> None:
    """Queue a message for whoever reported the case. `options` are labels with their tokens.

    A human's answer soon after the resident wrote passes quiet hours: they are awake and waiting.
    """
    if case.reporter_id is None:
        return
    language = language_of(session, case.reporter_id)
    hours = getattr(policy.postman.not_after_hours, purpose.value)
    post(
        session,
        Outgoing(
            unique_key=f"case {case.id} {key}",
            resident_id=case.reporter_id,
            identity_id=case.identity_id,
            estate_id=case.estate_id,
            case_id=case.id,
            purpose=purpose,
            text=in_words(session, sentence, language),
            options=[{"label": label, "token": token} for label, token in options],
            fields=_fields(session, case, now, language),
            urgent=case.urgency is Urgency.EMERGENCY,
            passes_quiet_hours=answers_respond and _awake(session, case, policy, now),
            answers_respond=answers_respond,
            state=MessageState.QUEUED,
            not_before=now,
            not_after=now + timedelta(hours=hours),
            created_at=now,
        ),
    )


def tell_staff(
    session: Session,
    case: Case,
    members: Iterable[Staff],
    sentence: Say,
    *,
    key: str,
    policy: Policy,
    now: datetime,
    urgent: bool | None = None,
) -> None:
    """Queue a push for each of these members; what is urgent passes their quiet hours."""
    text = in_words(session, sentence, STAFF_LANGUAGE)
    for member in members:
        post(
            session,
            Outgoing(
                unique_key=f"case {case.id} {key} {member.userid}",
                staff_id=member.id,
                estate_id=case.estate_id,
                case_id=case.id,
                purpose=Purpose.STAFF,
                text=text,
                urgent=case.urgency is Urgency.EMERGENCY if urgent is None else urgent,
                state=MessageState.QUEUED,
                not_before=now,
                not_after=now + timedelta(hours=policy.postman.not_after_hours.staff),
                created_at=now,
            ),
        )


def brief(case: Case) -> Say:
    """What staff need to know of a case in a push: number, urgency, where, what."""
    return say(
        "staff.brief",
        number=case.number,
        kind=say(f"CaseKind.{case.kind.value}"),
        urgency=say(f"Urgency.{case.urgency.value}"),
        case_class=say(f"CaseClass.{case.case_class.value}"),
        place=case.place or "—",
        text=shortened(case.text, SUMMARY_LONGEST * 3),
        round=case.round,
    )


def shortened(text: str, longest: int) -> str:
    """The text, cut with an ellipsis where it is longer."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _awake(session: Session, case: Case, policy: Policy, now: datetime) -> bool:
    if case.reporter_id is None:
        return False
    heard = [one.last_heard_at for one in identities(session, case.reporter_id)]
    grace = timedelta(minutes=policy.quiet_hours.grace_minutes)
    return any(at is not None and now - at <= grace for at in heard)


def _fields(session: Session, case: Case, now: datetime, language: Language) -> dict[str, str]:
    return {
        "number": case.number,
        "status": in_words(session, say(f"CaseState.{case.state.value}"), language),
        "time": f"{now.astimezone(zone_of(session)):%Y-%m-%d %H:%M}",
        "place": shortened(case.place, SUMMARY_LONGEST),
        "summary": shortened(case.text, SUMMARY_LONGEST),
    }
