"""What is told to residents and staff about a case: outgoing rows, written with their cause."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from flows.rules.policy import Policy
from flows.rules.quiet_hours import is_in_grace
from flows.rules.vocabulary import Language, MessageState, Purpose, Urgency
from flows.wording.catalogue import render
from flows.wording.say import Say, plain, say
from storage.cases import Case, CaseEvent
from storage.database import zone_of
from storage.discretion import as_read_by
from storage.estates import policy_in_force
from storage.followers import followers_of
from storage.news import News, take_back
from storage.outgoing import NO_WAY_LEFT, ONE_WAY, Outgoing, cancel_queued, find_message, post
from storage.own_wording import in_own_words
from storage.pushes import Push, push_to_members
from storage.residents import Resident, identities
from storage.staff import Staff

SUMMARY_LONGEST = 40
STAFF_LANGUAGE = Language.SIMPLIFIED

Options = tuple[tuple[str, str], ...]
"""The labels of a question's options, each with its token."""


def language_of(session: Session, resident_id: int | None) -> Language:
    """What a resident reads; Simplified for one nobody knows."""
    if resident_id is None:
        return Language.SIMPLIFIED
    return session.get_one(Resident, resident_id).language


def in_words(session: Session, sentence: Say, language: Language) -> str:
    """A sentence as its reader reads it."""
    return render(sentence, language, zone_of(session))


def tell_reporter(  # noqa: PLR0913 - what is told, to whom, and how it counts
    session: Session,
    case: Case,
    sentence: Say,
    *,
    key: str,
    policy: Policy,
    now: datetime,
    answer: Say | None = None,
    answers_respond: bool = False,
    for_followers: Say | None = None,
    but: int | None = None,
) -> None:
    """Queue a message for whoever reported the case, and one for each who joined it.

    These read `for_followers`, and nothing where there is none: what is said to the reporter may
    be about their home alone (R66), and of what is said to all nobody reads another's home, name or
    number. `but` is the resident who hears it in chat. `answer` is what
    a human says in it, as the narrow field of a template should carry it; soon after the resident
    wrote it passes quiet hours: they are awake and waiting. One that `answers_respond` is taken
    back if no channel can deliver it.
    """
    for reader in (*_reporter(case), *_followers(session, case)):
        if reader.resident_id == but:
            continue
        said = sentence if reader.is_reporter else for_followers
        if said is None:
            continue
        fit = as_read_by(session, case, reader.resident_id, now)
        said = fit(said)
        message = _about(session, case, reader, said, purpose=Purpose.CASE, key=key, now=now)
        message.not_after = now + timedelta(hours=policy.postman.not_after_hours.case)
        message.urgent = case.urgency is Urgency.EMERGENCY
        # What a follower does not get is no answer lost: the reporter's counts (R32).
        message.answers_respond = answers_respond and reader.is_reporter
        if answer is not None:
            message.is_answer = True
            message.passes_quiet_hours = _is_awake(session, reader.resident_id, policy, now)
            language = language_of(session, reader.resident_id)
            message.fields = {**message.fields, "text": in_words(session, fit(answer), language)}
        post(session, message)


def ask_reporter(  # noqa: PLR0913 - what is asked, how it is answered, and how it counts
    session: Session,
    case: Case,
    question: Say,
    options: Options,
    *,
    key: str,
    policy: Policy,
    now: datetime,
    one_way: Say,
    reminds: str = "",
) -> None:
    """Queue a question that the house asks; however urgent the case was, it waits for the morning.

    `reminds` is the key of the question that this one repeats, by the next channel (R48). Where
    nobody can answer, the reader gets `one_way`: all of it in one sentence.
    """
    if case.reporter_id is None:
        return
    message = _about(
        session, case, _reader(case), question, purpose=Purpose.REVISIT, key=key, now=now
    )
    message.not_after = now + timedelta(hours=policy.postman.not_after_hours.revisit)
    message.options = [{"label": label, "token": token} for label, token in options]
    language = language_of(session, case.reporter_id)
    message.fields = {**message.fields, ONE_WAY: in_words(session, one_way, language)}
    asked_before = find_message(session, f"case {case.id} {reminds}") if reminds else None
    message.reminds_id = None if asked_before is None else asked_before.id
    post(session, message)


