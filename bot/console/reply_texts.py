"""Beginnings of an answer in the tone of the house (R28), in the language of who reported."""

from sqlmodel import Session

from flows.rules.vocabulary import CaseState, Language
from flows.wording.catalogue import render
from flows.wording.say import say
from storage.database import zone_of
from storage.own_wording import own_wordings

COMING = say("reply.coming")
LOOKING = say("reply.looking")
SOONER = say("reply.no_answer_yet")
NOISE = say("reply.talked")
ASKING = say("reply.where")
THANKS = say("reply.thanks")
BEFORE, AFTER = (COMING, LOOKING, SOONER, NOISE, ASKING), (ASKING, THANKS)


def reply_texts(
    session: Session, estate_id: int, state: CaseState, language: Language
) -> list[str]:
    """What somebody may begin with, as the case stands; in the estate's own words where it has."""
    own, zone = own_wordings(session, estate_id), zone_of(session)
    texts = AFTER if state is CaseState.RESOLVED else BEFORE
    return [own.get((one.key, language)) or render(one, language, zone) for one in texts]
