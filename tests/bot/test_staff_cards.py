"""Who presses 接单 first has the case, and everybody's card says so (W20)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import count

import pytest
from aiohttp import ClientSession, ClientTimeout
from sqlmodel import col, select

from bot.channels import ChannelName, Event, Incoming, Press
from bot.channels.wecom import WeComApp
from bot.channels.wecom_client import fetch_wecom_token
from bot.postman import Postman
from bot.provider_settings import WeComSettings
from bot.staff_chat import hear_staff
from flows.rules.reach import WECOM
from flows.rules.vocabulary import CaseState, MessageState, Role, Verb
from flows.wording.say import say
from storage.case_verbs import perform
from storage.cases import Case, lock_case, timeline
from storage.estates import policy_in_force
from storage.outgoing import Outgoing
from storage.staff import find_staff
from storage.staff_cards import StaffCard
from storage.telling import brief, tell_staff
from tests.bot.post_office import NIGHT, PostOffice
from tests.fakes.faults import ACCEPT_THEN_DROP
from tests.fakes.tokens import MemoryTokens
from tests.fakes.wecom import FakeWeCom, ShownCard, errcode

STAFF = ("lin", "mei", "zhou")
AFTER_A_PAUSE = timedelta(minutes=10)


class Duty:
    """Two assistants and a lead on duty, each with WeCom on their phone."""

    def __init__(self, office: PostOffice, wecom: FakeWeCom, app: WeComApp) -> None:
        self.office = office
        self.wecom = wecom
        self.app = app
        self._keys = count(1)
        for userid in STAFF:
            role = Role.LEAD if userid == "zhou" else Role.ASSISTANT
            office.member(
                userid, phone=f"+852900000{len(userid)}{role.value[0] == 'l':d}", role=role
            )
        self.case_id = office.case(office.resident(openid="o-1"))

    def postman(self) -> Postman:
        return self.office.postman(channels={**self.office.channels(), WECOM: self.app})

    async def deliver(self, *, after: timedelta = timedelta()) -> None:
        self.office.now += after
        await self.postman().drain(self.office.now)

    def card(self, userid: str) -> ShownCard:
        """The newest card on a member's phone."""
        return [card for card in self.wecom.cards.values() if card.userid == userid][-1]

    def press(self, userid: str, button: str, *, key: str = "", by: str = "") -> None:
        name = [name for name, card in self.wecom.cards.items() if card.userid == userid][-1]
        press = Press(name, button, self.wecom.press(name))
        self._hear(by or userid, key, press=press, event=Event.PRESS)

    def say(self, userid: str, text: str) -> str:
        return self._hear(userid, "", text=text)

    def _hear(self, userid: str, key: str, **said: object) -> str:
        key = key or f"key {next(self._keys)}"
        incoming = Incoming(ChannelName.WECOM, "corp", key, userid.lower(), **said)  # type: ignore[arg-type]
        parts = hear_staff(self.office.database, incoming, self.office.now).parts
        return "\n".join(part.text for part in parts)

    def case(self) -> Case:
        with self.office.database.reading() as session:
            return session.get_one(Case, self.case_id)

    def handler(self) -> str | None:
        with self.office.database.reading() as session:
            case = session.get_one(Case, self.case_id)
            found = [find_staff(session, userid) for userid in STAFF]
            return next((one.userid for one in found if one and one.id == case.handler_id), None)

    def events(self) -> list[str]:
        with self.office.database.reading() as session:
            return [event.kind for event in timeline(session, self.case_id)]

    def last_to(self, userid: str) -> str:
        return self.wecom.sent_to(userid)[-1]


@pytest.fixture
async def wecom() -> AsyncIterator[FakeWeCom]:
    fake = FakeWeCom(STAFF, prefix="/c")
    async with fake.running():
        yield fake
    assert fake.violations == []


@asynccontextmanager
async def on_duty(database_url: str, wecom: FakeWeCom) -> AsyncIterator[Duty]:
    office = PostOffice(database_url)
    async with ClientSession() as session:
        settings = WeComSettings(
            corp_id=wecom.corp_id,
            agent_id=wecom.agent_id,
            secret=wecom.secret,
            token="",
            encoding_aes_key="",
            robot_key=None,
            api_base=wecom.base,
        )
        tokens = MemoryTokens(
            lambda: fetch_wecom_token(session, wecom.base, wecom.corp_id, wecom.secret)
        )
        yield Duty(office, wecom, WeComApp(session, settings, tokens, ClientTimeout(total=10)))
    office.close()


@pytest.fixture
async def duty(sqlite_database: str, wecom: FakeWeCom) -> AsyncIterator[Duty]:
    async with on_duty(sqlite_database, wecom) as made:
        yield made


@pytest.fixture
async def duty_anywhere(database_url: str, wecom: FakeWeCom) -> AsyncIterator[Duty]:
    async with on_duty(database_url, wecom) as made:
        yield made