def tell_staff(  # noqa: PLR0913 - what is told, to whom, when, and how it counts
    session: Session,
    case: Case,
    members: Iterable[Staff],
    sentence: Say,
    *,
    key: str,
    policy: Policy,
    now: datetime,
    pressable: bool = True,
    not_before: datetime | None = None,
) -> list[Staff]:
    """Queue a push for each of these members, once for each `key`; returns whom it was new to.

    It comes with the buttons that fit the case, unless it is not `pressable`; at once, unless
    `not_before` says when.
    Whoever the complaint is about is passed by (R70). Pushes about an emergency pass quiet hours.
    """
    text = in_words(session, sentence, STAFF_LANGUAGE)
    push = Push(case, text, key, policy, pressable, not_before)
    (told,) = push_to_members(session, [(push, list(members))], now)
    return told


def tell_reporter_of(  # noqa: PLR0913 - what is told, to whom, and how it counts
    session: Session,
    case: Case,
    event: CaseEvent,
    sentence: Say,
    *,
    news: News = News.EVENT,
    answer: Say | None = None,
    answers_respond: bool = False,
    for_followers: Say | None = None,
    but: int | None = None,
) -> None:
    """Tell whoever reported a case what has just happened to it, and `for_followers` who joined.

    `news` is what may take the message back before it is sent (R38).
    """
    tell_reporter(
        session,
        case,
        sentence,
        key=f"{news.value} {event.id}",
        policy=policy_in_force(session, case.estate_id, event.at),
        now=event.at,
        answer=answer,
        answers_respond=answers_respond,
        for_followers=for_followers,
        but=but,
    )


def remind_reporter(
    session: Session,
    case: Case,
    sentence: Say,
    *,
    key: str,
    not_before: datetime,
    not_after: datetime,
    now: datetime,
) -> None:
    """Queue what whoever reported the case is to read at a later time, and not too late."""
    if case.reporter_id is None:
        return
    message = _about(session, case, _reader(case), sentence, purpose=Purpose.CASE, key=key, now=now)
    message.not_before = not_before
    message.not_after = not_after
    post(session, message)


def keep_unsendable(session: Session, case: Case, event: CaseEvent, sentence: Say) -> Outgoing:
    """Keep a human's answer that has ended unsent: nobody knows who reported the case."""
    reader = _reader(case)
    message = _about(
        session, case, reader, sentence, purpose=Purpose.CASE, key=key_of(event), now=event.at
    )
    message.answers_respond = True
    message.state = MessageState.REFUSED
    message.error = f"{NO_WAY_LEFT}: nobody knows who reported it"
    post(session, message)
    return message


def answer_staff(
    session: Session, case: Case, member: Staff, sentence: Say, *, key: str, now: datetime
) -> None:
    """Queue what a member hears who has just pressed a button, and so is awake at any hour."""
    policy = policy_in_force(session, case.estate_id, now)
    post(
        session,
        Outgoing(
            unique_key=key,
            staff_id=member.id,
            estate_id=case.estate_id,
            case_id=case.id,
            purpose=Purpose.STAFF,
            text=in_words(session, sentence, STAFF_LANGUAGE),
            passes_quiet_hours=True,
            state=MessageState.QUEUED,
            not_before=now,
            not_after=now + timedelta(hours=policy.postman.not_after_hours.staff),
            created_at=now,
        ),
    )


def tell_step_of(
    session: Session,
    case: Case,
    event: CaseEvent,
    sentence: Say,
    news: News = News.STEP,
) -> None:
    """Tell whoever reported a case, or joined it, how far it is; who has it only the last time."""
    if news is News.STEP:
        take_back(session, case.id, news)
    tell_reporter_of(session, case, event, sentence, news=news, for_followers=sentence)


