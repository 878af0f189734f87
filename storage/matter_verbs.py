"""The verbs that particular matters need: suggestions, praise, what others must help with."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.verb_fields import Adoption
from flows.rules.vocabulary import ToldBy, Urgency, Verb
from storage.case_adding import add_words
from storage.case_forwarding import forward_case
from storage.case_joining import join_case
from storage.case_marks import coordinate_case, flag_case
from storage.cases import Case
from storage.praise import credit_case, members_named
from storage.said import Said
from storage.staff import Staff
from storage.suggestions import adopt_suggestion


def do_matter_verb(
    session: Session, verb: Verb, case: Case, member: Staff, now: datetime, said: Said
) -> None:
    """Do one of these verbs, judged already. Raises NotAllowed for praise of nobody known."""
    reason = said.text("reason")
    match verb:
        case Verb.ADOPT:
            adoption = Adoption(said.text("decision"))
            adopt_suggestion(session, case, member, adoption, reason, now)
        case Verb.CREDIT:
            praised = members_named(session, case, said.text("staff"))
            credit_case(session, case, member, praised, now)
        case Verb.FLAG:
            lifted = said.given.get("lifted") is True
            flag_case(session, case, member, reason, now, lifted=lifted)
        case Verb.COORDINATE:
            unit, until = said.text("unit"), said.time("until")
            coordinate_case(session, case, member, now, unit=unit, reason=reason, until=until)
        case Verb.FORWARD:
            urgency = Urgency(said.text("urgency")) if "urgency" in said.given else None
            forward_case(session, case, member, now, text=said.text("text"), urgency=urgency)
        case Verb.JOIN:
            join_case(session, case, member, said.text("into"), now)
        case Verb.ADD:
            told_by = ToldBy(said.text("via"))
            add_words(session, case, member, said.text("text"), told_by, now)
        case _:
            message = f"{verb} is judged allowed but nobody does it"
            raise AssertionError(message)