async def test_a_push_about_a_new_case_can_be_answered_with_one_finger(duty: Duty) -> None:
    await duty.deliver()

    for userid in ("lin", "mei"):
        assert list(duty.card(userid).buttons) == ["accept", "respond", "resolve"]
        assert "水管漏水" in duty.card(userid).text


async def test_one_press_takes_the_case_and_every_card_says_so(duty_anywhere: Duty) -> None:
    duty = duty_anywhere
    await duty.deliver()

    duty.press("lin", "accept")
    await duty.deliver()

    assert duty.handler() == "lin"
    assert duty.card("mei").replaced == "已由张三受理"
    assert duty.card("mei").buttons == {}
    assert list(duty.card("lin").buttons) == ["respond", "resolve"]
    assert "已由您受理" in duty.card("lin").text
    assert duty.last_to("lin").endswith("已记录：接单。")


async def test_nothing_is_sent_before_the_press_is_written_down(duty: Duty) -> None:
    await duty.deliver()
    before = list(duty.wecom.requests)

    duty.press("lin", "accept")

    assert duty.wecom.requests == before
    assert duty.card("mei").buttons != {}


@pytest.mark.both_databases
async def test_two_who_press_at_once_make_one_assignment(duty_anywhere: Duty) -> None:
    duty = duty_anywhere
    await duty.deliver()

    await asyncio.gather(
        *(asyncio.to_thread(duty.press, userid, "accept") for userid in ("lin", "mei"))
    )
    await duty.deliver()

    winner = duty.handler()
    loser = "mei" if winner == "lin" else "lin"
    assert duty.events().count("accepted") == 1
    assert "已由张三受理，您不用再处理" in duty.last_to(loser)
    assert duty.card(loser).replaced == "已由张三受理"
    assert list(duty.card(str(winner)).buttons) == ["respond", "resolve"]


async def test_pressing_twice_is_pressing_once(duty: Duty) -> None:
    await duty.deliver()

    duty.press("lin", "accept")
    duty.press("lin", "accept")
    await duty.deliver()

    assert duty.events().count("accepted") == 1
    assert duty.last_to("lin").endswith("您已经接单了。")


async def test_a_redelivered_press_does_nothing_more(duty_anywhere: Duty) -> None:
    duty = duty_anywhere
    await duty.deliver()

    for _ in range(3):
        duty.press("lin", "accept", key="the same event")
    await duty.deliver()

    assert duty.events().count("accepted") == 1
    assert len(duty.wecom.sent_to("lin")) == 2


async def test_the_case_of_a_userid_makes_no_difference(duty: Duty) -> None:
    await duty.deliver()

    duty.press("lin", "accept", by="LIN")

    assert duty.handler() == "lin"


async def test_who_is_told_of_a_case_that_somebody_has_keeps_the_buttons_to_answer(
    duty: Duty,
) -> None:
    await duty.deliver()
    duty.press("lin", "accept")
    with duty.office.changing() as session:
        case, zhou = lock_case(session, duty.case_id), find_staff(session, "zhou")
        assert zhou is not None
        policy = policy_in_force(session, case.estate_id, duty.office.now)
        gone = say("staff.assigned", case=brief(case))
        tell_staff(session, case, [zhou], gone, key="gone", policy=policy, now=duty.office.now)
    await duty.deliver()
    offered = list(duty.card("zhou").buttons)

    duty.press("zhou", "respond")
    await duty.deliver()

    assert offered == ["respond", "resolve"]
    assert list(duty.card("zhou").buttons) == ["respond", "resolve"]
    assert "已由张三受理" in duty.card("zhou").text
    assert "请写要发给住户的话" in duty.last_to("zhou")


async def test_a_case_is_handed_on_to_a_userid_in_any_case(duty: Duty) -> None:
    number = duty.case().number

    duty.say("LIN", f"转派 {number} MEI")

    assert duty.handler() == "mei"


async def test_answer_asks_for_the_text_and_sends_it_as_it_stands(duty: Duty) -> None:
    await duty.deliver()

    duty.press("lin", "respond")
    await duty.deliver()
    asked = duty.last_to("lin")
    answer = duty.say("lin", "师傅下午三点到")

    assert "请写要发给住户的话" in asked
    assert answer.endswith("已记录：回复。")
    assert duty.case().state is CaseState.HANDLING
    assert duty.handler() == "lin"


async def test_a_verb_typed_before_the_text_is_not_told_to_the_resident(duty: Duty) -> None:
    await duty.deliver()
    duty.press("lin", "respond")

    duty.say("lin", "回复 师傅下午三点到")

    assert told_to_resident(duty)[-1].endswith("：师傅下午三点到")


async def test_what_is_written_long_after_the_press_is_no_answer(duty: Duty) -> None:
    await duty.deliver()
    duty.press("lin", "respond")

    duty.office.now += timedelta(minutes=31)
    duty.say("lin", "收到")

    assert duty.case().state is CaseState.OPEN


async def test_who_types_another_verb_is_not_waited_for_any_more(duty: Duty) -> None:
    await duty.deliver()
    duty.press("lin", "respond")

    duty.say("lin", f"接单 {duty.case().number}")
    duty.say("lin", "收到")

    assert duty.case().state is CaseState.OPEN


