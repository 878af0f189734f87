"""Whatever rungs refuse, in whatever order they stand: it arrives by the next, and it shows.

The real channels, against the providers' fakes: each rung is refused as its provider refuses it.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import chain, combinations, count

import pytest
from aiohttp import ClientSession

from bot.api.showing import show_file
from bot.channels import Channel
from bot.channels.sms_gateway import SmsChannel
from bot.channels.twilio_gateway import TwilioGateway
from bot.channels.wechat import WeChatCustomerService, WeChatSubscription, WeChatTemplate
from bot.channels.wecom import WeComApp
from bot.channels.wecom_client import fetch_wecom_token
from bot.provider_settings import WeComSettings
from flows.rules.reach import CALL, SMS, WECHAT, WECHAT_SUBSCRIBE, WECHAT_TEMPLATE, WECOM
from flows.rules.vocabulary import MessageState, Purpose
from storage.cases import Case
from storage.subscriptions import accept_template
from tests.bot.channels.patience import PATIENT
from tests.bot.channels.twilio_requests import SETTINGS as TWILIO
from tests.bot.channels.wechat_office import Office
from tests.bot.each_database import BOTH_DATABASES, url_of
from tests.bot.post_office import PostOffice
from tests.fakes.tokens import MemoryTokens
from tests.fakes.twilio import FakeTwilio
from tests.fakes.wechat import FakeWeChat
from tests.fakes.wecom import FakeWeCom

SUBSCRIBED, APPROVED = "a-template-that-needs-a-yes", "a-template-of-the-account"
SHORT = "师傅明天上午九点到"
LONG = "师傅明天上午九点到，请您留人在家，并把厨房水槽下面的东西先移开"
ORDERS = {
    "heard in WeChat": (WECHAT, WECHAT_SUBSCRIBE, WECHAT_TEMPLATE, SMS),
    "heard by SMS": (SMS, WECHAT, WECHAT_SUBSCRIBE, WECHAT_TEMPLATE),
    "too long for a template": (WECHAT, SMS, WECHAT_SUBSCRIBE, WECHAT_TEMPLATE),
}
"""In which order the rungs stand, and why."""
SAYS = {
    WECHAT: "45015: the reader has not written for 48 hours",
    WECHAT_SUBSCRIBE: "43101: the reader takes no messages of this template",
    WECHAT_TEMPLATE: "40037: the account has no such template",
    SMS: "21614: not a mobile number",
    WECOM: "81013: nobody of those addressed can get it",
}
"""How each rung refuses."""
MEMBERS = ("chen", "zhou", "wang", "zhao")
FIELDS = {
    "number": "TS-1",
    "status": "处理中",
    "phrase": "处理中",
    "place": "8-1-302",
    "time": "2026-11-24 10:30",
    "more": "…回“进度”看全文",
}


def refusing(rungs: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Every choice of rungs that refuse."""
    return list(chain.from_iterable(combinations(rungs, size) for size in range(len(rungs) + 1)))


@dataclass
class Providers:
    """The fakes, the real channels to them, and the estate that writes through these."""

    office: PostOffice
    wechat: FakeWeChat
    twilio: FakeTwilio
    wecom: FakeWeCom
    channels: dict[str, Channel]
    people: "count[int]" = field(default_factory=lambda: count(1))

    def arrived(self, openid: str, number: str) -> list[str]:
        """By which rungs a resident got something, according to the providers."""
        names = {"custom": WECHAT, "subscribe": WECHAT_SUBSCRIBE, "template": WECHAT_TEMPLATE}
        ours = [names[one["kind"]] for one in self.wechat.sent if one["touser"] == openid]
        return ours + [SMS for _ in self.twilio.sent_to(number)]

    def resident(self, order: str, refused: tuple[str, ...]) -> tuple[int, str, str]:
        """Somebody with both addresses, of whom the providers know what our rows do not."""
        who = next(self.people)
        openid, number = f"o-resident-{who:04d}", f"+8529{who:07d}"
        resident = self.office.resident(openid=openid, phone=number)
        with self.office.changing() as session:
            if order == "heard by SMS":
                identity = self.office.identity(resident, SMS)
                identity.last_heard_at = self.office.now + timedelta(seconds=1)
                session.add(identity)
            identity_id = self.office.identity(resident, WECHAT).id
            accept_template(session, identity_id, SUBSCRIBED, self.office.now, sends=1)
        self.wechat.followers.add(openid)
        if WECHAT not in refused:
            self.wechat.heard(openid)
        if WECHAT_SUBSCRIBE not in refused:
            self.wechat.consents[(openid, SUBSCRIBED)] = 1
        self.wechat.templates = {SUBSCRIBED}
        if WECHAT_TEMPLATE not in refused:
            self.wechat.templates.add(APPROVED)
        if SMS in refused:
            self.twilio.problems[number] = 21614
        return resident, openid, number


