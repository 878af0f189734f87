"""An estate's own words: what residents read of the bot, and how staff's answers begin.

By language, with a preview of what is typed, and with all that was said before.
"""

from datetime import datetime
from functools import partial

from sqlmodel import Session

from bot.console.asked import Answer, Asked, Go, Missing, Page, Route
from bot.console.estates_asked import Scope, scope_of
from bot.console.reply_texts import AFTER, BEFORE
from bot.console.service import CONFLICT, VIA
from bot.console.wording_preview import preview
from flows.rules.case_life import MANAGERS
from flows.rules.vocabulary import Language
from flows.wording.catalogue import sentences
from flows.wording.own import OF_TALKS, OwnWords, loses
from storage.audit import audit
from storage.own_wording import own_wordings, word_anew, wordings_of

TEXT_LONGEST = 500
CHANGES_SHOWN_MAX = 50
OF_STAFF = tuple(dict.fromkeys(one.key for one in (*BEFORE, *AFTER)))
KEYS = (*OF_TALKS, *OF_STAFF)


def show_wording(session: Session, asked: Asked, now: datetime) -> Page:
    """Every sentence as it is said now, and what changed when."""
    return _page(session, asked, scope_of(session, asked), now)


def take(session: Session, asked: Asked, now: datetime) -> Answer:
    """Say one sentence in other words, in each language that was changed, or look how it reads."""
    scope, key = scope_of(session, asked), asked.field("key")
    if key not in KEYS:
        raise Missing
    typed = {
        language: "" if asked.field("reset") else asked.field(language.value).replace("\r\n", "\n")
        for language in Language
    }
    if asked.field("base") != _base(session, scope):
        return _page(session, asked, scope, now, typed, asked.words("wording.changed_meanwhile"))
    for language, text in typed.items():
        fault = _fault_of(asked, key, language, text)
        if fault:
            return _page(session, asked, scope, now, typed, fault)
    if asked.field("preview"):
        return _page(session, asked, scope, now, typed)
    present, by = own_wordings(session, scope.estate.id), asked.member.userid
    for (_, language), own in _own_of(key, typed).items():
        if own != present.get((key, language), ""):
            word_anew(session, scope.estate.id, key, language, own, by=by, now=now)
            subject = f"wording {key} of {scope.estate.name}"
            audit(session, "wording", subject, by=by, via=VIA, now=now, language=language.value)
    return Go(f"/console/estate/wording?estate={scope.estate.id}", "said.wording")


ROUTES = (
    Route("wording", "GET", "/estate/wording", show_wording),
    Route("wording.take", "POST", "/estate/wording", take),
)


def _fault_of(asked: Asked, key: str, language: Language, text: str) -> str:
    """Why a text cannot be said; what the house fills in stays to be filled in."""
    if len(text) > TEXT_LONGEST:
        return asked.words("wording.too_long", most=TEXT_LONGEST)
    missed = loses(key, language, text) if text else ()
    if missed:
        needed = " ".join(missed) or asked.words("wording.none")
        return asked.words("wording.places", places=needed)
    return ""


def _own_of(key: str, typed: dict[Language, str]) -> dict[tuple[str, Language], str]:
    """What was typed; empty where it is word for word what the house says."""
    return {
        (key, language): "" if text == sentences(language)[key] else text
        for language, text in typed.items()
    }


def _base(session: Session, scope: Scope) -> str:
    """The newest change: whoever sends a form has seen it, or looks again."""
    newest = wordings_of(session, scope.estate.id, 1)
    return str(newest[0].id) if newest else "0"


def _page(
    session: Session,
    asked: Asked,
    scope: Scope,
    now: datetime,
    typed: dict[Language, str] | None = None,
    fault: str = "",
) -> Page:
    own = own_wordings(session, scope.estate.id)
    if typed is not None:
        own |= _own_of(asked.field("key"), typed)
    values = {
        "scope": scope,
        "groups": {"talks": OF_TALKS, "staff": OF_STAFF},
        "opened": asked.field("key"),
        "preview": partial(_preview, session, asked, own, now),
        "languages_said": list(Language),
        "own": own,
        "of_the_house": {language: sentences(language) for language in Language},
        "changes": wordings_of(session, scope.estate.id, CHANGES_SHOWN_MAX),
        "may_change": asked.member.role in MANAGERS,
        "base": _base(session, scope),
        "fault": fault,
        "longest": TEXT_LONGEST,
    }
    return Page("wording.html", values, CONFLICT if fault else 200)


def _preview(
    session: Session, asked: Asked, own: OwnWords, now: datetime, key: str, language: Language
) -> str:
    text = own.get((key, language), "")
    return preview(session, asked.words, key, language, text, now)
