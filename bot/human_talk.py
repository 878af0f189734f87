"""A resident who talks with a member of staff in person: the bot passes on, and keeps still."""

from bot.desk import Desk
from bot.reporting import pass_on
from flows.engine.ask import Reply
from flows.understanding.message_reading import is_alarm
from flows.wording.say import say
from storage.cases import Case
from storage.takeovers import is_over, lapse, touch, unended


def heard_in_person(desk: Desk, reply: Reply) -> bool:
    """Pass a message on to whoever talks with the person; False where the bot is to answer.

    Danger goes first: the bot takes it as an emergency, whoever is talking.
    """
    session, now = desk.person.session, desk.person.now
    takeover = unended(session, desk.person.resident.id)
    if takeover is None:
        return False
    case = session.get_one(Case, takeover.case_id)
    if is_over(takeover, case, desk.person.policy, now):
        lapse(session, takeover, case, now)
        desk.say(say("takeover.back"))
        return False
    if is_alarm(reply.text):
        return False
    pass_on(desk, case, reply)
    touch(session, takeover, now)
    return True
