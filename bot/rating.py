"""我要评价: the open form, which anybody who is linked to a home may fill in at any time (R3)."""

from bot.desk import Desk
from bot.handing_over import call_human
from bot.surveying import take_part, take_survey
from flows.forms.answers import Response
from flows.forms.built_in import OPEN_FORM, built_in
from flows.forms.opinions import opinions
from flows.rules.vocabulary import CaseKind, Source
from flows.talks.item_options import in_words
from flows.talks.questionnaire import QuestionnaireSeed
from flows.talks.results import Begin, HumanWanted, Talk
from flows.wording.say import say
from storage.answering import invitation_asked
from storage.conversations import Conversation
from storage.forms import form_of, publish_form, published
from storage.residents import SMS
from storage.responses import FormResponse, keep_response


def begin_rating(desk: Desk, said: str) -> None:
    """Ask the open form, or the survey that asks the person's home at present.

    Whoever is not linked to a home is led there first, unless it was they who were asked.
    """
    person = desk.person
    if take_part(desk, said):
        return
    if not person.homes:
        desk.say(say("rating.enrol_first"))
        desk.begin(Begin(Talk.ENROLMENT))
        return
    form = built_in(OPEN_FORM)
    version = publish_form(person.session, form, person.now)
    desk.begin_with(Talk.QUESTIONNAIRE, QuestionnaireSeed(version.content, version.id))


def take_rating(desk: Desk, conversation: Conversation, response: Response) -> None:
    """Keep what was answered; an opinion is a suggestion, so that somebody answers it (R15)."""
    person = desk.person
    invitation_id = invitation_asked(person.session, conversation)
    if invitation_id is not None:
        take_survey(desk, conversation, response, invitation_id)
        return
    version = published(person.session, response.form, response.version)
    form = form_of(version)
    row = FormResponse(
        resident_id=person.resident.id,
        conversation_id=conversation.id,
        home_id=person.homes[0].id if len(person.homes) == 1 else None,
        mode=Source.SMS if person.identity.channel == SMS else Source.WECHAT,
        handed_in_at=person.now,
    )
    keep_response(person.session, version, response, row)
    desk.say(in_words(form.thanks))
    said = [words for _, words in opinions(form, response.answers)]
    if said:
        call_human(desk, HumanWanted("\n".join(said), kind=CaseKind.SUGGESTION))