async def test_done_asks_for_result_measures_and_improvement(duty: Duty) -> None:
    await duty.deliver()

    duty.press("lin", "resolve")
    for text in ("换了水管", "通水观察两小时", "每季检查"):
        duty.say("lin", text)
    await duty.deliver()

    assert duty.case().state is CaseState.RESOLVED
    assert duty.card("mei").replaced == "已处理，待回访确认"
    assert duty.card("lin").buttons == {}


async def test_a_press_that_comes_too_late_is_answered_with_how_it_stands(duty: Duty) -> None:
    await duty.deliver()
    with duty.office.changing() as session:
        case, zhou = lock_case(session, duty.case_id), find_staff(session, "zhou")
        assert zhou is not None
        fields = {"reason": "住户说不用了"}
        perform(session, Verb.WITHDRAW, case, zhou, fields, duty.office.now)

    duty.press("mei", "accept")
    await duty.deliver()

    assert duty.handler() is None
    assert "已撤回" in duty.last_to("mei")
    assert duty.card("mei").replaced == "已撤回"


async def test_a_code_that_is_too_old_leaves_the_case_right(
    duty: Duty, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    await duty.deliver()
    duty.wecom.clock = lambda clock=duty.wecom.clock: clock() + 73 * 60 * 60  # type: ignore[misc]
    duty.wecom.expire_token()

    duty.say("lin", f"接单 {duty.case().number}")
    await duty.deliver()
    await duty.deliver(after=AFTER_A_PAUSE)

    assert duty.handler() == "lin"
    assert "cannot be changed: 42099" in caplog.text
    assert codes(duty) == [None, None]

    duty.press("mei", "accept")
    await duty.deliver()

    assert duty.handler() == "lin"
    assert duty.card("mei").replaced == "已由张三受理"


async def test_a_change_that_wecom_is_too_busy_for_is_made_later(duty: Duty) -> None:
    await duty.deliver()
    duty.wecom.faults.extend([errcode(-1), errcode(-1), errcode(-1)])
    duty.press("lin", "accept")

    await duty.deliver()
    await duty.deliver(after=AFTER_A_PAUSE)

    assert duty.card("mei").replaced == "已由张三受理"


async def test_a_change_of_unknown_fate_is_made_again_without_harm(duty: Duty) -> None:
    await duty.deliver()
    duty.wecom.faults.extend([ACCEPT_THEN_DROP] * 3)
    duty.press("lin", "accept")

    await duty.deliver()
    await duty.deliver(after=AFTER_A_PAUSE)

    assert duty.card("mei").replaced == "已由张三受理"
    assert duty.handler() == "lin"


async def test_who_is_not_in_wecom_is_told_by_sms_and_has_no_card(duty: Duty) -> None:
    duty.wecom.unlicensed.add("mei")

    await duty.deliver()

    assert [card.userid for card in duty.wecom.cards.values()] == ["lin"]
    assert len(duty.office.sms.texts()) == 1
    assert duty.office.sms.texts()[0].startswith("新事项")


async def test_a_press_at_night_is_answered_at_once(duty: Duty) -> None:
    await duty.deliver()
    duty.office.now = NIGHT

    duty.press("lin", "accept")
    await duty.deliver()

    assert duty.last_to("lin").endswith("已记录：接单。")


async def test_a_button_of_no_card_of_ours_leads_nowhere(duty: Duty) -> None:
    await duty.deliver()
    foreign = Press("somebody-elses-card", "accept", "code")
    incoming = Incoming(ChannelName.WECOM, "corp", "k", "lin", event=Event.PRESS, press=foreign)

    assert hear_staff(duty.office.database, incoming, duty.office.now).parts == ()
    assert duty.handler() is None


async def test_who_has_left_can_press_nothing(duty: Duty) -> None:
    await duty.deliver()
    with duty.office.changing() as session:
        lin = find_staff(session, "lin")
        assert lin is not None
        lin.active = False

    duty.press("lin", "accept")

    assert duty.handler() is None


@pytest.mark.both_databases
async def test_two_postmen_change_each_card_once(duty_anywhere: Duty) -> None:
    duty = duty_anywhere
    await duty.deliver()
    duty.press("lin", "accept")
    postmen = [duty.postman(), duty.postman()]

    await asyncio.gather(*(one.drain(duty.office.now) for one in postmen))

    changes = [line for line in duty.wecom.requests if "update_template_card" in line]
    assert len(changes) == 2


def told_to_resident(duty: Duty) -> list[str]:
    with duty.office.database.reading() as session:
        query = select(Outgoing.text).where(col(Outgoing.resident_id).is_not(None))
        return list(session.exec(query.order_by(col(Outgoing.id))))


def codes(duty: Duty) -> list[str | None]:
    with duty.office.database.reading() as session:
        sent = select(StaffCard.response_code).join(Outgoing)
        return list(session.exec(sent.where(Outgoing.state == MessageState.ACCEPTED)))
