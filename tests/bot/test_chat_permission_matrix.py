"""Every line that staff can type, and every button, by all who may not: refused, nothing changes.

The API's side of it is tests/bot/api/test_permission_matrix.py; the table is tests/permissions.py.
"""

import re
from datetime import timedelta
from itertools import count, product

import pytest
from sqlmodel import col, select

from bot.channels import ChannelName, Event, Incoming, Press
from bot.staff_chat import hear_staff
from bot.staff_lines import EXAMPLES, ChatVerb
from bot.staff_residents import EXAMPLES as RESIDENT_EXAMPLES
from flows.rules.card_buttons import BUTTONS
from flows.rules.vocabulary import Language, ResidentVerb, Role, Verb
from flows.wording.catalogue import sentences
from storage.outgoing import Outgoing
from storage.staff_cards import StaffCard
from storage.tasks import Task
from tests.estate import CHEN, Garden
from tests.gardens import Ground
from tests.permissions import WHO, WHO_OF_RESIDENTS

OWN, FOREIGN = "own", "foreign"
OF_CHAT = {
    ChatVerb.ACCEPT: Verb.ACCEPT,
    ChatVerb.RESPOND: Verb.RESPOND,
    ChatVerb.PROMISE: Verb.RESPOND,
    ChatVerb.PHONED: Verb.RESPOND,
    ChatVerb.VISITED: Verb.RESPOND,
    ChatVerb.ASSIGN: Verb.ASSIGN,
    ChatVerb.PROPOSE: Verb.PROPOSE,
    ChatVerb.APPROVE: Verb.APPROVE,
    ChatVerb.RETURN: Verb.APPROVE,
    ChatVerb.RESOLVE: Verb.RESOLVE,
    ChatVerb.ADOPT: Verb.ADOPT,
    ChatVerb.DECLINE: Verb.ADOPT,
    ChatVerb.CREDIT: Verb.CREDIT,
    ChatVerb.FLAG: Verb.FLAG,
    ChatVerb.UNFLAG: Verb.FLAG,
    ChatVerb.COORDINATE: Verb.COORDINATE,
    ChatVerb.FORWARD: Verb.FORWARD,
    ChatVerb.WITHDRAW: Verb.WITHDRAW,
    ChatVerb.REVIEW: Verb.REVIEW,
    ChatVerb.HAND_BACK: Verb.HAND_BACK,
    ChatVerb.EXTEND: Verb.EXTEND,
    ChatVerb.CHANGE_CLASS: Verb.RECLASSIFY,
    ChatVerb.CHANGE_URGENCY: Verb.RECLASSIFY,
    ChatVerb.REVISIT: Verb.REVISIT,
    ChatVerb.SIGN_OFF: Verb.SIGN_OFF,
    ChatVerb.CLOSE: Verb.CLOSE,
    ChatVerb.ARCHIVE: Verb.ARCHIVE,
    ChatVerb.ARRANGE: Verb.ARRANGE,
    ChatVerb.REARRANGE: Verb.REARRANGE,
    ChatVerb.CALL_OFF: Verb.CALL_OFF,
    ChatVerb.JOIN: Verb.JOIN,
    ChatVerb.ADD: Verb.ADD,
}
SAID_ALONE = {
    ChatVerb.ACCEPT: "接单 {number}",
    ChatVerb.APPROVE: "同意 {number}",
    ChatVerb.RESOLVE: "完成 {number} 已更换水管",
    ChatVerb.FORWARD: "转报修 {number} 换水管",
    ChatVerb.CREDIT: "表扬 {number} 大家",
    ChatVerb.REVIEW: "复核 {number} 住户要求再看",
    ChatVerb.ARCHIVE: "归档 {number}",
}
HEARD = {"inbound", "outgoing", "forgetting"}
"""What grows with every line: the line, the answer to a press, and when both are forgotten."""
REFUSALS = {"refused.role", "refused.other_estate"}
KEYS = count()


@pytest.fixture
def staffed(grounds: dict[str, Ground]) -> Garden:
    """A garden with one member of each role, here and next door."""
    garden = grounds["sqlite"].garden()
    for role in Role:
        garden.employ(f"{OWN}.{role}", role)
        garden.employ(f"{FOREIGN}.{role}", role, next_door=True)
    return garden


def said(garden: Garden, by: str, text: str) -> str:
    incoming = Incoming(ChannelName.WECOM, "corp", f"matrix {next(KEYS)}", by, text=text)
    (part,) = hear_staff(garden.database, incoming, garden.now).parts
    return part.text


