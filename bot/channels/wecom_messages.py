"""What a member of staff does in WeCom -> Incoming."""

from dataclasses import replace

from bot.channels import ChannelName, Event, Incoming, Press, wechat_messages
from bot.channels.callbacks import Opened
from bot.channels.payloads import Fields, word

PRESSED = "template_card_event"
SAYS_NOTHING = frozenset(
    {"enter_agent", "subscribe", "unsubscribe", "location", "view", "template_card_menu_event"}
)
"""Events that come with every step in WeCom and ask for nothing."""


def read_message(opened: Opened, corp_id: str) -> Incoming:
    """The message or event in an authentic callback; never raises.

    WeCom's documents are WeChat's, but the sender is a userid, which WeCom writes in any case and
    we in lower case. Of its events a pressed button and a tapped menu item say something. All
    others come back as Event.UNKNOWN, to be acknowledged; what is not even known by name, as not
    understood.
    """
    common = wechat_messages.read_message(opened, corp_id)
    incoming = replace(
        common,
        channel=ChannelName.WECOM,
        account=corp_id,
        sender=common.sender.lower(),
    )
    if incoming.event in (None, Event.CLICK):
        return incoming
    name = word(opened.fields, "Event").lower()
    press = _press(opened.fields) if name == PRESSED and incoming.sender else None
    if press is not None:
        return replace(incoming, event=Event.PRESS, press=press, understood=True)
    return replace(incoming, event=Event.UNKNOWN, understood=name in SAYS_NOTHING)


def _press(fields: Fields) -> Press | None:
    """What was pressed; None without the two names that tell it."""
    card, button = word(fields, "TaskId"), word(fields, "EventKey")
    return Press(card, button, word(fields, "ResponseCode")) if card and button else None
