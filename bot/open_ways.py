"""Which ways to residents the settings open, known without calling any provider (R8)."""

from bot.channels import ChannelName
from bot.delivery.routes import Routes, TemplateIds
from bot.settings import Clock, Settings
from flows.rules.vocabulary import Purpose

SIMULATED = (
    ChannelName.WECHAT,
    ChannelName.WECHAT_TEMPLATE,
    ChannelName.SMS,
    ChannelName.WECOM,
    ChannelName.ROBOT,
)
"""The channels that the simulator stands in for where their provider is off."""
WECHAT = (ChannelName.WECHAT, ChannelName.WECHAT_TEMPLATE, ChannelName.WECHAT_SUBSCRIBE)


def open_ways(settings: Settings) -> Routes:
    """The ways to residents that a message could take, for whoever only asks which they are."""
    names: list[ChannelName] = []
    if settings.wechat is not None:
        names += WECHAT
    if settings.twilio is not None or settings.aliyun is not None:
        names.append(ChannelName.SMS)
    if settings.clock is Clock.ADJUSTABLE:
        names += SIMULATED
    return Routes({name.value: name.value for name in names}, templates_of(settings))


def templates_of(settings: Settings) -> dict[str, TemplateIds]:
    """Template ids by rung and kind; without an account, with a movable clock, made-up ones."""
    templates: dict[str, TemplateIds] = {}
    if settings.wechat is not None:
        templates[ChannelName.WECHAT_TEMPLATE] = settings.wechat.templates
        templates[ChannelName.WECHAT_SUBSCRIBE] = settings.wechat.subscribes
    elif settings.clock is Clock.ADJUSTABLE:
        templates[ChannelName.WECHAT_TEMPLATE] = dict.fromkeys(Purpose, "simulator")
    if settings.aliyun is not None:
        templates[ChannelName.SMS] = settings.aliyun.templates
    return templates
