"""What a member of staff does in WeCom -> Incoming."""

from dataclasses import replace

from bot.channels import ChannelName, Event, Incoming, wechat_messages
from bot.channels.callbacks import Opened


def read_message(opened: Opened, corp_id: str) -> Incoming:
    """The message or event in an authentic callback; never raises.

    WeCom's documents are WeChat's, but the sender is a userid, which WeCom writes in any case and
    we in lower case. Of its events only a tapped menu item says something; the others, such as
    opening the app, come back as Event.UNKNOWN, to be acknowledged.
    """
    incoming = wechat_messages.read_message(opened, corp_id)
    event, understood = incoming.event, incoming.understood
    if event not in (None, Event.CLICK):
        event, understood = Event.UNKNOWN, False
    return replace(
        incoming,
        channel=ChannelName.WECOM,
        account=corp_id,
        sender=incoming.sender.lower(),
        event=event,
        understood=understood,
    )
