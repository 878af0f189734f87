"""撤回 and 申请复核: what residents ask about reports of their own (R43)."""

from bot.desk import Desk
from bot.person import IN_HAND, Person
from flows.rules.vocabulary import CaseState
from flows.talks.own_cases import OwnCasesSeed
from flows.talks.results import Begin, ReviewWish, Talk, Withdrawal
from flows.wording.say import house_line, plain, say
from storage.case_rounds import review_case
from storage.case_settling import withdraw_case
from storage.cases import RESIDENT, Case, find_case, lock_case
from storage.followers import words_of_follower
from storage.incidents import leave
from storage.rungs import handler_of
from storage.staff import staff_name
from storage.telling import STAFF_LANGUAGE, in_words, shortened

ABOUT_LONGEST = 20
STATES = {Talk.WITHDRAWAL: IN_HAND, Talk.REVIEW: (CaseState.CLOSED,)}


def ask_about_own(desk: Desk, begin: Begin) -> None:
    """Ask which case is meant and what else it takes; say so where there is none."""
    person = desk.person
    found = [case for case in person.cases() if _may(person, case, begin.talk)]
    if begin.number:
        named = find_case(person.session, begin.number)
        found = [named] if named is not None and _may(person, named, begin.talk) else []
    if not found:
        key = "withdrawal.none" if begin.talk is Talk.WITHDRAWAL else "review.none"
        desk.say(say(key))
        return
    cases = tuple((case.number, shortened(person.words(case), ABOUT_LONGEST)) for case in found)
    desk.begin_with(begin.talk, OwnCasesSeed(cases))


def withdraw_own(desk: Desk, wish: Withdrawal) -> None:
    """Take the report back, if they are sure and it is still in hand."""
    person = desk.person
    if not wish.sure:
        desk.say(say("withdrawal.kept", number=wish.number))
        return
    case = _held(person, wish.number)
    if case is None or not _may(person, case, Talk.WITHDRAWAL):
        desk.say(say("withdrawal.none"))
        return
    if leave(person.session, case, person.resident.id, person.now):
        desk.say(say("withdrawal.left", number=case.number))
        return
    reason = in_words(person.session, say("withdrawal.reason"), STAFF_LANGUAGE)
    withdraw_case(person.session, case, RESIDENT, reason, person.now, tell=False)
    desk.say(say("withdrawal.done", number=case.number))


def ask_review(desk: Desk, wish: ReviewWish) -> None:
    """Begin a round with another handler, and name those outside who can be turned to (R43)."""
    person = desk.person
    case = _held(person, wish.number)
    if case is None or not _may(person, case, Talk.REVIEW):
        desk.say(say("review.none"))
        return
    review_case(person.session, case, RESIDENT, wish.reason or "", None, person.now)
    handler = handler_of(person.session, case)
    name = (
        desk.in_words(say("review.somebody"))
        if handler is None
        else staff_name(person.session, handler)
    )
    hours = person.policy.deadlines.special_measures_hours
    desk.say(say("review.done", number=case.number, handler=plain(name), hours=hours))
    if person.policy.review.contacts:
        contacts = tuple(house_line(contact) for contact in person.policy.review.contacts)
        desk.say(say("review.contacts", contacts=contacts))


def _held(person: Person, number: str) -> Case | None:
    found = find_case(person.session, number)
    return None if found is None else lock_case(person.session, found.id)


def _may(person: Person, case: Case, talk: Talk) -> bool:
    """Only what they reported themselves: from this very address, or once that is proven."""
    is_known = case.identity_id == person.identity.id or person.identity.proven_at is not None
    is_own = is_known and case.reporter_id == person.resident.id
    if talk is Talk.WITHDRAWAL and not is_own:
        is_own = words_of_follower(person.session, case.id, person.resident.id) is not None
    return is_own and case.state in STATES[talk]
