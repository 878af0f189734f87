"""What the talks of residents begin with and come to: from plain data to what is written down."""

from bot.appointing import hear_visit_answer
from bot.desk import Desk
from bot.emergencies import hear_where, place_emergency
from bot.enquiring import hear_whether_answered
from bot.enrolling import check_code, enrol_by_qr, remember_consent, seek_enrolment
from bot.handing_over import call_human, hand_over, hear_estate, tell_human
from bot.incidents import incidents_for, join_incident
from bot.languages import choose_language
from bot.own_cases import ask_about_own, ask_review, withdraw_own
from bot.person import Person
from bot.praising import colleagues_for, hear_whom
from bot.progress import show_case
from bot.rating import take_rating
from bot.reporting import open_report, remember_estate
from bot.revisiting import complete_verdict, hear_revisit_answer, hear_still_broken
from bot.surveying import hear_survey_answer
from bot.visit_changes import hear_visit_change
from flows.engine.photos import collected_photos
from flows.forms.answers import Response
from flows.rules.vocabulary import CaseKind
from flows.talks import results
from flows.talks.enrolment import CONSENT, CodeSeed, EnrolmentSeed
from flows.talks.not_fixed import NotFixedSeed
from flows.talks.registry import Seed
from flows.talks.report import KIND, ReportKind, ReportSeed
from flows.talks.results import Begin, HumanWanted, Result, Talk
from flows.talks.small_talks import ESTATE, HandOverSeed, LanguageSeed, MenuSeed, StatusSeed
from flows.talks.which_case import meant
from flows.wording.say import say
from storage.conversations import Conversation, answers_of
from storage.telling import shortened

ABOUT_LONGEST = 12


def seed_for(person: Person, begin: Begin) -> Seed:
    """What a conversation needs from outside, frozen when it begins."""
    match begin.talk:
        case Talk.REPORT:
            return ReportSeed(
                kind=None if begin.kind is None else begin.kind.value,
                homes=person.home_codes,
                estates=person.estate_names,
                name=person.name,
                photo_limit=person.policy.conversation.photos_max,
                incidents=incidents_for(person),
                staff=colleagues_for(person),
            )
        case Talk.STATUS:
            cases = (
                (case.number, shortened(person.words(case), ABOUT_LONGEST))
                for case in person.cases()
            )
            return StatusSeed(tuple(cases))
        case Talk.ENROLMENT:
            return EnrolmentSeed(estates=person.estate_names, phone=person.phone)
        case Talk.ENROLMENT_CODE:
            return CodeSeed(person.policy.enrolment.code_digits)
        case Talk.NOT_FIXED:
            found = meant(begin.details, person.facts())
            named = ((case.number, shortened(case.text, ABOUT_LONGEST)) for case in found.cases)
            return NotFixedSeed(tuple(named))
        case Talk.HAND_OVER:
            return HandOverSeed((begin.kind or CaseKind.HELP).value, begin.in_person)
        case Talk.LANGUAGE:
            return LanguageSeed()
        case _:
            return MenuSeed()


def write_down(desk: Desk, conversation: Conversation | None, result: Result) -> None:
    """Do what a finished conversation asks for."""
    match result:
        case results.CaseDraft():
            open_report(desk, result)
        case results.EmergencyPlace(number, place):
            place_emergency(desk, number, place)
        case results.Begin():
            _begin(desk, result)
        case results.ShowCase(number):
            show_case(desk, number)
        case results.EnrolmentWish():
            seek_enrolment(desk, result)
        case results.CodeTyped(code) if conversation is not None:
            check_code(desk, conversation, code)
        case results.QrEnrolment() if conversation is not None:
            enrol_by_qr(desk, conversation, result)
        case results.Verdict() if conversation is not None:
            complete_verdict(desk, conversation, result)
        case results.NotFixed(number, text):
            hear_still_broken(desk, number, text)
        case results.HumanWanted():
            tell_human(desk, conversation, result)
        case results.LanguageChosen(language):
            choose_language(desk, language)
        case results.Nothing():
            is_status = conversation is not None and conversation.flow == Talk.STATUS
            desk.say(say("status.none" if is_status else "conversation.cancelled"))
        case _:
            _write_down_matter(desk, conversation, result)


def _begin(desk: Desk, begin: Begin) -> None:
    match begin.talk:
        case Talk.HAND_OVER:
            hand_over(desk, begin)
        case Talk.WITHDRAWAL | Talk.REVIEW:
            ask_about_own(desk, begin)
        case _:
            desk.begin(begin)


def _write_down_matter(desk: Desk, conversation: Conversation | None, result: Result) -> None:
    match result:
        case results.Joined() if conversation is not None:
            answers = answers_of(desk.person.session, conversation)
            join_incident(desk, result, collected_photos(answers))
        case results.Withdrawal():
            withdraw_own(desk, result)
        case results.ReviewWish():
            ask_review(desk, result)
        case results.Praised():
            hear_whom(desk, result)
        case results.Answered():
            hear_whether_answered(desk, result)
        case results.VisitAgreed() | results.VisitDeclined() if conversation is not None:
            hear_visit_answer(desk, conversation, result)
        case Response() if conversation is not None:
            take_rating(desk, conversation, result)
        case results.VisitChange():
            hear_visit_change(desk, result)
        case _:
            message = f"{type(result).__name__} is nothing a resident's conversation comes to"
            raise TypeError(message)


def hear_answer(desk: Desk, conversation: Conversation, key: str) -> None:
    """Single answers that the house acts on as they are given."""
    if key == CONSENT and conversation.flow in {Talk.ENROLMENT, Talk.ENROLMENT_BY_QR}:
        remember_consent(desk, conversation)
    if conversation.flow == Talk.REVISIT and conversation.case_id is not None:
        hear_revisit_answer(desk, conversation, conversation.case_id, key)
    if conversation.flow == Talk.QUESTIONNAIRE:
        hear_survey_answer(desk, conversation)
    if conversation.flow == Talk.EMERGENCY_PLACE:
        hear_where(desk, conversation, key)
    if conversation.flow in {Talk.REPORT, Talk.HAND_OVER} and key == ESTATE:
        _hear_estate(desk, conversation)
    if conversation.flow == Talk.REPORT and key == KIND:
        answers = answers_of(desk.person.session, conversation)
        if answers.get(KIND) == ReportKind.OTHER and "details" not in answers:
            call_human(desk, HumanWanted("", collected_photos(answers)))


def _hear_estate(desk: Desk, conversation: Conversation) -> None:
    estate = desk.person.estate_of(answers_of(desk.person.session, conversation)[ESTATE], None)
    if estate is not None:
        remember_estate(desk, estate)
    if conversation.flow == Talk.HAND_OVER:
        hear_estate(desk, conversation)
