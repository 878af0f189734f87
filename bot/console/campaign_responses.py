"""What homes answered: each response beside its raw messages, compared and marked (R16, R22)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from urllib.parse import urlencode

from sqlmodel import Session, select

from bot.api.campaign_checks import REMARK_LONGEST
from bot.api.texts import read_identifier
from bot.console.asked import Answer, Asked, Go, Missing, Page, Route, known_word
from bot.console.campaign_tabs import (
    NOTHING_TRIED,
    PATH,
    Tab,
    Tried,
    campaign_of,
    name_of_member,
    tab_values,
    tried,
)
from bot.console.permissions import may_open
from bot.console.service import VIA
from bot.console.verb_forms import typed_in
from bot.survey_records import mark
from flows.forms.answers import Given
from flows.rules.refusals import NotAllowed
from flows.rules.survey.truth import Mark
from flows.rules.vocabulary import Role
from flows.talks.answer_lines import answer_in_words
from flows.talks.item_options import in_words as in_each_language
from flows.wording.labels import label_of
from flows.wording.say import Say
from storage.campaigns import Campaign, lock_campaign
from storage.forms import FormVersion, form_of
from storage.keys import keyring
from storage.originals import original_of
from storage.response_lists import ResponseRow, ResponseShelf, find_response, list_responses
from storage.responses import FormResponse, given_to
from storage.staff import Staff
from storage.survey_truth import audit_count
from storage.tasks import Task, TaskReason, TaskRecord, records

MARK = "mark"
ANSWER_LONGEST = 10_000
"""Beside its original an answer is read whole."""


@dataclass(frozen=True)
class AnswerLine:
    """An item with what was answered to it; `remark` is what was said beside it."""

    label: Say
    answer: Say
    remark: str


@dataclass(frozen=True)
class Comparing:
    """The role that a response is compared with its original in, and who does it."""

    member: Staff
    role: Role


def show_responses(session: Session, asked: Asked, _now: datetime) -> Page:
    """The list, and how the comparing stands."""
    campaign = campaign_of(session, asked)
    shelf = known_word(ResponseShelf, asked.query.get("shelf", "")) or ResponseShelf.ALL
    before = read_identifier(asked.query.get("before", ""))
    found = list_responses(session, campaign.id, shelf, before=before)
    query = {"shelf": shelf.value}
    values = {
        **tab_values(session, asked, campaign, Tab.RESPONSES),
        "rows": found.rows,
        "shelf": shelf,
        "shelves": list(ResponseShelf),
        "count": audit_count(session, campaign.id),
        "marks": list(Mark),
        "first": urlencode(query) if before is not None else "",
        "more": urlencode({**query, "before": found.next}) if found.next else "",
    }
    return Page("campaign_responses.html", values)


def show_response(session: Session, asked: Asked, _now: datetime) -> Page:
    """One response; that it was read stands in the audit log."""
    return _page(session, asked, campaign_of(session, asked))


def mark_response(session: Session, asked: Asked, now: datetime) -> Answer:
    """Say what was found of it beside its original; a refusal loses nothing that was typed."""
    campaign = lock_campaign(session, campaign_of(session, asked).id)
    row, found = _row(session, asked, campaign), known_word(Mark, asked.field("mark"))
    remark = asked.field("remark")
    if row.check is None:
        raise Missing
    if found is None or len(remark) > REMARK_LONGEST:
        key = "campaigns.mark_needed" if found is None else "campaigns.long_remark"
        return _page(session, asked, campaign, Tried(MARK, asked.words(key), typed_in(asked)))
    who = Comparing(asked.member, asked.member.role)
    try:
        with session.begin_nested():
            mark(session, campaign, row.check, who, found=found, remark=remark, via=VIA, now=now)
    except NotAllowed as refusal:
        return _page(session, asked, campaign, tried(session, asked, MARK, refusal))
    to = f"{PATH}/{campaign.number}/responses?shelf={ResponseShelf.TO_CHECK}"
    return Go(to, "campaigns.said_marked", row.home)


ROUTES = (
    Route(
        "campaign.responses", "GET", "/campaigns/{number}/responses", show_responses,
        reads="responses to",
    ),
    Route(
        "campaign.response", "GET", "/campaigns/{number}/responses/{id:[0-9]+}", show_response,
        reads="response to",
    ),
    Route(
        "campaign.mark", "POST", "/campaigns/{number}/responses/{id:[0-9]+}", mark_response
    ),
)  # fmt: skip


def _row(session: Session, asked: Asked, campaign: Campaign) -> ResponseRow:
    response_id = read_identifier(asked.path["id"])
    row = None if response_id is None else find_response(session, campaign.id, response_id)
    if row is None:
        raise Missing
    return row


def _page(
    session: Session, asked: Asked, campaign: Campaign, attempt: Tried = NOTHING_TRIED
) -> Page:
    row = _row(session, asked, campaign)
    response = row.response
    values = {
        **tab_values(session, asked, campaign, Tab.RESPONSES),
        "row": row,
        "answers": _answers(session, response),
        "original": original_of(session, response),
        "source": partial(label_of, "Source"),
        "kept_at": keyring(session).open(response.original_sealed),
        "collector": name_of_member(session, response.collector_id),
        "calls": _calls(session, response),
        "marker": name_of_member(session, None if row.check is None else row.check.by_id),
        "marks": list(Mark),
        "may_mark": row.check is not None and may_open(asked.member.role, "campaign.mark"),
        "tried": attempt,
    }
    return Page("campaign_response.html", values, attempt.status)


def _answers(session: Session, response: FormResponse) -> list[AnswerLine]:
    form = form_of(session.get_one(FormVersion, response.form_version_id))
    lines = []
    for key, answer in given_to(session, response).items():
        item = form.item(key)
        remark = answer.remark if isinstance(answer, Given) else ""
        said = answer_in_words(item, answer, ANSWER_LONGEST)
        lines.append(AnswerLine(in_each_language(item.label), said, remark))
    return lines


def _calls(session: Session, response: FormResponse) -> Sequence[TaskRecord]:
    """What the home said when it was asked by voice whether it is true (R22)."""
    query = select(Task).where(Task.response_id == response.id, Task.reason == TaskReason.CHECK)
    return [one for task in session.exec(query) for one in records(session, task.id)]
