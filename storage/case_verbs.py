"""The one door to a case: a verb of staff is judged, then done, in the caller's transaction."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session, select

from flows.rules.case_life import VISITS, CaseFacts, PlanFacts, StaffFacts, bounded, check, may
from flows.rules.refusals import NotAllowed, Why
from flows.rules.verb_fields import Decision, Via, check_fields, is_empty
from flows.rules.vocabulary import (
    CaseClass,
    DeadlineKind,
    DeadlineState,
    Role,
    Urgency,
    Verb,
)
from storage.audit import CHAT, audit
from storage.case_answering import respond_to_case
from storage.case_archiving import IS_ARCHIVED, archive_case, sign_on_paper
from storage.case_ending import end_agreed_visits
from storage.case_estate import claim_estate
from storage.case_handing_back import hand_back_case
from storage.case_handling import accept_case, assign_case, extend_deadline, reclassify_case
from storage.case_planning import decide_plan, propose_plan
from storage.case_revisits import record_revisit
from storage.case_rounds import review_case
from storage.case_settling import close_unsatisfied, resolve_case, withdraw_case
from storage.case_unreached import call_instead
from storage.cases import Case, newest_event
from storage.deadlines import Deadline, live
from storage.estates import policy_in_force
from storage.matter_verbs import do_matter_verb
from storage.prepared import prepared
from storage.rungs import handler_of
from storage.said import Said
from storage.staff import Staff, find_staff, in_chain
from storage.staff_cards import show_on_cards
from storage.staff_visits import do_visit_verb
from storage.tasks import HAS_APPOINTMENT


def perform(
    session: Session,
    verb: Verb,
    case: Case,
    member: Staff,
    fields: Mapping[str, object],
    now: datetime,
    *,
    bound: Role | None = None,
    via: str = CHAT,
) -> None:
    """Do a verb as a member of staff. Raises NotAllowed, and then nothing has changed.

    `fields` hold what the verb says: times as aware datetimes, choices as their words. The caller
    holds the case locked. `bound` is the highest role that the member may use here.
    """
    if verb is Verb.ACCEPT and may(member.role, verb):
        claim_estate(session, case, member, now)
    if not in_chain(member, case.estate_id):
        raise NotAllowed(Why.OTHER_ESTATE)
    policy = policy_in_force(session, case.estate_id, now)
    facts = case_facts(session, case)
    role = member.role if bound is None else bounded(member.role, bound)
    actor = StaffFacts(member.userid, role)
    named = _named(session, case, fields)
    named_facts = None if named is None else StaffFacts(named.userid, named.role)
    check(verb, facts, actor, policy=policy)
    check_fields(verb, facts, actor, fields, policy=policy, now=now, named=named_facts)
    given = {name: value for name, value in fields.items() if not is_empty(value)}
    _do(session, verb, case, member, now, said=Said(given, named))
    show_on_cards(session, case, now)
    about = f"case {case.number}"
    # A reason may tell of a resident, and the log is for ever: it stands in the case alone.
    line = newest_event(session, case.id)
    audit(session, verb.value, about, by=member.userid, via=via, now=now, event=line)


_ON_FILE = prepared(select(IS_ARCHIVED, HAS_APPOINTMENT))


def case_facts(session: Session, case: Case) -> CaseFacts:
    """What judging a verb needs to know of a case."""
    about = None if case.not_for_id is None else session.get_one(Staff, case.not_for_id)
    handler = handler_of(session, case)
    plan = None
    if case.plan_text is not None:
        decided = None if case.plan_decision is None else case.plan_decision == Decision.APPROVE
        plan = PlanFacts(case.plan_by or "", decided)
    pending: dict[DeadlineKind, datetime] = {}
    for deadline in _pending(session, case, *DeadlineKind):
        latest = pending.get(deadline.kind, deadline.due_at)
        pending[deadline.kind] = max(latest, deadline.due_at)
    about_round = {"case_id": case.id, "round": case.round}
    archived, has_appointment = _ON_FILE.one(session, **about_round)
    return CaseFacts(
        state=case.state,
        round=case.round,
        klass=case.case_class,
        urgency=case.urgency,
        handler=None if handler is None else handler.userid,
        about=None if about is None else about.userid,
        plan=plan,
        resolved_at=case.resolved_at,
        kind=case.kind,
        in_person=case.in_person,
        pending=pending,
        archived=archived,
        has_appointment=has_appointment,
    )


def _do(
    session: Session, verb: Verb, case: Case, member: Staff, now: datetime, *, said: Said
) -> None:
    reason = said.text("reason")
    match verb:
        case Verb.ACCEPT:
            accept_case(session, case, member, now)
        case Verb.RESPOND:
            _respond(session, case, member, now, said)
        case Verb.ASSIGN if said.named is not None:
            assign_case(session, case, member, said.named, now)
        case Verb.PROPOSE:
            propose_plan(session, case, member, said.text("plan"), now)
        case Verb.APPROVE:
            decide_plan(session, case, member, said.text("decision"), reason, now)
        case Verb.RESOLVE:
            three = {name: said.text(name) for name in ("result", "measures", "improvement")}
            resolve_case(session, case, member, now, fields=three)
        case Verb.RECLASSIFY:
            _reclassify(session, case, member, now, said)
        case Verb.EXTEND:
            _extend(session, case, member, now, said)
        case Verb.WITHDRAW:
            withdraw_case(session, case, member.userid, reason, now, tell=True)
        case Verb.REVISIT:
            record_revisit(session, case, member, said.given, now)
        case Verb.CLOSE:
            close_unsatisfied(session, case, member, reason, now)
        case Verb.REVIEW:
            review_case(session, case, member.userid, reason, said.named, now)
        case Verb.HAND_BACK:
            proposal = said.text("proposal")
            hand_back_case(session, case, member, now, reason=reason, proposal=proposal)
        case _:
            _end_file(session, verb, case, member, now, said)


def _end_file(
    session: Session, verb: Verb, case: Case, member: Staff, now: datetime, said: Said
) -> None:
    if verb in VISITS:
        do_visit_verb(session, verb, case, member, now, said)
        return
    match verb:
        case Verb.SIGN_OFF:
            satisfied = said.given["satisfied"] is True
            sign_on_paper(session, case, member, said.text("remark"), now, satisfied=satisfied)
        case Verb.ARCHIVE:
            archive_case(session, case, member, now)
        case _:
            do_matter_verb(session, verb, case, member, now, said)


def _respond(session: Session, case: Case, member: Staff, now: datetime, said: Said) -> None:
    if said.text("via") == Via.VISIT:
        end_agreed_visits(session, case, now, past_only=True)
    unsent = respond_to_case(
        session,
        case,
        member,
        now,
        text=said.text("text"),
        promised_at=said.time("promised_at"),
        via=Via(said.text("via") or Via.MESSAGE),
    )
    if unsent is not None:
        call_instead(session, case, unsent, now)


def _reclassify(session: Session, case: Case, member: Staff, now: datetime, said: Said) -> None:
    reclassify_case(
        session,
        case,
        member,
        now,
        case_class=CaseClass(said.text("class")) if "class" in said.given else None,
        urgency=Urgency(said.text("urgency")) if "urgency" in said.given else None,
    )


def _extend(session: Session, case: Case, member: Staff, now: datetime, said: Said) -> None:
    until = said.time("until")
    if until is None:
        raise NotAllowed(Why.NOT_A_TIME, field="until")
    extend_deadline(
        session,
        case,
        member,
        now,
        deadlines=_pending(session, case, DeadlineKind(said.text("kind"))),
        until=until,
        reason=said.text("reason"),
    )


def _pending(session: Session, case: Case, *kinds: DeadlineKind) -> list[Deadline]:
    found = live(session, case.id, *kinds)
    return [one for one in found if one.state is DeadlineState.PENDING]


def _named(session: Session, case: Case, fields: Mapping[str, object]) -> Staff | None:
    userid = fields.get("handler")
    if not isinstance(userid, str):
        return None
    found = find_staff(session, userid)
    return found if found is not None and in_chain(found, case.estate_id) else None
