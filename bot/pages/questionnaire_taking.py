"""A page of a questionnaire becomes answers of its home, in one transaction (R3, R10)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from bot.pages.questionnaire_sent import GO, Sent
from bot.pages.questionnaire_steps import CHECK, THANKS, Step, first_open, step_of, steps
from flows.talks.answers_kept import LacksAnswers
from flows.talks.item_entries import Heard, hear_entries
from flows.wording.say import Say
from storage.database import zone_of
from storage.handing_in import NotTaken
from storage.questionnaire_links import (
    LinkedForm,
    Standing,
    add_photos,
    file_entered,
    hand_in_linked,
    hold_linked,
    keep_entered,
)

BACK, HAND_IN = "back", "hand-in"
LANGUAGES_TO = "to-"
"""What a button's value begins with that shows the page in another language."""


@dataclass(frozen=True)
class Taken:
    """What came of a page that was sent: where it leads, or what is wrong with it."""

    linked: LinkedForm
    part: str = ""
    wrong: Mapping[str, Say] = field(default_factory=dict)


def take_page(
    session: Session, token: str, part: str, sent: Sent, key: str, now: datetime
) -> Taken | None:
    """Keep what a page sent, or hand all in; None for a link that never was.

    `key` is the name that the original is filed under.
    """
    linked = hold_linked(session, token, now)
    if linked is None or linked.standing is not Standing.OPEN:
        return None if linked is None else Taken(linked)
    if part == CHECK:
        return _leave_check(session, linked, sent, key, now)
    step = step_of(linked.form, linked.answers, part)
    if step is None:
        return Taken(linked, first_open(linked.form, linked.answers))
    row_id = file_entered(session, linked, key, sent.fields, now)
    names = {
        item: add_photos(session, linked, row_id, files, now) for item, files in sent.photos.items()
    }
    entries = {item.id: sent.entry(item.id, names.get(item.id, ())) for item in step.items}
    at = now.astimezone(zone_of(session))
    heard = hear_entries(linked.form, step.items, linked.answers, entries, at)
    linked = keep_entered(session, linked, heard.entered, now)
    return _leave_step(linked, step, heard, sent)


def _leave_check(
    session: Session, linked: LinkedForm, sent: Sent, key: str, now: datetime
) -> Taken:
    if sent.goes != HAND_IN:
        return Taken(linked, CHECK)
    file_entered(session, linked, key, {GO: [HAND_IN]}, now)
    try:
        hand_in_linked(session, linked, now)
    except (LacksAnswers, NotTaken):
        return Taken(linked, CHECK)
    return Taken(linked, THANKS)


def _leave_step(linked: LinkedForm, step: Step, heard: Heard, sent: Sent) -> Taken:
    """On, back, or to itself: with what is wrong, or in another language."""
    if sent.goes.startswith(LANGUAGES_TO):
        return Taken(linked, step.section.id)
    before = [one for one in steps(linked.form, linked.answers) if one.number < step.number]
    if sent.goes == BACK and before:
        return Taken(linked, before[-1].section.id)
    if heard.wrong:
        return Taken(linked, step.section.id, heard.wrong)
    order = [section.id for section in linked.form.sections]
    later = order[order.index(step.section.id) + 1 :]
    there = {one.section.id for one in steps(linked.form, linked.answers)}
    return Taken(linked, next((one for one in later if one in there), CHECK))
