"""The answers of a survey that are compared with their originals, on a terminal (R16)."""

import json
from collections.abc import Iterator
from typing import Any

from bot import survey_records
from bot.api.authority import Actor
from bot.api.campaign_checks import show_checks
from bot.commands.campaigns import campaign_named, member_named, opened
from bot.commands.opening import CannotRun
from flows.rules.survey.truth import Mark
from storage.audit import COMMAND
from storage.campaigns import lock_campaign
from storage.response_checks import ResponseCheck, checks_of
from storage.survey_truth import audit_count


def check_lines(number: str, *, for_machines: bool) -> list[str]:
    """Each answer that is compared: what was kept, and below it what the home wrote itself."""
    with opened() as (database, _now), database.reading() as session:
        campaign = campaign_named(session, number)
        state = audit_count(session, campaign.id).state
        shown = show_checks(session, checks_of(session, campaign.id))
    if for_machines:
        return [json.dumps({"state": state, "items": shown}, ensure_ascii=False)]
    waiting = sum(one["mark"] is None for one in shown)
    head = f"{campaign.number} {campaign.title}: {state}, {waiting} of {len(shown)} to compare"
    return [head, *(line for one in shown for line in _lines(one))]


def mark_answer(number: str, check_id: int, mark: Mark, by: str, remark: str) -> str:
    """Say what was found of one answer; raises NotAllowed or CannotRun."""
    with opened() as (database, now), database.transaction() as session:
        campaign = lock_campaign(session, campaign_named(session, number).id)
        check = session.get(ResponseCheck, check_id)
        if check is None or check.campaign_id != campaign.id:
            raise CannotRun(f"{campaign.number} compares no answer {check_id}")
        member = member_named(session, by)
        checker = Actor(member, member.role)
        survey_records.mark(
            session, campaign, check, checker, found=mark, remark=remark, via=COMMAND, now=now
        )
        state = audit_count(session, campaign.id).state
        return f"{campaign.number}: answer {check.id} is a {mark}; the check is {state}"


def _lines(one: dict[str, Any]) -> Iterator[str]:
    yield f"  #{one['id']} {one['home']} by {one['mode']}: {one['mark'] or 'to compare'}"
    kept = (f"{answer['item']} {answer['answer'] or '-'}" for answer in one["answers"])
    yield f"     kept: {', '.join(kept)}"
    if one["collector"]:
        yield f"     keyed in by {one['collector']}, original: {one['kept_at'] or 'nowhere'}"
    for written in one["original"]:
        yield f"     {written['at']} {written['channel']}: {written['text']}"
