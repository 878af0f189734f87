"""人工 whose estate nobody named: somebody is called all the same, where it is likeliest."""

from datetime import datetime

from sqlmodel import Session, col, select

from flows.engine.photos import collected_photos
from flows.rules.vocabulary import CaseClass, CaseKind, DeadlineKind, Source, Urgency
from flows.talks.registry import load_seed
from flows.talks.small_talks import HandOverSeed
from flows.wording.say import say
from storage.case_opening import NewCase, open_case
from storage.conversations import Conversation, ConversationState, answers_of, close, seed_of
from storage.deadlines import live
from storage.estates import Estate, policy_in_force
from storage.residents import Identity
from storage.staff_named import not_for
from storage.telling import in_words, language_of, tell_reporter


def call_somebody(session: Session, conversation: Conversation, now: datetime) -> None:
    """Open the case that the conversation would have come to, and tell the resident its number."""
    seed = load_seed(HandOverSeed, seed_of(session, conversation))
    answers = answers_of(session, conversation)
    meant = session.exec(select(Estate).where(col(Estate.name).in_(seed.estates))).all()
    (estate,) = (one for one in meant if one.name == seed.estates[0])
    identity = session.get_one(Identity, conversation.identity_id)
    language = language_of(session, conversation.resident_id)
    untold = in_words(session, say("hand_over.untold"), language)
    kind = CaseKind.COMPLAINT if seed.in_person else CaseKind(seed.kind)
    told = str(answers.get("details") or "")
    about = not_for(session, [one.id for one in meant], kind, told)
    new = NewCase(
        estate_id=estate.id,
        kind=kind,
        case_class=CaseClass.OTHER,
        urgency=Urgency.NORMAL,
        text=told or untold,
        source=Source(identity.channel),
        reporter_id=conversation.resident_id,
        identity_id=identity.id,
        in_person=seed.in_person,
        not_for_id=None if about is None else about.id,
        media_ids=tuple(int(name.removeprefix("m")) for name in collected_photos(answers)),
    )
    case = open_case(session, new, now)
    close(session, conversation, ConversationState.DONE, now)
    (first_response, *_) = live(session, case.id, DeadlineKind.FIRST_RESPONSE)
    tell_reporter(
        session,
        case,
        say("hand_over.receipt", number=case.number, due=first_response.due_at),
        key="receipt",
        policy=policy_in_force(session, estate.id, now),
        now=now,
    )
