"""Whether surveys were counted, reported, checked, published and acted on (R9-R23)."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from flows.reports.rule_findings import Line
from flows.rules.survey.invitations import Known
from flows.rules.survey.truth import Mark
from flows.rules.survey.words import CampaignKind, MeasureKind, MeasureState, Reviewer
from flows.rules.vocabulary import DeadlineKind, DeadlineState
from storage.campaigns import Campaign, CampaignReport, CampaignSignature
from storage.deadlines import Deadline
from storage.invitations import Invitation
from storage.keys import keyring
from storage.measures import Measure
from storage.prizes import Prize
from storage.response_checks import ResponseCheck
from storage.responses import FormResponse
from storage.rule_checks.looking import Lines, Look
from storage.rule_checks.surveys import is_within
from storage.tasks import Task, TaskReason, TaskRecord

A_MONTH = timedelta(days=30)
"""R60: whatever residents said is answered within a month; so are a survey's results."""
NINE_ITEMS = frozenset(
    {"electricity", "water", "security", "order", "hygiene", "greenery"}
    | {"facilities", "repairs", "attitude"}
)

Told = Mapping[str, Any]


def told_reports(look: Look) -> Iterator[tuple[Campaign, Told]]:
    """The newest report of each survey that ever closed, as it was kept."""
    for one in look.campaigns:
        if one.closed_at is not None:
            for _, told in _newest(look, one):
                yield one, told


def _reports(look: Look) -> Iterator[tuple[Campaign, CampaignReport, Told]]:
    """The newest report of each survey that closed in the time."""
    for one in look.campaigns:
        if is_within(look, one.closed_at):
            for row, told in _newest(look, one):
                yield one, row, told


def _newest(look: Look, one: Campaign) -> Iterator[tuple[CampaignReport, Told]]:
    """The report that counts, or nothing where there is none, or its words are forgotten."""
    query = select(CampaignReport).where(CampaignReport.campaign_id == one.id)
    row = look.session.exec(query.order_by(col(CampaignReport.id).desc()).limit(1)).first()
    if row is not None and row.content_sealed is not None:
        yield row, json.loads(keyring(look.session).open(row.content_sealed))


def representative(look: Look) -> Lines:
    """R9: the report says of each building how many came back, and their sum is the whole."""
    for one, _, told in _reports(look):
        rate = told["returns"]["rate"]
        buildings = [each["asked"]["returned"] for each in told["returns"]["buildings"]]
        yield Line(one.number, bool(buildings) and sum(buildings) == rate["part"])


def abstentions(look: Look) -> Lines:
    """R10: what was skipped or unclear is in no base: a base holds what was answered, if graded."""
    for one, _, told in _reports(look):
        whole = told["whole"]
        yield Line(one.number, all(
            each["answered"] + each["skipped"] + each["unclear"] <= whole["returned"]
            and (each["satisfied"] is None
                 or each["satisfied"]["base"] + each["neutral"] == each["answered"])
            for each in whole["items"]
        ))  # fmt: skip


def satisfaction(look: Look) -> Lines:
    """R11: of each item with the five labels, those that pass over those that pass or fail."""
    rules = look.numbers["survey"]
    for one, _, told in _reports(look):
        yield Line(one.number, all(
            _is_counted(rules, each) for each in told["whole"]["items"]
            if each["satisfied"] is not None and set(each["options"]) >= set(rules["passing"])
        ))  # fmt: skip


def _is_counted(rules: Told, item: Told) -> bool:
    passing = sum(item["options"][label] for label in rules["passing"])
    failing = sum(item["options"][label] for label in rules["failing"])
    rate = item["satisfied"]
    return bool(rate["part"] == passing and rate["base"] == passing + failing)


def indicators(look: Look) -> Lines:
    """R12: each rate lies in its interval, and what was left out is logged with a reason."""
    for one, _, told in _reports(look):
        rates = [each["satisfied"] for each in told["whole"]["items"] if each["satisfied"]]
        lies = all(each["low"] <= each["part"] / each["base"] <= each["high"]
                   for each in rates if each["base"])  # fmt: skip
        yield Line(one.number, lies and all(each["reason"] for each in told["excluded"]))


def nine_items(look: Look) -> Lines:
    """R13: a periodic survey asks about the nine fixed items."""
    for one in look.campaigns:
        if is_within(look, one.started_at) and one.kind is CampaignKind.PERIODIC:
            yield Line(one.number, all(item in one.form_content for item in NINE_ITEMS))


def reported(look: Look) -> Lines:
    """R14: a survey that has closed is reported, within a month."""
    with_report = {one.id for one, _, _ in _reports(look)}
    for one in look.campaigns:
        if is_within(look, one.closed_at) and one.closed_at is not None:
            if one.id in with_report:
                yield Line(one.number, counted=True)
            elif one.closed_at + A_MONTH <= look.until:
                yield Line(one.number, counted=False)


def opinions(look: Look) -> Lines:
    """R15: who wrote an opinion was called within fifteen days of it, and the call recorded."""
    days = timedelta(days=look.numbers["deadlines"]["opinion_callback_days"])
    query = (
        select(Campaign.number, Deadline, FormResponse)
        .join(Deadline, col(Deadline.campaign_id) == col(Campaign.id))
        .join(Task, col(Task.id) == col(Deadline.task_id))
        .join(FormResponse, col(FormResponse.id) == col(Task.response_id))
        .where(
            Deadline.kind == DeadlineKind.OPINION_CALLBACK,
            look.within(col(Deadline.due_at)),
            col(Campaign.id).in_([one.id for one in look.campaigns]),
            Deadline.state != DeadlineState.DROPPED,
        )
    )
    for number, promise, response in look.session.exec(query):
        in_time = promise.met_at is not None and promise.met_at <= promise.due_at
        is_short = promise.due_at <= response.handed_in_at + days
        yield Line(f"{number} task {promise.task_id}", in_time and is_short)


