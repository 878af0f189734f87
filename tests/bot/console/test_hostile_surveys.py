"""Whatever a questionnaire, a survey, its answers, or a file says is shown as words alone (S9).

What lies sealed or in documents, which the walk over the schema does not reach, is written here by
the way that people take: forms, answers, originals, messages of a case, names of uploads.
"""

from datetime import timedelta

from sqlmodel import Session, select

from flows.forms.answers import Given, Response
from flows.forms.form import Form
from flows.forms.reading import parse_form
from flows.forms.writing import form_digest
from flows.rules.survey.invitations import Happening
from flows.rules.survey.words import CampaignVerb, Reviewer
from flows.rules.vocabulary import MessageState, Source
from storage.campaign_signing import Spoken
from storage.campaigns import Campaign
from storage.cases import Case
from storage.conversations import Conversation, ConversationState, Starter, seal_document
from storage.forms import publish_form
from storage.inbound import Arrival, Inbound, enter
from storage.invitations import Invitation, happen
from storage.keys import keyring
from storage.outgoing import Outgoing
from storage.residents import Identity
from storage.responses import FormResponse, keep_response
from storage.staff import find_staff
from storage.survey_calls import after_return
from storage.tasks import Task
from tests.bot.console.desk import Desk
from tests.bot.console.test_delivery import a_message
from tests.bot.console.test_hostile_words import Bones
from tests.estate import CHEN, LI, Garden
from tests.survey_estate import run
from tests.surveys import running_campaign

ATTACKS = {
    "campaign title": "<script>alert(1)</script> 调查",
    "form title": "</title><svg/onload=a(1)>",
    "section": '"><img src=x onerror=a(1)>',
    "question": "{{7*7}}{% raw %}<script>q()</script>",
    "label": "<svg onload=a(1)>",
    "option": "<b onclick=a(1)>",
    "answer": "</textarea><script>alert('answer')</script>",
    "remark": "'><img src=x onerror=a(2)>",
    "original": "<iframe src=javascript:a(1)></iframe>",
    "where it lies": "</p><script>alert('paper')</script>",
    "message of a case": "<a href=javascript:a(1)>in</a>",
    "button": "<button onclick=a(3)>",
    "file of a list": "<img src=x onerror=a(4)>.csv",
}
"""What stands in each place; one is never part of another."""
SURVEYS, ESTATE = "/console/campaigns", "/console/estate"


def quoted(place: str) -> str:
    """The same in the file of a questionnaire."""
    words = "'" + ATTACKS[place].replace("'", "''") + "'"
    return f"{{zh-Hans: {words}, zh-Hant: {words}, en: {words}}}"


FORM = f"""id: hostile
version: 1
title: {quoted("form title")}
intro: {quoted("form title")}
thanks: {quoted("form title")}
sections:
  - id: all
    title: {quoted("section")}
    items:
      - id: overall
        kind: satisfaction
        overall: true
        label: {quoted("label")}
        text: {quoted("question")}
      - id: first
        kind: choice
        label: {quoted("label")}
        text: {quoted("question")}
        options:
          - {{value: one, grade: neutral, text: {quoted("option")}}}
          - {{value: two, grade: neutral, text: {{zh-Hans: 二, zh-Hant: 二, en: Two}}}}
      - id: opinion
        kind: text
        label: {quoted("label")}
        text: {quoted("question")}
"""


def surveyed(garden: Garden) -> str:
    """A survey whose every word is hostile: one home wrote in a chat, one on paper; its number."""
    form = parse_form(FORM)
    with garden.changing() as session:
        campaign = running_campaign(
            session, garden.id, (CHEN, LI), garden.now, last_day=garden.now.date()
        )
        version = publish_form(session, form, garden.now)
        campaign.title = ATTACKS["campaign title"]
        campaign.form_content, campaign.form_version_id = version.content, version.id
        asked = session.exec(select(Invitation).where(Invitation.campaign_id == campaign.id)).all()
        identity = session.exec(select(Identity)).first()
        assert identity is not None
        asked[0].resident_id = identity.resident_id
        wrote(session, garden, identity.id, None)
        talked(session, garden, form, asked[0])
        on_paper(session, garden, form, asked[1])
        number = campaign.number
    garden.now += timedelta(days=2)
    run(garden, CampaignVerb.CLOSE, number)
    run(garden, CampaignVerb.REPORT, number)
    run(garden, CampaignVerb.SIGN, number, "zhou", Spoken(reviewer=Reviewer.SERVICE))
    return number


