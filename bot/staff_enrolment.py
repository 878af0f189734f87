"""同意 or 退回 on a wish to be linked to a home: a member of staff has checked who it is."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.case_life import StaffFacts, check
from flows.rules.policy_privacy import Keeping
from flows.rules.vocabulary import ResidenceRole, Verb
from flows.wording.say import Say, say
from storage.audit import CHAT, audit
from storage.case_settling import close_enrolment
from storage.case_verbs import case_facts
from storage.cases import Case
from storage.enrolment import EnrolmentRequest
from storage.estates import Home, policy_in_force
from storage.joining import enrol
from storage.keeping import keep_day
from storage.keys import keyring
from storage.residents import Identity
from storage.staff import Staff


def applicant(session: Session, case: Case, request: EnrolmentRequest) -> Say:
    """Who wishes to be linked: told in an answer alone, which is kept sealed."""
    return say(
        "chat.enrolment_check",
        number=case.number,
        home=session.get_one(Home, request.home_id).code,
        name=keyring(session).open(request.name_sealed),
        role=say(f"ResidenceRole.{request.role}"),
    )


def decide_enrolment(
    session: Session,
    case: Case,
    request: EnrolmentRequest,
    member: Staff,
    now: datetime,
    *,
    granted: bool,
    reason: str,
    via: str = CHAT,
) -> Say:
    """Tie the address to the home, or say why not; the help case is settled. Raises NotAllowed."""
    policy = policy_in_force(session, case.estate_id, now)
    check(Verb.RESPOND, case_facts(session, case), StaffFacts(member.userid, member.role),
          policy=policy)  # fmt: skip
    home = session.get_one(Home, request.home_id)
    request.decided_at, request.decided_by, request.granted = now, member.userid, granted
    keep_day(session, now, Keeping.CODE)
    action = "enrolment_granted" if granted else "enrolment_denied"
    audit(session, action, f"case {case.number}", by=member.userid, via=via, now=now,
          identity=request.identity_id, home=request.home_id)  # fmt: skip
    session.add(request)
    if granted:
        identity = session.get_one(Identity, request.identity_id)
        name = keyring(session).open(request.name_sealed)
        enrol(session, identity, home, name, ResidenceRole(request.role), now)
        session.refresh(case)
        sentence = say("enrolment.granted", home=home.code)
    else:
        sentence = say("enrolment.denied", home=home.code, reason=reason or "—")
    close_enrolment(session, case, member, sentence, now)
    if granted:
        return say("chat.enrolment_granted", number=case.number, home=home.code)
    return say("chat.enrolment_denied", number=case.number)
