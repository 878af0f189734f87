"""The providers that the settings switch on, each behind the channels that it serves."""

from dataclasses import dataclass, field
from functools import partial

from aiohttp import ClientSession

from bot.channels import Channel, ChannelName
from bot.channels.aliyun_gateway import AliyunGateway
from bot.channels.sms_gateway import SmsChannel, SmsGateway
from bot.channels.wechat import WeChatCustomerService, WeChatSubscription, WeChatTemplate
from bot.channels.wechat_client import OfficialAccount, StableToken
from bot.channels.wecom import WeComApp, WeComRobot
from bot.channels.wecom_client import fetch_wecom_token
from bot.channels.wecom_login import WeComLogin
from bot.fetchers import Fetchers
from bot.provider_settings import WeChatSettings
from bot.settings import Settings
from bot.token_store import RowTokenStore
from storage.database import Database


@dataclass
class Providers:
    """What is on: channels by their rung of the ladder, and what the webhooks read with."""

    channels: dict[str, Channel] = field(default_factory=dict)
    wechat: OfficialAccount | None = None
    wecom_login: WeComLogin | None = None
    twilio: SmsGateway | None = None
    aliyun: AliyunGateway | None = None
    sms: SmsChannel | None = None

    def described(self) -> str:
        """Who is on, for a line of the log."""
        gateways = {"Alibaba Cloud for +86": self.aliyun, "Twilio": self.twilio}
        sms = ", ".join(name for name, gateway in gateways.items() if gateway is not None)
        names = {
            "WeChat": ChannelName.WECHAT in self.channels,
            "WeCom": ChannelName.WECOM in self.channels,
            f"SMS ({sms})": bool(sms),
        }
        return ", ".join(name for name, is_on in names.items() if is_on) or "none"

    def is_two_way(self, number: str) -> bool:
        """Tell whether an SMS to a number can be answered; one of the simulator's always can."""
        return self.sms is None or self.sms.is_two_way(number)

    def is_abroad(self, number: str) -> bool:
        """Tell whether a provider outside of mainland China sends an SMS to a number."""
        return self.sms is not None and self.sms.is_abroad(number)


def connect(
    settings: Settings, session: ClientSession, database: Database, fetchers: Fetchers
) -> Providers:
    """Every provider whose settings are given; their fetch functions are put into `fetchers`."""
    on = Providers()
    _connect_wechat(on, settings, session, database, fetchers)
    _connect_wecom(on, settings, session, database)
    _connect_sms(on, settings, session, fetchers)
    return on


def official_account(
    wechat: WeChatSettings, session: ClientSession, database: Database
) -> OfficialAccount:
    """WeChat's API, with the access token that all processes share."""
    fetch = partial(StableToken.fetch, session, wechat.api_base, wechat.app_id, wechat.app_secret)
    tokens = RowTokenStore(database, f"wechat {wechat.app_id}", fetch)
    return OfficialAccount(session, wechat.api_base, wechat.app_id, tokens)


def _connect_wechat(
    on: Providers,
    settings: Settings,
    session: ClientSession,
    database: Database,
    fetchers: Fetchers,
) -> None:
    if (wechat := settings.wechat) is None:
        return
    account = official_account(wechat, session, database)
    on.wechat = account
    customer_service = WeChatCustomerService(account)
    on.channels[ChannelName.WECHAT] = customer_service
    on.channels[ChannelName.WECHAT_TEMPLATE] = WeChatTemplate(account)
    on.channels[ChannelName.WECHAT_SUBSCRIBE] = WeChatSubscription(account)
    fetchers.provider[ChannelName.WECHAT] = customer_service.fetch_media


def _connect_wecom(
    on: Providers, settings: Settings, session: ClientSession, database: Database
) -> None:
    if (wecom := settings.wecom) is None:
        return
    fetch = partial(fetch_wecom_token, session, wecom.api_base, wecom.corp_id, wecom.secret)
    tokens = RowTokenStore(database, f"wecom {wecom.corp_id}", fetch)
    on.channels[ChannelName.WECOM] = WeComApp(session, wecom, tokens)
    on.wecom_login = WeComLogin(session, wecom, tokens)
    if wecom.robot_key is not None:
        robot = WeComRobot(session, wecom.api_base, wecom.robot_key)
        on.channels[ChannelName.ROBOT] = robot


def _connect_sms(
    on: Providers, settings: Settings, session: ClientSession, fetchers: Fetchers
) -> None:
    if settings.twilio is not None:
        from bot.channels.twilio_gateway import TwilioGateway

        twilio = TwilioGateway(session, settings.twilio, settings.public_base_url)
        on.twilio = twilio
        fetchers.provider[ChannelName.SMS] = twilio.fetch_media
    if settings.aliyun is not None:
        on.aliyun = AliyunGateway(session, settings.aliyun)
    if on.twilio is not None or on.aliyun is not None:
        on.sms = SmsChannel(mainland=on.aliyun, elsewhere=on.twilio)
        on.channels[ChannelName.SMS] = on.sms
