"""Suggestions (建议): adopted or not, and why, told to whoever made them (R20, R60)."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.case_life import MEETS
from flows.rules.verb_fields import Adoption
from flows.rules.vocabulary import Closure, Verb
from flows.wording.say import plain, say
from storage.case_answering import count_answer
from storage.case_ending import close_case
from storage.cases import Case, note
from storage.deadlines import meet
from storage.staff import Staff
from storage.telling import tell_reporter_of


def adopt_suggestion(
    session: Session, case: Case, member: Staff, adoption: Adoption, reason: str, now: datetime
) -> None:
    """采纳 or 不采纳: the answer was the matter, so that nobody revisits it."""
    case.adoption, case.adoption_reason = adoption, reason
    event = note(session, case, adoption.value, by=member.userid, now=now, text=reason)
    count_answer(session, case, member, now)
    meet(session, case.id, now, *MEETS[Verb.ADOPT])
    sentence = say(f"case.{adoption.value}", number=case.number, reason=plain(reason))
    tell_reporter_of(session, case, event, sentence, answer=sentence)
    close_case(session, case, Closure.CONFIRMED, by=member.userid, now=now)
