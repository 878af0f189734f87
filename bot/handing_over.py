"""人工: the resident wants a person, or nobody here could follow."""

from dataclasses import replace

from sqlmodel import col, select

from bot.desk import Desk
from bot.enquiring import take_enquiry
from bot.praising import take_praise
from bot.reporting import (
    add_to_case,
    decision_due,
    first_response_due,
    pass_on,
    register_told,
)
from flows.engine.ask import Json, Reply
from flows.engine.photos import collected_photos, with_photos
from flows.rules.vocabulary import CaseKind, CaseState
from flows.talks.registry import load_seed
from flows.talks.results import Begin, HumanWanted, Talk
from flows.talks.small_talks import ASKED_FIRST, HandOverSeed
from flows.talks.told import unread_of
from flows.wording.labels import words_for
from flows.wording.say import Say, say
from storage.cases import Case
from storage.conversations import Conversation, answers_of, seed_of
from storage.enrolment import request_about


def hand_over(desk: Desk, begin: Begin, media: tuple[str, ...] = ()) -> None:
    """人工: a person is called at once; what it is about is asked afterwards, unless told.

    Praise, a suggestion or an enquiry is nothing before it is told.
    """
    if ask_estate_first(desk, begin, media):
        return
    kind = begin.kind or CaseKind.HELP
    if begin.details or kind not in ASKED_FIRST:
        hear_matter(desk, HumanWanted(begin.details, media, kind, begin.in_person))
    if not begin.details:
        desk.begin(begin)


def ask_estate_first(desk: Desk, begin: Begin, media: tuple[str, ...]) -> bool:
    """Ask a stranger to several estates which is meant; False where there is nothing to ask.

    For whoever does not say it somebody is called all the same, when the question has lain idle.
    """
    kind = begin.kind or CaseKind.HELP
    meant = desk.person.estates_meant(None, None)
    if len(meant) < 2 or _waiting_for_human(desk, kind, in_person=begin.in_person):  # noqa: PLR2004 - one is known
        return False
    known: dict[str, Json] = with_photos({}, media) if media else {}
    if begin.details:
        known["details"] = begin.details
    names = tuple(estate.name for estate in meant)
    desk.begin_with(Talk.HAND_OVER, HandOverSeed(kind.value, begin.in_person, names), known)
    return True


def hear_estate(desk: Desk, conversation: Conversation) -> None:
    """Which estate is meant is known: a person is called, before it is asked what about."""
    session = desk.person.session
    answers = answers_of(session, conversation)
    seed = load_seed(HandOverSeed, seed_of(session, conversation))
    kind = CaseKind(seed.kind)
    if "details" not in answers and kind not in ASKED_FIRST:
        call_human(desk, HumanWanted("", collected_photos(answers), kind, seed.in_person))


def tell_human(desk: Desk, conversation: Conversation | None, wanted: HumanWanted) -> None:
    """What a conversation wants a person for; photos of a hand-over go along if nobody has them.

    What was said at a revisit, and not understood, joins the file of its case as well (R25).
    """
    is_hand_over = conversation is not None and conversation.flow == Talk.HAND_OVER
    is_called = _waiting_for_human(desk, wanted.kind, in_person=wanted.in_person) is not None
    if conversation is not None and is_hand_over and not is_called:
        photos = collected_photos(answers_of(desk.person.session, conversation))
        wanted = replace(wanted, media=(*wanted.media, *photos))
    if conversation is not None and conversation.flow == Talk.REVISIT:
        _add_to_revisited(desk, conversation)
    hear_matter(desk, wanted)


def _add_to_revisited(desk: Desk, conversation: Conversation) -> None:
    session = desk.person.session
    case = None if conversation.case_id is None else session.get(Case, conversation.case_id)
    said = unread_of(answers_of(session, conversation))
    if case is not None and said:
        pass_on(desk, case, Reply(desk.person.now, " / ".join(said)))


def hear_matter(desk: Desk, wanted: HumanWanted) -> None:
    """What somebody wants of a person, each kind in its own way."""
    match wanted.kind:
        case CaseKind.PRAISE:
            take_praise(desk, wanted)
        case CaseKind.ENQUIRY:
            take_enquiry(desk, wanted)
        case _:
            call_human(desk, wanted)


def call_human(desk: Desk, wanted: HumanWanted) -> None:
    """The resident wants a person, or nobody here could follow: a case of the kind help.

    Nobody has to call twice: what it is about joins the call that did not say it. Who wants the
    manager in person complains (R33).
    """
    kind = CaseKind.COMPLAINT if wanted.in_person else wanted.kind
    waiting = _waiting_for_human(desk, kind, in_person=wanted.in_person)
    says_more = bool(wanted.text or wanted.media)
    if waiting is not None and (not says_more or _is_untold(waiting)):
        _tell_more(desk, waiting, wanted)
        return
    case = register_told(desk, replace(wanted, kind=kind))
    if case is not None:
        desk.say(_receipt(desk, case))


def _receipt(desk: Desk, case: Case) -> Say:
    due = first_response_due(desk, case)
    if case.in_person:
        return say("hand_over.manager", number=case.number, due=due)
    if case.kind is not CaseKind.SUGGESTION:
        return say("hand_over.receipt", number=case.number, due=due)
    return say("hand_over.suggestion", number=case.number, due=due, day=decision_due(desk, case))


def _waiting_for_human(desk: Desk, kind: CaseKind, *, in_person: bool) -> Case | None:
    """The person's own call for somebody that nobody has answered yet; no wish to be enrolled."""
    if kind is not CaseKind.HELP and not in_person:
        return None
    session = desk.person.session
    query = select(Case).where(
        Case.identity_id == desk.person.identity.id,
        Case.kind == kind,
        col(Case.in_person).is_(in_person),
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
