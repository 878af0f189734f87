"""What a staff member's line says to its verb: the fields that the verb asks for."""

import re
from datetime import datetime

from sqlmodel import Session

from bot.staff_file_fields import fields_of_file
from bot.staff_lines import ChatVerb, StaffLine
from flows.rules.verb_fields import Adoption
from flows.rules.vocabulary import Urgency, Verb
from flows.understanding.emergencies import is_emergency
from flows.understanding.time_figures import UnreadableTime
from flows.understanding.times import read_moment_and_rest
from flows.wording.say import say
from storage.cases import Case
from storage.database import zone_of
from storage.praise import EVERYONE, credits_of
from storage.staff import Staff, chain, staff_name
from storage.telling import in_words, language_of

_BETWEEN_NAMES = re.compile(r"[\s,，、;；和]+")
_EVERYONE = frozenset({EVERYONE, "大家", "全体", "全體", "所有人"})
_FIRST_WORD = re.compile(r"^(?P<first>\S+?)[\s,，:：。;；]+(?P<rest>.+)$", re.DOTALL)
URGENT = re.compile(r"^(?:紧急|緊急|emergency)[\s,，:：]*")


def fields_of(
    session: Session, case: Case, line: StaffLine, now: datetime
) -> tuple[Verb, dict[str, object]]:
    """The verb that a line stands for, and its fields. Raises UnreadableTime."""
    rest = line.rest
    match line.verb:
        case ChatVerb.ACCEPT | ChatVerb.RESOLVE:
            return Verb.ACCEPT, {}
        case ChatVerb.RESPOND:
            return Verb.RESPOND, {"text": rest}
        case ChatVerb.PROMISE:
            return Verb.RESPOND, _promised(session, case, rest, now)
        case ChatVerb.ASSIGN:
            return Verb.ASSIGN, {"handler": _colleague(session, case, rest)}
        case ChatVerb.PROPOSE:
            return Verb.PROPOSE, {"plan": rest}
        case ChatVerb.APPROVE:
            return Verb.APPROVE, {"decision": "approve", "reason": rest}
        case ChatVerb.RETURN:
            return Verb.APPROVE, {"decision": "return", "reason": rest}
        case _:
            return _of_matter(session, case, line, now)


def _of_matter(
    session: Session, case: Case, line: StaffLine, now: datetime
) -> tuple[Verb, dict[str, object]]:
    rest = line.rest
    match line.verb:
        case ChatVerb.ADOPT:
            return Verb.ADOPT, {"decision": Adoption.ADOPTED, "reason": rest}
        case ChatVerb.DECLINE:
            return Verb.ADOPT, {"decision": Adoption.DECLINED, "reason": rest}
        case ChatVerb.CREDIT:
            return Verb.CREDIT, {"staff": _colleagues(session, case, rest)}
        case ChatVerb.FLAG:
            return Verb.FLAG, {"reason": rest}
        case ChatVerb.UNFLAG:
            return Verb.FLAG, {"reason": rest, "lifted": True}
        case ChatVerb.COORDINATE:
            return Verb.COORDINATE, _unit_and_reason(session, rest, now)
        case ChatVerb.FORWARD:
            return Verb.FORWARD, _repair(rest)
        case ChatVerb.WITHDRAW:
            return Verb.WITHDRAW, {"reason": rest}
        case ChatVerb.REVIEW:
            return Verb.REVIEW, {"reason": rest}
        case _:
            return fields_of_file(session, case, line, now)


def _promised(session: Session, case: Case, rest: str, now: datetime) -> dict[str, object]:
    moment, said = read_moment_and_rest(rest, now.astimezone(zone_of(session)))
    reader = language_of(session, case.reporter_id)
    text = said or in_words(session, say("chat.promise_text"), reader)
    return {"text": text, "promised_at": moment}


def _colleague(session: Session, case: Case, written: str) -> str:
    """The userid of a colleague written by userid or by name."""
    word = written.split(maxsplit=1)[0] if written.split() else written
    for member in chain(session, case.estate_id):
        if _is_called(session, member, word):
            return member.userid
    return word


def _colleagues(session: Session, case: Case, written: str) -> str:
    """The userids of colleagues between commas; without any, of those counted already."""
    words = [word for word in _BETWEEN_NAMES.split(written.strip()) if word]
    if not words:
        counted = {one.staff_id for one in credits_of(session, case.id)}
        members = chain(session, case.estate_id)
        return ", ".join(one.userid for one in members if one.id in counted)
    if len(words) == 1 and words[0].lower() in _EVERYONE:
        return EVERYONE
    return ", ".join(_colleague(session, case, word) for word in words)


def _is_called(session: Session, member: Staff, word: str) -> bool:
    return word.lower() == member.userid or word == staff_name(session, member)


def _unit_and_reason(session: Session, rest: str, now: datetime) -> dict[str, object]:
    """The unit stands first; a time that the reason begins with is when it is expected."""
    found = _FIRST_WORD.match(rest)
    if found is None:
        return {"unit": rest, "reason": ""}
    unit, reason = found["first"], found["rest"]
    try:
        until, said = read_moment_and_rest(reason, now.astimezone(zone_of(session)))
    except UnreadableTime:
        return {"unit": unit, "reason": reason}
    return {"unit": unit, "reason": said or reason, "until": until}


def _repair(rest: str) -> dict[str, object]:
    """紧急 in front, or danger in the words, makes it an emergency; its 15 minutes count then."""
    text = URGENT.sub("", rest)
    if text != rest or is_emergency(rest):
        return {"text": text, "urgency": Urgency.EMERGENCY}
    return {"text": text}
