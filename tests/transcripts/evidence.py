"""What must have happened in a conversation for it to show a matter: rows, or what was said.

A transcript claims its matters in its head; whatever it claims and does not show fails. A matter is
shown in a language by somebody who reads that language.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from flows.rules.survey.invitations import Known
from flows.rules.verb_fields import Adoption
from flows.rules.vocabulary import CaseKind, Language, ResidentVerb, Source, Urgency
from flows.talks.results import Talk
from flows.wording.catalogue import sentences
from storage.audit import AuditEntry
from storage.cases import RESIDENT, Case, CaseEvent, Media
from storage.consents import Consent
from storage.conversations import Conversation, answers_of, seed_of
from storage.enrolment import EnrolmentRequest
from storage.followers import Follower
from storage.inbound import Inbound
from storage.invitations import Invitation
from storage.news import News
from storage.outgoing import Outgoing
from storage.residents import Identity, Resident
from storage.responses import FormResponse
from storage.sign_offs import SignOff
from storage.tasks import Task, TaskReason
from storage.upload_links import UploadLink
from tests.transcripts.matters import Matter
from tests.transcripts.script import Script
from tests.transcripts.stage import INDENT

EVERY_LANGUAGE = frozenset(Language)
VISITS = ("visit_agreed", "visit_declined", "visit_moved", "visit_called_off", "contact_declined")
KEYED_IN = frozenset(Source) - {Source.WECHAT, Source.SMS, Source.WEB}
FEES = re.compile(r"费|費|fee", re.IGNORECASE)
DATA_MEANT = re.compile(r"信息|資料|资料|資訊|data|information", re.IGNORECASE)
_PARAMETER = re.compile(r"\{\w+\}")


@dataclass(frozen=True)
class Played:
    """A conversation after its last turn: its rows, and every word that was said."""

    session: Session
    script: Script
    text: str


Evidence = Callable[[Played], frozenset[Language]]
"""The languages in which a conversation shows a matter."""


def unshown(played: Played) -> list[str]:
    """What the head of a transcript claims and the conversation does not show."""
    return [
        f"{name} {language.value}"
        for name in played.script.matters
        for language in played.script.languages
        if language not in EVIDENCE[Matter(name)](played)
    ]


def _cases(is_meant: Callable[[Case], object]) -> Evidence:
    """Such a case, by whoever reported it."""

    def shown(played: Played) -> frozenset[Language]:
        cases = played.session.exec(select(Case))
        return _read_by(played, (one.reporter_id for one in cases if is_meant(one)))

    return shown


def _events(*kinds: str, by: str = "") -> Evidence:
    """Such a line of a case, by whoever reported the case."""

    def shown(played: Played) -> frozenset[Language]:
        query = (
            select(Case.reporter_id, CaseEvent.speaker_id)
            .join(CaseEvent, col(CaseEvent.case_id) == col(Case.id))
            .where(col(CaseEvent.kind).in_(kinds))
        )
        if by:
            query = query.where(CaseEvent.by == by)
        return _read_by(played, (person for both in played.session.exec(query) for person in both))

    return shown


def _talks(flow: Talk) -> Evidence:
    """Such a conversation."""

    def shown(played: Played) -> frozenset[Language]:
        talks = played.session.exec(select(Conversation).where(Conversation.flow == flow))
        return _read_by(played, (talk.resident_id for talk in talks))

    return shown


def _reports(kind: CaseKind) -> Evidence:
    """A report of a kind, also one that came to nothing."""

    def shown(played: Played) -> frozenset[Language]:
        query = select(Conversation).where(Conversation.flow == Talk.REPORT)
        begun = [
            talk.resident_id
            for talk in played.session.exec(query)
            if kind.value in (seed_of(played.session, talk)["kind"], _answered_kind(played, talk))
        ]
        return _read_by(played, begun)

    return _any(shown, _cases(lambda case: case.kind is kind))


def _answered_kind(played: Played, talk: Conversation) -> object:
    return answers_of(played.session, talk).get("kind")


def _said(*keys: str) -> Evidence:
    """One of these sentences, in the language in which it was said."""

    def shown(played: Played) -> frozenset[Language]:
        text = played.text.replace(f"\n{INDENT}", "\n")
        return frozenset(
            language
            for language in Language
            if any(_pattern(sentences(language)[key]).search(text) for key in keys)
        )

    return shown


def _any(*kinds: Evidence) -> Evidence:
    return lambda played: frozenset().union(*(one(played) for one in kinds))


def _rows(people: Callable[[Session], Iterable[int | None]]) -> Evidence:
    """Rows of these people."""
    return lambda played: _read_by(played, people(played.session))


def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, _PARAMETER.split(sentence))), re.DOTALL)


def _read_by(played: Played, people: Iterable[int | None]) -> frozenset[Language]:
    """What these people read; of a person whom nobody knows, any language may be meant."""
    known = {one.id: one.language for one in played.session.exec(select(Resident))}
    ids = set(people)
    return (
        EVERY_LANGUAGE
        if None in ids and ids == {None}
        else frozenset(known[one] for one in ids if one is not None)
    )


def _joining(session: Session) -> Iterable[int | None]:
    """Whoever follows, and who did until they left."""
    joined = select(CaseEvent.speaker_id).where(CaseEvent.kind == "joined")
    return [*session.exec(select(Follower.resident_id)), *session.exec(joined)]


def _of_cases(session: Session, *ids: int | None) -> Iterable[int | None]:
    return session.exec(select(Case.reporter_id).where(col(Case.id).in_(ids)))


def _signers(session: Session) -> Iterable[int | None]:
    return _of_cases(session, *session.exec(select(SignOff.case_id)))


def _uploaders(session: Session) -> Iterable[int | None]:
    return _of_cases(session, *session.exec(select(UploadLink.case_id)))


def _unanswering(session: Session) -> Iterable[int | None]:
    query = select(Task.case_id).where(Task.reason == TaskReason.REVISIT)
    return _of_cases(session, *session.exec(query))


def _told_of_work(session: Session) -> Iterable[int | None]:
    is_news = (col(Outgoing.unique_key).contains(f" {news.value} ") for news in News)
    query = select(Outgoing.resident_id).where(
        or_(*is_news), col(Outgoing.resident_id).is_not(None)
    )
    return session.exec(query)


def _choosing(session: Session) -> Iterable[int | None]:
    return session.exec(select(Consent.resident_id))


def _applicants(session: Session) -> Iterable[int | None]:
    query = select(Identity.resident_id).join(
        EnrolmentRequest, col(EnrolmentRequest.identity_id) == col(Identity.id)
    )
    return session.exec(query)


def _keyed_in(session: Session) -> Iterable[int | None]:
    subjects = session.exec(
        select(AuditEntry.subject).where(col(AuditEntry.action).in_([*ResidentVerb]))
    )
    return [int(one.removeprefix("resident ")) for one in subjects]


def _parted(session: Session) -> Iterable[int | None]:
    """Whose number is somebody else's by now."""
    query = select(Case, Identity).join(Identity, col(Identity.id) == col(Case.identity_id))
    both = session.exec(query)
    return [case.reporter_id for case, one in both if case.reporter_id != one.resident_id]


