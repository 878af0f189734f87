"""Policy by form: office hours, days off and worked, and any single value.

A form only writes the text of the policy; what becomes of it is decided where the text is.
"""

from datetime import datetime

from sqlmodel import Session

from bot.console.asked import Asked, Missing, Page, Route
from bot.console.estates_asked import scope_of
from bot.console.policy import draft_of, edit_page
from flows.rules.policy_edit import values_of, with_values
from storage.estates import policy_in_force

VALUE = "value."
TYPED_LONGEST = 5000
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
OFF, WORKED = "calendar.extra_holidays", "calendar.extra_workdays"
HOURS = (*(f"calendar.week.{day}" for day in DAYS), "calendar.make_up_day")


def show_fields(session: Session, asked: Asked, now: datetime) -> Page:
    """The calendar as a form, and one value that is chosen."""
    scope = scope_of(session, asked)
    values = values_of(policy_in_force(session, scope.estate.id, now))
    wanted = asked.query.get("path", "")
    if wanted and wanted not in values:
        raise Missing
    shown = {
        "scope": scope,
        "values": values,
        "chosen": values.get(wanted),
        "days": (OFF, WORKED),
        "hours": HOURS,
        "longest": TYPED_LONGEST,
    }
    return Page("policy_fields.html", shown)


def fill(session: Session, asked: Asked, now: datetime) -> Page:
    """The text with what was typed, and what it would change: to be confirmed as any text."""
    scope = scope_of(session, asked)
    typed = {
        name.removeprefix(VALUE): texts[0][:TYPED_LONGEST]
        for name, texts in asked.fields.items()
        if name.startswith(VALUE) and texts
    }
    try:
        text = with_values(policy_in_force(session, scope.estate.id, now), typed)
    except KeyError:
        raise Missing from None
    return edit_page(session, asked, scope, draft_of(asked, text), now)


ROUTES = (
    Route("policy.fields", "GET", "/estate/policy/fields", show_fields),
    Route("policy.fill", "POST", "/estate/policy/fields", fill),
)
