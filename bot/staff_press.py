"""A button of a card, pressed: accept acts at once, answer and done ask for what is to be said.

Who pressed is told by a message of its own, because WeCom shows no text in answer to a press.
"""

import logging
from datetime import datetime

from sqlmodel import Session

from bot.channels import Press
from bot.staff_refusals import in_words_of
from bot.staff_talk import begin_answer, begin_resolution
from flows.rules.card_buttons import BUTTONS, IN_HAND
from flows.rules.refusals import NotAllowed
from flows.rules.vocabulary import Verb
from flows.wording.say import Say, plain, say
from storage.case_verbs import perform
from storage.cases import Case, lock_case
from storage.inbound import Inbound
from storage.rungs import handler_of
from storage.staff import Staff, find_staff, staff_name
from storage.staff_cards import StaffCard, card_named, keep_code, show_anew
from storage.telling import answer_staff

log = logging.getLogger(__name__)


def take_press(session: Session, userid: str, press: Press, row_id: int, now: datetime) -> None:
    """Do what a button stands for, once for each press; `row_id` is the inbound row's."""
    member, card = find_staff(session, userid), card_named(session, press.card)
    if member is None or card is None or press.button not in BUTTONS:
        log.warning("inbound %s: a button that leads nowhere was pressed", row_id)
        return
    session.refresh(member, with_for_update={"key_share": True})
    case = lock_case(session, card.case_id)
    row = session.get_one(Inbound, row_id)
    row.staff_id = member.id
    session.add(row)
    sentence = _act(session, member, case, Verb(press.button), now)
    if member.id == card.staff_id:
        _bring_up_to_date(session, card, case, press.response_code, now)
    answer_staff(session, case, member, sentence, key=f"press {row_id}", now=now)


def _act(session: Session, member: Staff, case: Case, verb: Verb, now: datetime) -> Say:
    try:
        with session.begin_nested():
            match verb:
                case Verb.ACCEPT:
                    return _accept(session, member, case, now)
                case Verb.RESPOND:
                    return begin_answer(session, member, case, now)
                case _:
                    return begin_resolution(session, member, case, now)
    except NotAllowed as refusal:
        return in_words_of(refusal)


def _accept(session: Session, member: Staff, case: Case, now: datetime) -> Say:
    """The first press takes the case; who means to take it over from somebody types 接单."""
    handler = handler_of(session, case)
    if handler is not None and handler.id != member.id and case.state in IN_HAND:
        name = staff_name(session, handler)
        return say("card.too_late", number=case.number, handler=name)
    if handler is not None and case.accepted_at is not None and case.state in IN_HAND:
        return say("card.again", number=case.number)
    perform(session, Verb.ACCEPT, case, member, {}, now)
    return say("chat.done", number=case.number, verb=plain("接单"))


def _bring_up_to_date(
    session: Session, card: StaffCard, case: Case, code: str, now: datetime
) -> None:
    """Whatever is still shown on it, the pressed card is to show how the case stands."""
    keep_code(session, card, code)
    if code and (case.handler_id is not None or case.state not in IN_HAND):
        show_anew(session, card, case, now)
