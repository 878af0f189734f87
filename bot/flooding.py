"""Who writes faster than anybody can type is not read on, so that the others are (S4, F64)."""

from datetime import timedelta

from bot.desk import Desk
from bot.texts import legible
from flows.understanding.emergencies import dangers
from flows.wording.say import say
from storage.inbound import heard_since

SPAN = timedelta(minutes=1)


def is_flooding(desk: Desk, text: str) -> bool:
    """Whether a message is one too many of its address; one that tells of danger never is.

    It is filed all the same.
    """
    return _heard(desk) > _limit(desk) and not dangers(legible(text))


def ask_to_wait(desk: Desk) -> None:
    """Say once that it is too fast: two bots that answer each other must come to an end."""
    if _heard(desk) == _limit(desk) + 1:
        desk.say(say("conversation.too_fast"))


def _heard(desk: Desk) -> int:
    person = desk.person
    return heard_since(person.session, person.identity.id, person.now - SPAN)


def _limit(desk: Desk) -> int:
    return desk.person.policy.conversation.messages_per_minute
