"""Beginnings of an answer in the tone of the house (R28), in the language of who reported."""

from zoneinfo import ZoneInfo

from flows.rules.vocabulary import CaseState, Language
from flows.wording.catalogue import render
from flows.wording.say import say

COMING = say("reply.coming")
LOOKING = say("reply.looking")
SOONER = say("reply.no_answer_yet")
NOISE = say("reply.talked")
ASKING = say("reply.where")
THANKS = say("reply.thanks")
BEFORE, AFTER = (COMING, LOOKING, SOONER, NOISE, ASKING), (ASKING, THANKS)


def reply_texts(state: CaseState, language: Language, zone: ZoneInfo) -> list[str]:
    """What somebody may begin with, as the case stands."""
    texts = AFTER if state is CaseState.RESOLVED else BEFORE
    return [render(one, language, zone) for one in texts]