def wrote(session: Session, garden: Garden, identity_id: int, case_id: int | None) -> None:
    """A resident's message as it came in."""
    place = "original" if case_id is None else "message of a case"
    enter(session, Arrival("wechat", "gh", place, ATTACKS[place], b"", {}), garden.now)
    row = session.exec(select(Inbound).where(Inbound.provider_key == place)).one()
    row.identity_id, row.case_id = identity_id, case_id
    session.add(row)


def answers(form: Form) -> Response:
    given = {
        "overall": Given("dissatisfied", remark=ATTACKS["remark"]),
        "first": Given("one"),
        "opinion": Given(ATTACKS["answer"]),
    }
    return Response(form.id, form.version, form_digest(form), tuple(given.items()))


def talked(session: Session, garden: Garden, form: Form, invitation: Invitation) -> None:
    """A home answers in a chat; what it wrote there is the original."""
    talk = Conversation(
        resident_id=invitation.resident_id,
        flow="questionnaire",
        seed_sealed=seal_document(session, {}),
        answers_sealed=seal_document(session, {}),
        state=ConversationState.DONE,
        starter=Starter.HOUSE,
        opened_at=garden.now,
        touched_at=garden.now,
    )
    session.add(talk)
    session.flush()
    row = returned(session, garden, invitation)
    row.conversation_id = talk.id
    kept(session, garden, form, invitation, row)


def on_paper(session: Session, garden: Garden, form: Form, invitation: Invitation) -> None:
    """Staff key in what a home wrote, and where the paper lies."""
    row = returned(session, garden, invitation)
    member = find_staff(session, "xiao.lin")
    assert member is not None
    row.collector_id, row.mode = member.id, Source.LETTER
    row.original_sealed = keyring(session).seal(ATTACKS["where it lies"])
    kept(session, garden, form, invitation, row)


def returned(session: Session, garden: Garden, invitation: Invitation) -> FormResponse:
    return FormResponse(
        resident_id=invitation.resident_id,
        home_id=invitation.home_id,
        invitation_id=invitation.id,
        mode=Source.WECHAT,
        handed_in_at=garden.now,
    )


def kept(
    session: Session, garden: Garden, form: Form, invitation: Invitation, row: FormResponse
) -> None:
    keep_response(session, publish_form(session, form, garden.now), answers(form), row)
    happen(session, invitation, Happening.COMPLETED, garden.now, closed=False)
    after_return(session, row, garden.now)


def written_to(garden: Garden) -> str:
    """A case whose reporter wrote, and was asked something with a button; its number."""
    case_id = garden.report()
    message_id = a_message(garden, case_id, state=MessageState.DELIVERED)
    with garden.changing() as session:
        case = session.get_one(Case, case_id)
        assert case.identity_id is not None
        wrote(session, garden, case.identity_id, case_id)
        message = session.get_one(Outgoing, message_id)
        message.options, message.identity_id = (
            [{"label": ATTACKS["button"], "token": "yes"}],
            case.identity_id,
        )
        session.add(message)
        return case.number


def addresses(garden: Garden, survey: str, case: str) -> list[str]:
    """All pages that show a survey, its form and what it led to, and the case."""
    with garden.looking() as session:
        responses = session.exec(select(FormResponse.id)).all()
        tasks = session.exec(select(Task.id)).all()
        campaign = session.exec(select(Campaign).where(Campaign.number == survey)).one()
    tabs = ("", "/draw", "/responses", "/results", "/report", "/publication")
    return [
        SURVEYS,
        f"{SURVEYS}/new",
        *(f"{SURVEYS}/{survey}{tab}" for tab in tabs),
        *(f"{SURVEYS}/{survey}/responses/{one}" for one in responses),
        f"{ESTATE}/forms?version={campaign.form_version_id}",
        f"/console/cases/{case}",
        f"/console/figures?period={garden.now:%Y-%m}",
        "/console/tasks",
        *(f"/console/tasks/{one}" for one in tasks),
    ]


async def test_hostile_words_of_a_survey_and_of_files_are_only_shown(desk: Desk) -> None:
    garden = desk.garden
    case, survey = written_to(garden), surveyed(garden)
    browser = desk.seat("boss")
    shown = [await browser.open(address) for address in addresses(garden, survey, case)]
    name = ATTACKS["file of a list"]
    shown.append(
        await browser.send_file(f"{ESTATE}/import/preview", name, b"x", directory="residents")
    )
    shown.append(await browser.send_file(f"{ESTATE}/forms/check", "x.yaml", FORM.encode()))

    assert {page.status for page in shown} == {200, 409}
    read = "".join(Bones(page.text).words for page in shown)
    missing = [place for place, words in ATTACKS.items() if words not in read]
    assert missing == []
