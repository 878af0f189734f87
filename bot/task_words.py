"""What a call is about, whom it goes to and what to say: put together when somebody reads it.

So the words of an opinion stand in one place, where the law can have them erased (R66).
"""

from dataclasses import dataclass

from sqlmodel import Session

from bot.api.texts import masked
from flows.rules.vocabulary import Language
from flows.talks.item_options import in_words as in_each_language
from flows.wording.say import Say, plain, say
from storage.cases import Case
from storage.earlier_ratings import Rating, rating_before, rating_in
from storage.estates import Home
from storage.forms import FormVersion, form_of
from storage.invitations import Invitation
from storage.residents import Resident, phone_of
from storage.responses import FormResponse
from storage.survey_calls import opinions_in
from storage.tasks import Task, TaskReason
from storage.telling import STAFF_LANGUAGE, in_words


@dataclass(frozen=True)
class Called:
    """Who is called, where they live, and a rating of theirs that is to be asked about (R22)."""

    home: str | None
    resident_id: int | None
    phone: str | None
    rating: Rating | None


def called_by(session: Session, task: Task) -> Called:
    """Whom a task calls; the number is masked, the whole one has a door of its own (R66)."""
    if task.campaign_id is None:
        case = session.get_one(Case, task.of_case)
        return _called(session, case.home_id, case.reporter_id, _of_revisit(session, task, case))
    invitation = session.get_one(Invitation, task.invitation_id)
    response = _response(session, task)
    resident_id = invitation.resident_id if response is None else response.resident_id
    is_check = task.reason is TaskReason.CHECK and response is not None
    rating = rating_in(session, response) if is_check and response is not None else None
    return _called(session, invitation.home_id, resident_id or invitation.resident_id, rating)


def text_of(session: Session, task: Task, language: Language = STAFF_LANGUAGE) -> str:
    """What whoever makes the call reads."""
    if task.campaign_id is not None:
        return in_words(session, _in_words(session, task, language), language)
    rating = called_by(session, task).rating
    if rating is None:
        return task.text
    label = say(f"Satisfaction.{rating.satisfaction.value}")
    asked = say("survey.script_revisit", rating=label)
    return in_words(session, say("lines", lines=(plain(task.text), asked)), language)


def _in_words(session: Session, task: Task, language: Language) -> Say:
    called = called_by(session, task)
    phone = plain(called.phone) if called.phone else say("survey.no_phone")
    head = say(f"survey.call_{task.reason.value}", home=plain(called.home or "—"), phone=phone)
    match task.reason:
        case TaskReason.OPINION:
            said = tuple(plain(f"“{words}”") for words in _opinions(session, task, language))
            return say("lines", lines=(head, *said, say("survey.script_opinion")))
        case TaskReason.CHECK if called.rating is not None:
            label = say(f"Satisfaction.{called.rating.satisfaction.value}")
            return say("lines", lines=(head, say("survey.script_check", rating=label)))
        case TaskReason.CHECK:
            return say("lines", lines=(head, say("survey.script_unrated")))
        case _:
            return say("lines", lines=(head, say("survey.script_unreturned")))


def _opinions(session: Session, task: Task, language: Language) -> list[str]:
    """Each opinion behind the item that it was said about; nothing once it is erased."""
    response = _response(session, task)
    if response is None:
        return []
    form = form_of(session.get_one(FormVersion, response.form_version_id))
    said = opinions_in(session, response)
    labels = [in_each_language(form.item(item).label) for item, _ in said]
    return [
        f"{in_words(session, label, language)}：{words}"
        for label, (_, words) in zip(labels, said, strict=True)
    ]


def _called(
    session: Session, home_id: int | None, resident_id: int | None, rating: Rating | None
) -> Called:
    home = None if home_id is None else session.get_one(Home, home_id).code
    resident = None if resident_id is None else session.get_one(Resident, resident_id)
    phone = None if resident is None else masked(phone_of(session, resident))
    return Called(home, resident_id, phone, rating)


def _of_revisit(session: Session, task: Task, case: Case) -> Rating | None:
    if task.reason is not TaskReason.REVISIT or case.reporter_id is None:
        return None
    return rating_before(session, case.reporter_id, task.created_at)


def _response(session: Session, task: Task) -> FormResponse | None:
    return None if task.response_id is None else session.get_one(FormResponse, task.response_id)