@pytest.fixture
async def providers(request: pytest.FixtureRequest) -> AsyncIterator[Providers]:
    office = PostOffice(url_of(request))
    office.templates[Purpose.CASE] = APPROVED
    office.subscriptions[Purpose.CASE] = SUBSCRIBED
    wechat, twilio, wecom = FakeWeChat(), FakeTwilio(), FakeWeCom(MEMBERS)
    async with AsyncExitStack() as stack:
        for fake in (wechat, twilio, wecom):
            await stack.enter_async_context(fake.running())
        session = await stack.enter_async_context(ClientSession())
        account = Office.open(wechat, session).account
        gateway = TwilioGateway(
            session, replace(TWILIO, api_base=twilio.base), "https://huiyin.example", PATIENT
        )
        tokens = MemoryTokens(
            lambda: fetch_wecom_token(session, wecom.base, wecom.corp_id, wecom.secret, PATIENT)
        )
        company = WeComSettings(
            corp_id=wecom.corp_id,
            agent_id=wecom.agent_id,
            secret=wecom.secret,
            token="",
            encoding_aes_key="",
            robot_key=None,
            api_base=wecom.base,
        )
        channels: dict[str, Channel] = {
            WECHAT: WeChatCustomerService(account),
            WECHAT_SUBSCRIBE: WeChatSubscription(account),
            WECHAT_TEMPLATE: WeChatTemplate(account),
            SMS: SmsChannel(elsewhere=gateway),
            WECOM: WeComApp(session, company, tokens, PATIENT),
        }
        yield Providers(office, wechat, twilio, wecom, channels)
    office.close()
    assert wechat.violations + twilio.violations + wecom.violations == []


async def climb(providers: Providers, order: str, refused: tuple[str, ...]) -> None:
    """Send one message up a ladder on which these rungs refuse, and look what became of it."""
    office = providers.office
    resident, openid, number = providers.resident(order, refused)
    case = office.case(resident)
    is_long = order == "too long for a template"
    text = LONG if is_long else SHORT
    message = office.write(
        text, resident_id=resident, case_id=case, is_answer=is_long, fields={**FIELDS, "text": text}
    )

    await office.postman(channels=providers.channels).drain(office.now)

    climbed = []
    for rung in ORDERS[order]:
        climbed.append(rung)
        if rung not in refused:
            break
    taken = CALL if climbed[-1] in refused else climbed[-1]
    assert providers.arrived(openid, number) == ([] if taken == CALL else [taken])
    calls = [one.text for one in office.tasks() if one.case_id == case]
    assert calls == ([text] if taken == CALL else [])
    with office.database.reading() as session:
        shown = show_file(session, session.get_one(Case, case))["messages"]
    assert isinstance(shown, list)
    (told,) = [one for one in shown if one["id"] == message]
    assert told["channel"] == taken
    assert [(one["channel"], one["outcome"], one["reason"]) for one in told["tries"]] == [
        (rung, "refused", SAYS[rung]) if rung in refused else (rung, "accepted", None)
        for rung in climbed
    ]


@pytest.mark.parametrize("providers", BOTH_DATABASES, indirect=True)
@pytest.mark.parametrize("order", ORDERS)
async def test_it_arrives_once_by_the_next_rung_and_the_case_shows_how(
    providers: Providers, order: str
) -> None:
    for refused in refusing(ORDERS[order]):
        await climb(providers, order, refused)


async def test_a_push_to_staff_arrives_once_by_the_next_rung(providers: Providers) -> None:
    office = providers.office
    for who, refused in enumerate(refusing((WECOM, SMS))):
        number = f"+8526{who:07d}"
        userid = f"nobody{who}" if WECOM in refused else MEMBERS[who]
        member = office.member(userid, phone=number)
        if SMS in refused:
            providers.twilio.problems[number] = 21614
        push = office.push(f"新事项 {who}", member)

        await office.postman(channels=providers.channels).drain(office.now)

        by_app = [text for text in providers.wecom.sent_to(userid) if f"新事项 {who}" in text]
        assert len(by_app) == (WECOM not in refused)
        by_sms = len(providers.twilio.sent_to(number))
        assert by_sms == (WECOM in refused and SMS not in refused)
        state = MessageState.ACCEPTED if by_app or by_sms else MessageState.REFUSED
        assert office.state(push) is state
