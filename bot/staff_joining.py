"""合并 in the staff's chat: which other case a report is one with, and what then becomes of it."""

from datetime import datetime

from sqlmodel import Session

from bot.staff_cases import case_numbered
from bot.staff_lines import EXAMPLES, ChatVerb
from bot.staff_which import Which, ask_whether_same, ask_which
from flows.rules.vocabulary import Verb
from flows.wording.say import Say, say
from storage.case_verbs import perform
from storage.cases import Case
from storage.estates import policy_in_force
from storage.incidents import similar_to
from storage.staff import Staff


def join_line(session: Session, member: Staff, case: Case, rest: str, now: datetime) -> Say:
    """Join the case to the one named, or ask which of those that are like it. Raises NotAllowed."""
    if not rest:
        return _ask(session, member, case, now)
    typed = rest.split(maxsplit=1)[0]
    found = case_numbered(session, member, typed)
    if isinstance(found, Say):
        return found
    if isinstance(found, Which):
        verb = f"{ChatVerb.JOIN.value} {case.number}"
        return ask_which(session, member, found, verb, "", now)
    perform(session, Verb.JOIN, case, member, {"into": found.number}, now)
    key = "chat.joined_nobody" if case.reporter_id is None else "chat.joined"
    return say(key, number=case.number, incident=found.number, homes=found.homes)


def _ask(session: Session, member: Staff, case: Case, now: datetime) -> Say:
    similar = similar_to(session, case, policy_in_force(session, case.estate_id, now), now)
    if similar:
        return ask_whether_same(session, member, ChatVerb.JOIN.value, case, similar, now)
    return say("chat.missing_text", example=EXAMPLES[ChatVerb.JOIN].format(number=case.number))
