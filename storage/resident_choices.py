"""What a resident wants to get, and in which language, keyed in by whoever they told (P4, R66)."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session

from flows.rules.vocabulary import Language, MessageState, Purpose, ResidentVerb
from flows.wording.say import Say, say
from storage.answering import leave_surveys
from storage.audit import audit
from storage.consents import EVERYTHING, Given, consents_of, record_consent
from storage.estates import policy_in_force
from storage.moving import Keyed
from storage.outgoing import Outgoing, post
from storage.residents import Resident, identities
from storage.telling import in_words


def choose_contact(
    session: Session,
    resident: Resident,
    purposes: Sequence[str],
    *,
    wanted: bool,
    notice: Say,
    words: str,
    keyed: Keyed,
) -> None:
    """Add to the ledger what a resident said by voice or letter, and tell them so in writing.

    `notice` is what they are told; whoever wants nothing at all is not written to about it. An
    address that its owner has closed with STOP stays closed: only they can open it.
    """
    given = Given(keyed.told_by.value, words, in_words(session, notice, resident.language))
    for purpose in purposes:
        record_consent(session, resident.id, purpose, given, granted=wanted, now=keyed.now)
    if not wanted and {Purpose.SURVEY, EVERYTHING} & set(purposes):
        leave_surveys(session, resident.id, keyed.now)
    verb = ResidentVerb.OPT_IN if wanted else ResidentVerb.OPT_OUT
    _audit(session, verb, resident, keyed, ", ".join(purposes))
    if wanted or EVERYTHING not in purposes:
        newest = consents_of(session, resident.id)[-1].id
        _tell(session, resident, notice, f"consent {newest}", keyed)


def choose_language_for(
    session: Session, resident: Resident, language: Language, keyed: Keyed
) -> None:
    """From now on this person reads everything in this language; they are told so in it."""
    resident.language = language
    resident.language_chosen_at = keyed.now
    session.add(resident)
    session.flush()
    _audit(session, ResidentVerb.LANGUAGE, resident, keyed, language.value)
    key = f"resident {resident.id} language {keyed.now.isoformat()}"
    _tell(session, resident, say("language.changed"), key, keyed)


def closed_addresses(session: Session, resident: Resident) -> int:
    """How many addresses the person has closed themselves."""
    return sum(one.opted_out_at is not None for one in identities(session, resident.id))


def _tell(session: Session, resident: Resident, sentence: Say, key: str, keyed: Keyed) -> None:
    if resident.estate_id is None:
        return
    hours = policy_in_force(session, resident.estate_id, keyed.now).postman.not_after_hours.case
    post(
        session,
        Outgoing(
            unique_key=key,
            resident_id=resident.id,
            estate_id=resident.estate_id,
            purpose=Purpose.CASE,
            text=in_words(session, sentence, resident.language),
            state=MessageState.QUEUED,
            not_before=keyed.now,
            not_after=keyed.now + timedelta(hours=hours),
            created_at=keyed.now,
        ),
    )


def _audit(
    session: Session, verb: ResidentVerb, resident: Resident, keyed: Keyed, chosen: str
) -> None:
    audit(
        session,
        verb.value,
        f"resident {resident.id}",
        by=keyed.member.userid,
        via=keyed.via,
        now=keyed.now,
        told_by=keyed.told_by.value,
        chosen=chosen,
    )