def tell_staff_of(
    session: Session,
    case: Case,
    event: CaseEvent,
    members: Iterable[Staff],
    sentence: Say,
    *,
    pressable: bool = True,
) -> None:
    """Tell members of staff what has just happened to a case."""
    tell_staff(
        session,
        case,
        members,
        sentence,
        key=key_of(event),
        policy=policy_in_force(session, case.estate_id, event.at),
        now=event.at,
        pressable=pressable,
    )


def key_of(event: CaseEvent) -> str:
    """What the keys of messages about this event begin with, where it is no passing news."""
    return f"{News.EVENT.value} {event.id}"


def cancel_told(session: Session, case_id: int, *keys: str) -> None:
    """Take back the messages about a case whose keys begin like these, if they still wait."""
    cancel_queued(session, *(f"case {case_id} {key}" for key in keys), case_id=case_id)


def brief(case: Case) -> Say:
    """What staff need to know of a case in a push: number, urgency, where, what, and its marks."""
    marks = [
        *([say("staff.mark_joined", homes=case.homes)] if case.joined else []),
        *([say("staff.mark_in_person")] if case.in_person else []),
        *([say("staff.mark_unit", unit=plain(case.unit))] if case.unit else []),
        *([say("staff.mark_flagged", reason=plain(case.flag_reason))] if case.flag_reason else []),
    ]
    return say("lines", lines=(_brief(case), *marks)) if marks else _brief(case)


def _brief(case: Case) -> Say:
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


@dataclass(frozen=True)
class _Reader:
    """A resident who hears of a case, and what of it is theirs to read; `suffix` ends its keys."""

    resident_id: int | None
    identity_id: int | None
    text: str
    place: str
    suffix: str = ""

    @property
    def is_reporter(self) -> bool:
        return not self.suffix


def _reader(case: Case) -> _Reader:
    return _Reader(case.reporter_id, case.identity_id, case.text, case.place)


def _reporter(case: Case) -> tuple[_Reader, ...]:
    """Whoever reported it; nobody where nobody is known who could get a message."""
    return () if case.reporter_id is None else (_reader(case),)


def _followers(session: Session, case: Case) -> list[_Reader]:
    """Those who joined: of another home's report they read their own words alone (R66)."""
    if not case.joined:
        return []
    return [
        _Reader(one.resident_id, one.identity_id, one.text, "", f" follower {one.id}")
        for one in followers_of(session, case.id)
    ]


def _about(
    session: Session,
    case: Case,
    reader: _Reader,
    sentence: Say,
    *,
    purpose: Purpose,
    key: str,
    now: datetime,
) -> Outgoing:
    """A message that is not queued yet."""
    language = language_of(session, reader.resident_id)
    said = in_own_words(session, case.estate_id, sentence)
    return Outgoing(
        unique_key=f"case {case.id} {key}{reader.suffix}",
        resident_id=reader.resident_id,
        identity_id=reader.identity_id,
        estate_id=case.estate_id,
        case_id=case.id,
        purpose=purpose,
        text=in_words(session, said, language),
        fields=_fields(session, case, reader, now, language),
        state=MessageState.QUEUED,
        not_before=now,
        created_at=now,
    )


def _is_awake(session: Session, resident_id: int | None, policy: Policy, now: datetime) -> bool:
    if resident_id is None:
        return False
    heard = [one.last_heard_at for one in identities(session, resident_id)]
    return any(at is not None and is_in_grace(policy, written_at=at, now=now) for at in heard)


def _fields(
    session: Session, case: Case, reader: _Reader, now: datetime, language: Language
) -> dict[str, str]:
    status = say(f"status.short_{case.state.value}")
    # A field of WeChat's type phrase takes Chinese only, whatever its reader reads.
    in_chinese = Language.SIMPLIFIED if language is Language.ENGLISH else language
    return {
        "number": case.number,
        "status": in_words(session, status, language),
        "phrase": in_words(session, status, in_chinese),
        "more": in_words(session, say("status.read_more"), language),
        "time": f"{now.astimezone(zone_of(session)):%Y-%m-%d %H:%M}",
        "place": shortened(reader.place, SUMMARY_LONGEST),
        "summary": shortened(reader.text, SUMMARY_LONGEST),
    }
