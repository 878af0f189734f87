"""The language that somebody reads: heard from how they write, asked once, or chosen."""

from bot.desk import Desk, top
from flows.rules.vocabulary import Language
from flows.talks.results import Talk
from flows.understanding.intents import Intent, read_courtesy
from flows.understanding.language import written_language
from flows.understanding.words import bare
from flows.wording.say import say
from storage.residents import Resident


def learn_language(resident: Resident, text: str) -> None:
    """A stranger is answered as they write, until they choose; the directory knows its own."""
    if resident.in_directory or resident.language_chosen_at is not None:
        return
    written = written_language(text)
    if written is not None:
        resident.language = written


def choose_language(desk: Desk, language: Language) -> None:
    """From now on this person reads everything in this language."""
    resident = desk.person.resident
    resident.language = language
    resident.language_chosen_at = desk.person.now
    desk.person.session.add(resident)
    desk.say(say("language.changed"))


def offer_languages(desk: Desk, text: str) -> None:
    """Say once under the menu, to a stranger whose words tell no language, how to choose one."""
    resident = desk.person.resident
    is_settled = resident.in_directory or resident.language_chosen_at or resident.language_asked_at
    talk = top(desk.person)
    is_at_menu = talk is not None and talk.flow == Talk.MENU
    if is_settled or not is_at_menu or not _is_ambiguous(text):
        return
    resident.language_asked_at = desk.person.now
    desk.person.session.add(resident)
    desk.say(say("language.offer"))


def _is_ambiguous(text: str) -> bool:
    if not text.strip() or written_language(text) is not None:
        return False
    return bare(text).isdecimal() or read_courtesy(text) is Intent.GREETING
