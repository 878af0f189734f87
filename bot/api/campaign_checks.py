"""Whether the answers of a survey are true: each beside its original, for the company office."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot.api.asked import PAGE_MAX, Asked
from bot.api.auditing import via
from bot.api.authority import USERID_LONGEST, actor_of
from bot.api.errors import Problem, not_found
from bot.api.paging import newest_first
from bot.api.showing import Shown, home_codes, staff_userids
from bot.api.texts import read_identifier
from bot.survey_records import mark
from flows.forms.answers import Answer, Given
from flows.rules.refusals import Refusal
from flows.rules.survey.truth import Mark
from flows.talks.item_options import in_words as in_each_language
from storage.campaigns import Campaign, find_campaign, lock_campaign
from storage.database import zone_of
from storage.forms import FormVersion, form_of
from storage.keys import keyring
from storage.originals import original_of
from storage.response_checks import ResponseCheck
from storage.responses import FormResponse, given_to
from storage.survey_truth import COMPANY_OFFICE, audit_count
from storage.tasks import Task, TaskReason, TaskRecord
from storage.telling import STAFF_LANGUAGE, in_words

REMARK_LONGEST = 500


def list_checks(session: Session, asked: Asked, _now: datetime) -> Shown:
    """The responses that are compared, with what the home wrote and what was kept of it."""
    if asked.caller.role not in COMPANY_OFFICE:
        message = f"the checks are not for the token {asked.caller.name}: {asked.caller.role}"
        raise Problem(403, Refusal.WRONG_ROLE, message)
    campaign = campaign_asked(session, asked)
    query = select(ResponseCheck).where(ResponseCheck.campaign_id == campaign.id)
    page = asked.query.page(PAGE_MAX)
    checks, cursor = newest_first(session, query, ResponseCheck.id, page)
    count = audit_count(session, campaign.id)
    marks = {mark.value: count.marks.get(mark, 0) for mark in Mark}
    items = show_checks(session, checks)
    return {"state": count.state, "drawn": count.drawn, "marks": marks,
            "items": items, "next": cursor}  # fmt: skip


def mark_response(session: Session, asked: Asked, now: datetime) -> Shown:
    """Say what was found of one response beside its original (R16)."""
    asked.fields.refuse_others("by", "mark", "remark")
    campaign = lock_campaign(session, campaign_asked(session, asked).id)
    check_id = read_identifier(asked.path["id"])
    check = None if check_id is None else session.get(ResponseCheck, check_id)
    if check is None or check.campaign_id != campaign.id:
        raise not_found(f"there is no check {asked.path['id']} of {campaign.number}")
    actor = actor_of(session, asked.caller, asked.fields.needed_text("by", USERID_LONGEST))
    found = asked.fields.needed_word("mark", Mark)
    remark = asked.fields.text("remark", REMARK_LONGEST)
    way = via(asked)
    mark(session, campaign, check, actor, found=found, remark=remark, via=way, now=now)
    (shown,) = show_checks(session, [check])
    return shown


def campaign_asked(session: Session, asked: Asked) -> Campaign:
    """The campaign whose number stands in the path. Problem 404."""
    campaign = find_campaign(session, asked.path["number"])
    if campaign is None:
        raise not_found(f"there is no campaign {asked.path['number']}")
    return campaign


def show_checks(session: Session, checks: Sequence[ResponseCheck]) -> list[dict[str, Any]]:
    """Each response that is compared: what was kept, beside what the home wrote itself (R16)."""
    zone = zone_of(session)
    ids = [check.response_id for check in checks]
    query = select(FormResponse).where(col(FormResponse.id).in_(ids))
    responses = {one.id: one for one in session.exec(query)}
    homes = home_codes(session, [one.home_id for one in responses.values()])
    collectors = [one.collector_id for one in responses.values()]
    userids = staff_userids(session, [*collectors, *(check.by_id for check in checks)])
    calls = _calls(session, ids, zone)
    opened = keyring(session).open
    shown: list[dict[str, Any]] = []
    for check in checks:
        response = responses[check.response_id]
        shown.append(
            {
                "id": check.id,
                "home": homes.get(response.home_id),
                "mode": response.mode,
                "collector": userids.get(response.collector_id),
                "kept_at": opened(response.original_sealed) or None,
                "returned_at": response.handed_in_at.astimezone(zone).isoformat(),
                "of_all": check.of_all,
                "mark": check.mark,
                "by": userids.get(check.by_id),
                "marked_at": _time(check.marked_at, zone),
                "remark": check.remark,
                "answers": _answers(session, response),
                "original": [
                    {"at": _time(one.at, zone), "channel": one.channel, "text": one.text}
                    for one in original_of(session, response)
                ],
                "calls": calls[response.id],
            }
        )
    return shown


def _answers(session: Session, response: FormResponse) -> list[Shown]:
    form = form_of(session.get_one(FormVersion, response.form_version_id))
    return [
        {
            "item": item,
            "label": in_words(session, in_each_language(form.item(item).label), STAFF_LANGUAGE),
            "answer": _plain(answer),
            "remark": answer.remark if isinstance(answer, Given) else "",
        }
        for item, answer in given_to(session, response).items()
    ]


def _plain(answer: Answer) -> str | None:
    """The value as it is kept; None for an abstention."""
    if not isinstance(answer, Given):
        return None
    if isinstance(answer.value, tuple):
        return ", ".join(answer.value)
    return str(answer.value).lower() if isinstance(answer.value, bool) else str(answer.value)


def _calls(
    session: Session, response_ids: Sequence[int], zone: ZoneInfo
) -> defaultdict[int | None, list[Shown]]:
    """What homes said when they were asked by voice whether it is true (R22)."""
    query = (
        select(Task.response_id, TaskRecord)
        .join(TaskRecord, col(TaskRecord.task_id) == col(Task.id))
        .where(col(Task.response_id).in_(response_ids), Task.reason == TaskReason.CHECK)
        .order_by(col(TaskRecord.id))
    )
    calls: defaultdict[int | None, list[Shown]] = defaultdict(list)
    for response_id, record in session.exec(query):
        calls[response_id].append(
            {
                "at": _time(record.at, zone),
                "by": record.by,
                "reached": record.reached,
                "outcome": record.outcome,
                "confirmed": record.confirmed,
            }
        )
    return calls


def _time(moment: datetime | None, zone: ZoneInfo) -> str | None:
    return None if moment is None else moment.astimezone(zone).isoformat()