def _sent(kind: str) -> Evidence:
    """Evidence of a kind that somebody sent."""

    def shown(played: Played) -> frozenset[Language]:
        query = (
            select(Identity)
            .join(Inbound, col(Inbound.identity_id) == col(Identity.id))
            .join(Media, col(Media.inbound_id) == col(Inbound.id))
            .where(Media.kind == kind)
        )
        return _read_by(played, (one.resident_id for one in played.session.exec(query)))

    return shown


def _located(played: Played) -> frozenset[Language]:
    """Whose case is where a position was sent from."""
    places = {
        act.what
        for turn in played.script.lines
        if not isinstance(turn, str)
        for act in turn.acts
        if act.verb == "位置"
    }
    return _cases(lambda case: case.place in places)(played)


def _choosing_language(session: Session) -> Iterable[int | None]:
    return session.exec(select(Resident.id).where(col(Resident.language_chosen_at).is_not(None)))


def _surveyed(session: Session) -> Iterable[int | None]:
    """Who was asked in a survey and handed it in."""
    query = select(FormResponse.resident_id).where(col(FormResponse.invitation_id).is_not(None))
    return session.exec(query)


def _refusing(session: Session) -> Iterable[int | None]:
    """Who did not want to be asked any more."""
    return session.exec(select(Invitation.resident_id).where(Invitation.known == Known.REFUSED))


