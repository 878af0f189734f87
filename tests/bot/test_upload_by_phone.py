"""Whoever reported by phone gets an SMS with the number and a link for photos (R30)."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import count

import pytest

from bot.channels import ChannelName, Incoming
from bot.staff_chat import hear_staff
from flows.rules.reach import SMS
from flows.rules.vocabulary import Language, MessageState, Role, Verb
from storage.case_verbs import perform
from storage.cases import Case, find_case, lock_case
from storage.consents import EVERYTHING, Given, record_consent
from storage.outgoing import Outgoing, find_message
from storage.residents import Resident
from storage.staff import find_staff
from storage.upload_links import find_link
from storage.upload_offers import UPLOAD_KEY
from tests.bot.post_office import NIGHT, PostOffice
from tests.fakes.channels import OPTED_OUT

HONG_KONG = "+85255500103"
PAGES = "https://huiyin.example"
LINE = f"登记 电话 王先生 {HONG_KONG} 楼道灯坏了，要修"
KEYS = count()


@pytest.fixture
def office(sqlite_database: str) -> Iterator[PostOffice]:
    office = PostOffice(sqlite_database)
    office.database.public_url = PAGES
    office.member("xiao.lin")
    office.member("zhou", role=Role.LEAD)
    yield office
    office.close()


def register(office: PostOffice, line: str = LINE) -> Case:
    incoming = Incoming(ChannelName.WECOM, "corp", f"line {next(KEYS)}", "xiao.lin", text=line)
    (part,) = hear_staff(office.database, incoming, office.now).parts
    found = re.search(r"[A-Z]{2}-\d{8}-\d{4}", part.text)
    assert found is not None, part.text
    with office.database.reading() as session:
        case = find_case(session, found[0])
        assert case is not None
        return case


def link_of(office: PostOffice, case: Case) -> Outgoing | None:
    with office.database.reading() as session:
        return find_message(session, f"case {case.id} {UPLOAD_KEY}")


async def test_the_text_holds_number_and_a_link_that_opens_this_case(office: PostOffice) -> None:
    case = register(office)

    await office.postman().drain(office.now)

    [letter] = office.sms.took
    assert (letter.address, case.number in letter.text) == (HONG_KONG, True)
    [token] = re.findall(rf"{PAGES}/f/(\S+)$", letter.text)
    with office.database.reading() as session:
        link = find_link(session, token)
    assert link is not None
    assert (link.case_id, link.expires_at) == (case.id, office.now + timedelta(hours=72))


async def test_a_resident_of_the_directory_who_gives_no_number_is_texted_at_their_own(
    office: PostOffice,
) -> None:
    resident = office.resident(directory_phone=HONG_KONG, openid="o-1")
    with office.changing() as session:
        session.get_one(Resident, resident).language = Language.ENGLISH
    case = register(office)

    assert case.reporter_id == resident
    await office.postman().drain(office.now)

    assert (office.wechat.took, office.template.took) == ([], [])
    [text] = office.sms.texts()
    assert text.startswith(f"Your report is registered as {case.number}.")


@pytest.mark.parametrize(
    ("line", "public_url"),
    [
        (LINE, ""),
        ("登记 电话 王先生 楼道灯坏了，要修", PAGES),
        ("登记 电话 楼道灯坏了，要修", PAGES),
        (f"登记 电话 王先生 {HONG_KONG} 表扬保安服务好", PAGES),
    ],
)
def test_without_a_page_a_number_or_something_to_see_there_is_no_text(
    office: PostOffice, line: str, public_url: str
) -> None:
    office.database.public_url = public_url

    assert link_of(office, register(office, line)) is None


async def unsent(office: PostOffice, case: Case) -> None:
    """Nothing has gone out, and nobody is asked to read a link out by phone."""
    await office.postman().drain(office.now)

    message = link_of(office, case)
    assert message is not None
    assert message.state is MessageState.REFUSED
    assert (office.sms.took, office.tasks()) == ([], [])


async def test_a_number_from_which_somebody_wrote_stop_is_left_in_peace(office: PostOffice) -> None:
    office.opted_out_number(HONG_KONG)

    await unsent(office, register(office))


async def test_who_wants_nothing_more_is_left_in_peace(office: PostOffice) -> None:
    resident = office.resident(directory_phone=HONG_KONG)
    with office.changing() as session:
        record_consent(session, resident, EVERYTHING, Given(SMS), granted=False, now=office.now)

    await unsent(office, register(office))


async def test_where_carriers_drop_links_none_is_sent(office: PostOffice) -> None:
    office.one_way.add(HONG_KONG)

    await unsent(office, register(office))


async def test_a_refusal_of_the_provider_makes_no_call(office: PostOffice) -> None:
    office.sms.script = [OPTED_OUT]

    await unsent(office, register(office))


async def test_without_a_gateway_nothing_is_sent(office: PostOffice) -> None:
    case = register(office)
    await office.postman(channels={}).drain(office.now)

    await unsent(office, case)


async def test_at_night_it_waits_for_the_morning(office: PostOffice) -> None:
    office.now = NIGHT
    case = register(office)
    await office.postman().drain(office.now)
    assert office.sms.took == []

    office.now = NIGHT + timedelta(hours=10)
    await office.postman().drain(office.now)

    assert case.number in office.sms.texts()[0]


async def test_what_is_taken_back_at_night_is_not_sent_in_the_morning(office: PostOffice) -> None:
    office.now = NIGHT
    case = register(office)
    with office.changing() as session:
        lead = find_staff(session, "zhou")
        assert lead is not None
        held = lock_case(session, case.id)
        perform(session, Verb.WITHDRAW, held, lead, {"reason": "误报"}, office.now)

    message = link_of(office, case)
    assert message is not None
    assert message.state is MessageState.CANCELLED