def truth(look: Look) -> Lines:
    """R16: some that did not answer were called, a share compared; a falsification opens all."""
    rules = look.numbers["survey_checks"]
    for one in look.campaigns:
        if not is_within(look, one.closed_at) or one.kind is CampaignKind.FOLLOW_UP:
            continue
        asked = select(Invitation).where(Invitation.campaign_id == one.id)
        invited = look.session.exec(asked).all()
        silent = sum(each.known != Known.COMPLETED for each in invited)
        called = select(Task.id).where(
            Task.campaign_id == one.id, Task.reason == TaskReason.UNRETURNED
        )
        calls = len(look.session.exec(called).all())
        compared = select(ResponseCheck).where(ResponseCheck.campaign_id == one.id)
        checks = look.session.exec(compared).all()
        responses = len(invited) - silent
        share = -(-responses * rules["audit_percent"] // 100)
        is_false = any(each.mark is Mark.FALSIFIED for each in checks)
        yield Line(one.number, calls >= min(silent, rules["unreturned_homes"])
                   and len(checks) >= (responses if is_false else share))  # fmt: skip


def rectified(look: Look) -> Lines:
    """R17: an estate below the target has something to put right, with an owner and a day."""
    for one, _, told in _reports(look):
        if look.estate.name in told["below_target"]:
            mine = [each for each in _measures(look, one, MeasureKind.RECTIFICATION)
                    if each.estate_id in {None, look.estate.id}]  # fmt: skip
            yield Line(one.number, any(each.owner_id and each.due_on for each in mine))


def _measures(look: Look, campaign: Campaign, *kinds: MeasureKind) -> list[Measure]:
    query = select(Measure).where(Measure.campaign_id == campaign.id)
    return [one for one in look.session.exec(query) if one.kind in kinds]


def reviewed(look: Look) -> Lines:
    """R18: a report that counts as reviewed has all three signatures."""
    for one, row, _ in _reports(look):
        if one.reviewed_at is not None:
            query = select(CampaignSignature.reviewer).where(CampaignSignature.report_id == row.id)
            yield Line(one.number, set(look.session.exec(query)) == set(Reviewer))


def studied(look: Look) -> Lines:
    """R19: what did not improve twice is studied."""
    for one, _, told in _reports(look):
        items = set(told["without_improvement"])
        if items:
            found = {each.about for each in _measures(look, one, MeasureKind.STUDY)}
            yield Line(one.number, items <= found)


def published(look: Look) -> Lines:
    """R20: results are published within a month; what is not taken up has its reason."""
    for one, _, _ in _reports(look):
        if one.kind is CampaignKind.FOLLOW_UP or one.closed_at is None:
            continue
        kinds = tuple(MeasureKind)
        refused = [each for each in _measures(look, one, *kinds)
                   if each.state is MeasureState.NOT_ADOPTED]  # fmt: skip
        if one.published_at is not None:
            yield Line(one.number, all(each.decision for each in refused))
        elif one.closed_at + A_MONTH <= look.until:
            yield Line(one.number, counted=False)


def asked_again(look: Look) -> Lines:
    """R21: once a wish is fulfilled, those who had it are asked how it turned out."""
    for one in look.campaigns:
        for each in _measures(look, one, MeasureKind.IMPROVEMENT):
            done = each.done_at
            if done is None or each.state is not MeasureState.DONE or not is_within(look, done):
                continue
            if each.follow_up_id is not None:
                yield Line(f"{one.number} measure {each.id}", counted=True)
            elif done + A_MONTH <= look.until:
                yield Line(f"{one.number} measure {each.id}", counted=False)


def ratings(look: Look) -> Lines:
    """R22: a rating that a resident does not call true is looked into."""
    ids = [one.id for one in look.campaigns]
    query = (
        select(Campaign.number, Task, TaskRecord)
        .join(Task, col(Task.campaign_id) == col(Campaign.id))
        .join(TaskRecord, col(TaskRecord.task_id) == col(Task.id))
        .where(
            col(Campaign.id).in_(ids),
            col(TaskRecord.confirmed).is_not(None),
            look.within(col(TaskRecord.at)),
        )
    )
    checks = select(ResponseCheck.response_id).where(col(ResponseCheck.campaign_id).in_(ids))
    looked_into = set(look.session.exec(checks))
    for number, task, record in look.session.exec(query):
        if task.response_id is None:
            continue  # who says that they did answer is asked about nothing that could be compared
        is_seen = bool(record.confirmed) or task.response_id in looked_into
        yield Line(f"{number} task {task.id}", is_seen)


def prizes(look: Look) -> Lines:
    """R23: prizes went to homes that completed the questionnaire, one to a home."""
    for one in look.campaigns:
        if not one.prizes or not is_within(look, one.closed_at):
            continue
        query = (
            select(Invitation)
            .join(Prize, col(Prize.invitation_id) == col(Invitation.id))
            .where(Prize.campaign_id == one.id)
        )
        won = look.session.exec(query).all()
        homes = Counter(each.home_id for each in won)
        wanted = min(one.prizes, _completed(look, one))
        yield Line(one.number, all(each.known == Known.COMPLETED for each in won)
                   and all(number == 1 for number in homes.values())
                   and len(won) == wanted)  # fmt: skip


def _completed(look: Look, campaign: Campaign) -> int:
    query = select(Invitation.known).where(Invitation.campaign_id == campaign.id)
    return sum(known == Known.COMPLETED for known in look.session.exec(query))
