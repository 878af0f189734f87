"""Whoever reported by voice is texted the link under which photos join their case (R30)."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.vocabulary import CaseKind, MessageState, Purpose, Urgency
from flows.wording.say import say
from storage.cases import Case
from storage.database import public_url_of
from storage.estates import policy_in_force
from storage.keys import keyring
from storage.outgoing import TOKEN, Outgoing, post
from storage.residents import Resident, phone_of
from storage.telling import in_words, language_of
from storage.upload_links import make_link

EVIDENCED = frozenset({CaseKind.COMPLAINT, CaseKind.REPAIR, CaseKind.SUGGESTION})
"""What a photo says something about."""
UPLOAD_KEY = "upload link"


def text_upload_link(session: Session, case: Case, phone: str, now: datetime) -> bool:
    """Queue the case's number and its link for this number in E.164, else for the reporter's own.

    False where there is nobody, no number, no page that is reached from outside, or nothing to see.
    It is a message about one's own case, to one number; where no SMS with a link can get there, or
    its owner wants none, it ends unsent, and nobody is asked to read a link out.
    """
    public_url = public_url_of(session)
    if case.reporter_id is None or not public_url or case.kind not in EVIDENCED:
        return False
    number = phone or phone_of(session, session.get_one(Resident, case.reporter_id))
    if not number:
        return False
    policy = policy_in_force(session, case.estate_id, now)
    token = keyring(session).link_tokens(f"upload {case.id}")[0]
    until = make_link(session, case, token, policy, now).expires_at
    link = f"{public_url}/f/{token}"
    sentence = say("report.upload_text", number=case.number, until=until, url=link)
    message = Outgoing(
        unique_key=f"case {case.id} {UPLOAD_KEY}",
        resident_id=case.reporter_id,
        address_sealed=keyring(session).seal(number),
        estate_id=case.estate_id,
        case_id=case.id,
        purpose=Purpose.CASE,
        text=in_words(session, sentence, language_of(session, case.reporter_id)),
        fields={"number": case.number, TOKEN: token},
        urgent=case.urgency is Urgency.EMERGENCY,
        state=MessageState.QUEUED,
        not_before=now,
        not_after=until,
        created_at=now,
    )
    return post(session, message)
