"""Questionnaires: those of the house and those that were published here, as residents see them."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.api.texts import read_identifier
from bot.console.asked import Answer, Asked, Go, Missing, Page, Route
from bot.console.service import CONFLICT, VIA
from bot.texts import legible
from flows.forms.built_in import BUILT_IN, built_in
from flows.forms.form import Form
from flows.forms.reading import FormError, parse_form
from flows.rules.policy_reading import Problem
from flows.rules.vocabulary import Language
from flows.talks.form_preview import preview
from storage.audit import audit
from storage.forms import ChangedForm, FormVersion, form_of, own_versions, publish_form

FORM_CHARACTERS_MAX = 200_000
VERSIONS_SHOWN_MAX = 100


@dataclass(frozen=True)
class Looked:
    """A questionnaire that somebody wants to publish, and what is wrong with it."""

    text: str
    form: Form | None = None
    problems: tuple[Problem, ...] = ()
    fault: str = ""


def show_forms(session: Session, asked: Asked, _now: datetime) -> Page:
    """The list, with the preview of the one that is asked for. Raises Missing for no such."""
    chosen, version = asked.query.get("form", ""), asked.query.get("version", "")
    if not chosen and not version:
        return _page(session, asked)
    if chosen in BUILT_IN:
        return _page(session, asked, built_in(chosen))
    kept = read_identifier(version)
    found = None if kept is None else session.get(FormVersion, kept)
    if found is None:
        raise Missing
    return _page(session, asked, form_of(found))


def check(session: Session, asked: Asked, _now: datetime) -> Page:
    """Every mistake of a file with its line, or what residents would see."""
    upload = asked.uploads.get("file")
    text = "" if upload is None else legible(upload.content.decode("utf-8-sig", "replace"))
    looked = _looked(asked, text)
    return _page(session, asked, looked.form, looked)


def publish(session: Session, asked: Asked, now: datetime) -> Answer:
    """Keep the version word for word: from now on surveys may ask it."""
    looked = _looked(asked, asked.field("text"))
    form = looked.form
    if form is None:
        return _page(session, asked, None, looked)
    try:
        publish_form(session, form, now)
    except ChangedForm:
        fault = asked.words("forms.changed", form=form.id, version=form.version)
        return _page(session, asked, form, Looked(looked.text, fault=fault))
    by = asked.member.userid
    audit(session, "form published", f"form {form.id}", by=by, via=VIA, now=now,
          version=form.version)  # fmt: skip
    return Go("/console/estate/forms", "said.form", f"{form.id} {form.version}")


ROUTES = (
    Route("forms", "GET", "/estate/forms", show_forms),
    Route("forms.check", "POST", "/estate/forms/check", check),
    Route("forms.publish", "POST", "/estate/forms/publish", publish),
)


def _looked(asked: Asked, text: str) -> Looked:
    text = text.replace("\r\n", "\n")
    if not text.strip() or len(text) > FORM_CHARACTERS_MAX:
        return Looked("", fault=asked.words("forms.file_needed", most=f"{FORM_CHARACTERS_MAX:,}"))
    try:
        form = parse_form(text)
    except FormError as error:
        return Looked(text, problems=error.problems, fault=asked.words("forms.wrong"))
    if form.id in BUILT_IN:
        return Looked(text, fault=asked.words("forms.of_the_house", form=form.id))
    return Looked(text, form)


def _page(
    session: Session, asked: Asked, form: Form | None = None, looked: Looked | None = None
) -> Page:
    own = own_versions(session, VERSIONS_SHOWN_MAX)
    values = {
        "forms": [built_in(one) for one in BUILT_IN],
        "own": [(one, form_of(one)) for one in own],
        "chosen": form,
        "previews": [] if form is None else _previews(asked, form, to_publish=looked is not None),
        "looked": looked,
    }
    return Page("forms.html", values, CONFLICT if looked is not None and looked.fault else 200)


def _previews(asked: Asked, form: Form, *, to_publish: bool) -> list[tuple[Language, str]]:
    """In the reader's own language; before it is published, in each that residents read."""
    languages = list(Language) if to_publish else [asked.language]
    return [(one, preview(form, one)) for one in languages]
