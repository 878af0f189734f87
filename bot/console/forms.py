"""The questionnaires that come with the house, each as residents will see it."""

from datetime import datetime

from sqlmodel import Session

from bot.console.asked import Asked, Missing, Page, Route
from flows.forms.built_in import BUILT_IN, built_in
from flows.talks.form_preview import preview


def show_forms(_session: Session, asked: Asked, _now: datetime) -> Page:
    """The list, with the preview of the one that is asked for. Raises Missing for no such."""
    chosen = asked.query.get("form", "")
    if chosen and chosen not in BUILT_IN:
        raise Missing
    form = built_in(chosen) if chosen else None
    values = {
        "forms": [built_in(one) for one in BUILT_IN],
        "chosen": form,
        "preview": "" if form is None else preview(form, asked.language),
    }
    return Page("forms.html", values)


ROUTES = (Route("forms", "GET", "/estate/forms", show_forms),)
