"""Who takes a message: the residents' reception, the staff's chat, or who keeps STOP and START."""

from collections.abc import Callable
from functools import partial

from bot.channels import ChannelName, Incoming
from bot.channels.sms_opt_out import OptOut, opt_out_word
from bot.filing import Answer
from bot.reception import opt_out, receive
from bot.staff_chat import hear_staff


def work_for(message: Incoming) -> Callable[..., Answer]:
    """The blocking work that takes this message in one transaction."""
    if message.channel is ChannelName.WECOM:
        return hear_staff
    is_word = message.channel is ChannelName.SMS and message.understood
    word = opt_out_word(message.text) if is_word else None
    return receive if word is None else partial(opt_out, out=word is OptOut.OUT)