def _rating(session: Session) -> Iterable[int | None]:
    return session.exec(select(FormResponse.resident_id))


HINTS = tuple(key for key in sentences(Language.SIMPLIFIED) if key.startswith("hint."))
HAND_OVERS = tuple(key for key in sentences(Language.SIMPLIFIED) if key.startswith("hand_over."))

EVIDENCE: Mapping[Matter, Evidence] = {
    Matter.COMPLAINT: _reports(CaseKind.COMPLAINT),
    Matter.REPAIR: _reports(CaseKind.REPAIR),
    Matter.EMERGENCY: _cases(lambda case: case.urgency is Urgency.EMERGENCY),
    Matter.ADOPTED: _cases(lambda case: case.adoption is Adoption.ADOPTED),
    Matter.DECLINED: _cases(lambda case: case.adoption is Adoption.DECLINED),
    Matter.PRAISE: _cases(lambda case: case.kind is CaseKind.PRAISE),
    Matter.ENQUIRY_ANSWERED: _said("enquiry.answer"),
    Matter.ENQUIRY_TO_HUMAN: _cases(lambda case: case.kind is CaseKind.ENQUIRY),
    Matter.FEE_DOUBTED: _cases(
        lambda case: case.kind is CaseKind.ENQUIRY and FEES.search(case.text)
    ),
    Matter.REVIEW: _events("review", by=RESIDENT),
    Matter.WITHDRAWAL: _any(_events("withdrawn", by=RESIDENT), _events("left", by=RESIDENT)),
    Matter.MANAGER: _cases(lambda case: case.in_person),
    Matter.ABOUT_STAFF: _cases(lambda case: case.not_for_id),
    Matter.MALICIOUS: _events("flagged"),
    Matter.OUTSIDE_UNIT: _any(_events("coordinated"), _said("case.coordinated")),
    Matter.FORWARDED: _events("forwarded"),
    Matter.REPEATED: _cases(lambda case: case.repeat_of_id),
    Matter.INCIDENT: _rows(_joining),
    Matter.REGISTERED: _cases(lambda case: case.source in KEYED_IN),
    Matter.HAND_BACK: _events("handed_back"),
    Matter.PLAN: _cases(lambda case: case.plan_decision),
    Matter.REVISIT_BY_STAFF: _events("revisited"),
    Matter.SIGN_OFF: _rows(_signers),
    Matter.ARCHIVED: _events("archived"),
    Matter.ROUNDS: _cases(lambda case: case.round > 1),
    Matter.EXTENSION: _events("extended"),
    Matter.PROGRESS: _rows(_told_of_work),
    Matter.REVISIT_YES: _cases(lambda case: case.verdict_fixed),
    Matter.REVISIT_NO: _events("not_fixed"),
    Matter.REVISIT_UNANSWERED: _rows(_unanswering),
    Matter.APPOINTMENT: _events(*VISITS),
    Matter.CONTACTS: _said("contacts.here"),
    Matter.UPLOAD: _rows(_uploaders),
    Matter.WISHES: _rows(_choosing),
    Matter.LANGUAGE: _rows(_choosing_language),
    Matter.PROXY: _cases(lambda case: case.for_whom_sealed),
    Matter.KEYED_IN: _rows(_keyed_in),
    Matter.BY_CODE: _talks(Talk.ENROLMENT_CODE),
    Matter.BY_QR: _talks(Talk.ENROLMENT_BY_QR),
    Matter.BY_STAFF: _rows(_applicants),
    Matter.PRIVACY_NOTICE: _said("privacy.begins"),
    Matter.RECYCLED_NUMBER: _rows(_parted),
    Matter.PERSONAL_DATA: _cases(
        lambda case: case.kind is CaseKind.HELP and DATA_MEANT.search(case.text)
    ),
    Matter.STATUS: _said("status.case", "status.none", "status.which"),
    Matter.HUMAN: _said(*HAND_OVERS),
    Matter.VOICE: _sent("voice"),
    Matter.PHOTO: _sent("image"),
    Matter.LOCATION: _located,
    Matter.STICKER: _said("conversation.sticker"),
    Matter.RATING: _rows(_rating),
    Matter.SURVEY: _rows(_surveyed),
    Matter.SURVEY_REFUSED: _rows(_refusing),
    Matter.UNKNOWN: _said(*HINTS),
}