def unheard(garden: Garden) -> dict[str, list[tuple[object, ...]]]:
    """Every row but those that a mere line leaves."""
    return {name: rows for name, rows in garden.rows().items() if name not in HEARD}


def is_sentence(text: str, key: str) -> bool:
    """Whether a text is this sentence of the catalogue, whatever stands in its gaps."""
    parts = re.split(r"\{\w+\}", sentences(Language.SIMPLIFIED)[key])
    return re.fullmatch(".+".join(map(re.escape, parts)), text, re.DOTALL) is not None


def test_every_line_has_its_verb_and_its_example() -> None:
    assert set(OF_CHAT) == set(ChatVerb)
    assert set(OF_CHAT.values()) == set(Verb)
    assert set(EXAMPLES) | set(SAID_ALONE) == set(ChatVerb)
    assert set(RESIDENT_EXAMPLES) == set(ResidentVerb)


def test_a_line_about_a_case_is_refused_by_role_and_estate(staffed: Garden) -> None:
    number, other = (staffed.case(staffed.report(text)).number for text in ("漏水", "路灯不亮"))
    before = unheard(staffed)

    for chat_verb, verb in OF_CHAT.items():
        line = SAID_ALONE.get(chat_verb, EXAMPLES.get(chat_verb, "")).format(number=number)
        line = line.replace("BX-0001", other)
        for role, estate in product(Role, (OWN, FOREIGN)):
            if estate == OWN and role in WHO[verb]:
                continue
            answer = said(staffed, f"{estate}.{role}", line)
            key = "refused.role" if estate == OWN else "chat.unknown_case"
            assert is_sentence(answer, key), f"{line} by {estate} {role}: {answer}"

    assert unheard(staffed) == before


def test_a_button_is_refused_by_role_and_estate(staffed: Garden) -> None:
    case = staffed.case(staffed.report())
    with staffed.changing() as session:
        push = session.exec(select(Outgoing).where(col(Outgoing.staff_id).is_not(None))).first()
        assert push is not None
        assert push.staff_id is not None
        card = StaffCard(
            outgoing_id=push.id,
            name="a-card",
            case_id=case.id,
            staff_id=push.staff_id,
            buttons=[*BUTTONS],
            case_state=case.state,
        )
        session.add(card)
    before = unheard(staffed)

    for button, role, estate in product(BUTTONS, Role, (OWN, FOREIGN)):
        if estate == OWN and role in WHO[Verb(button)]:
            continue
        press = Press("a-card", button, "")
        incoming = Incoming(
            ChannelName.WECOM, "corp", f"press {next(KEYS)}", f"{estate}.{role}",
            event=Event.PRESS, press=press,
        )  # fmt: skip
        hear_staff(staffed.database, incoming, staffed.now)

    assert unheard(staffed) == before


def test_what_a_resident_told_is_keyed_in_by_whom_the_table_names(staffed: Garden) -> None:
    before = unheard(staffed)

    for verb, role, estate in product(ResidentVerb, Role, (OWN, FOREIGN)):
        if estate == OWN and role in WHO_OF_RESIDENTS[verb]:
            continue
        line = RESIDENT_EXAMPLES[verb].replace("13800138000", CHEN)
        answer = said(staffed, f"{estate}.{role}", line)
        if role not in WHO_OF_RESIDENTS[verb]:
            assert is_sentence(answer, "refused.role"), (verb, estate, role, answer)
        else:
            assert is_sentence(answer, "residents.nobody") or is_sentence(
                answer, "residents.which_home"
            ), (verb, estate, role, answer)

    assert unheard(staffed) == before


def test_an_auditor_registers_nothing_and_a_neighbour_records_nothing(staffed: Garden) -> None:
    case = staffed.report()
    at = staffed.now + timedelta(days=1)
    staffed.do(Verb.ARRANGE, case, "xiao.lin", at=at, via="phone")
    with staffed.looking() as session:
        (task,) = session.exec(select(Task.id))
    before = unheard(staffed)

    auditor = f"{OWN}.{Role.AUDITOR}"
    answers = {said(staffed, auditor, f"登记 电话 {CHEN} 报修 厨房漏水")}
    answers.add(said(staffed, auditor, f"记录 {task} 通了 已说明"))
    answers |= {said(staffed, f"{FOREIGN}.{role}", f"记录 {task} 通了 已说明") for role in Role}

    assert unheard(staffed) == before
    assert {key for key in REFUSALS for text in answers if is_sentence(text, key)} == REFUSALS
    assert all(any(is_sentence(text, key) for key in REFUSALS) for text in answers), answers
