"""人工: the resident wants a person, or nobody here could follow."""

from sqlmodel import col, select

from bot.desk import Desk
from bot.reporting import add_to_case, first_response_due, register
from flows.engine.ask import Reply
from flows.engine.place import Whereabouts
from flows.rules.vocabulary import CaseClass, CaseKind, CaseState, Urgency
from flows.talks.results import Begin, HumanWanted
from flows.wording.labels import words_for
from flows.wording.say import Say, say
from storage.cases import Case
from storage.enrolment import request_about


def hand_over(desk: Desk, begin: Begin, media: tuple[str, ...] = ()) -> None:
    """人工: a person is called at once; what it is about is asked afterwards, unless told."""
    call_human(desk, HumanWanted(begin.details, media, begin.kind or CaseKind.HELP))
    if not begin.details:
        desk.begin(begin)


def call_human(desk: Desk, wanted: HumanWanted) -> None:
    """The resident wants a person, or nobody here could follow: a case of the kind help.

    Nobody has to call twice: what it is about joins the call that did not say it.
    """
    waiting = _waiting_for_human(desk) if wanted.kind is CaseKind.HELP else None
    says_more = bool(wanted.text or wanted.media)
    if waiting is not None and (not says_more or _is_untold(waiting)):
        _tell_more(desk, waiting, wanted)
        return
    person = desk.person
    estate = person.estate_of(None, None)
    if estate is None:
        desk.say(say("report.no_estate"))
        return
    code = person.home_codes[0] if len(person.home_codes) == 1 else None
    case = register(
        desk,
        estate,
        kind=wanted.kind,
        case_class=CaseClass.OTHER,
        urgency=Urgency.NORMAL,
        text=wanted.text or desk.in_words(say("hand_over.untold")),
        place=Whereabouts(code or "", code),
        media=wanted.media,
    )
    desk.say(_receipt(desk, case))


def _receipt(desk: Desk, case: Case) -> Say:
    due = first_response_due(desk, case)
    match case.kind:
        case CaseKind.PRAISE:
            return say("hand_over.praise", number=case.number)
        case CaseKind.SUGGESTION:
            return say("hand_over.suggestion", number=case.number, due=due)
        case _:
            return say("hand_over.receipt", number=case.number, due=due)


def _waiting_for_human(desk: Desk) -> Case | None:
    """The person's own call for somebody that nobody has answered yet; no wish to be enrolled."""
    session = desk.person.session
    query = select(Case).where(
        Case.identity_id == desk.person.identity.id,
        Case.kind == CaseKind.HELP,
        Case.state == CaseState.OPEN,
        Case.round == 1,
    )
    for case in session.exec(query.order_by(col(Case.id).desc())):
        if request_about(session, case.id) is None:
            return case
    return None


def _is_untold(case: Case) -> bool:
    return case.text in words_for(say("hand_over.untold"))


def _tell_more(desk: Desk, case: Case, wanted: HumanWanted) -> None:
    if not wanted.text and not wanted.media:
        desk.say(_receipt(desk, case))
        return
    case.text = wanted.text or case.text
    desk.person.session.add(case)
    more = Reply(desk.person.now, wanted.text, wanted.media)
    add_to_case(desk, case.number, more, say("hand_over.added", number=case.number))
