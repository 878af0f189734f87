"""Policy: the rules in force, their history, and a new version that is checked before it holds.

Holiday overrides are part of it, under [calendar].
"""

from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff

from sqlmodel import Session

from bot.api.texts import read_identifier
from bot.console.asked import Answer, Asked, Go, Missing, Page, Route
from bot.console.estates_asked import Scope, scope_of
from bot.console.local_times import read_local
from bot.console.service import VIA
from bot.policy_decisions import WHY_LENGTH_MAX, Decision, add_version
from bot.texts import legible
from flows.rules.case_life import MANAGERS
from flows.rules.due import first_response_due
from flows.rules.policy import Policy
from flows.rules.policy_reading import PolicyError, Problem
from flows.rules.policy_text import POLICY_CHARACTERS_MAX, parse_policy, render_policy
from flows.rules.vocabulary import Urgency
from storage.database import zone_of
from storage.deadlines import open_deadlines
from storage.estates import (
    PolicyVersion,
    policy_in_force,
    policy_of_version,
    policy_version_in_force,
    policy_versions,
)

VERSIONS_SHOWN = 50
LINES_AROUND = 2


@dataclass(frozen=True)
class Draft:
    """What somebody typed: the text, the policy if it is one, and all that is wrong with it."""

    text: str
    policy: Policy | None
    problems: tuple[Problem, ...] = ()


def show_policy(session: Session, asked: Asked, now: datetime) -> Page:
    """What holds now and what held before; of one version, what it changed."""
    scope = scope_of(session, asked)
    versions = policy_versions(session, scope.estate.id, VERSIONS_SHOWN)
    holds = policy_version_in_force(session, scope.estate.id, now)
    in_force = session.get_one(PolicyVersion, holds)
    shown, before = in_force, None
    if "version" in asked.query:
        wanted = read_identifier(asked.query["version"])
        found = [place for place, one in enumerate(versions) if one.id == wanted]
        if not found:
            raise Missing
        shown = versions[found[0]]
        before = next(iter(versions[found[0] + 1 :]), None)
    values = {
        "scope": scope,
        "versions": versions,
        "in_force": in_force,
        "shown": shown,
        "text": render_policy(policy_of_version(session, shown.id)),
        "changes": () if before is None else _between(session, before, shown),
        "is_one": "version" in asked.query,
        "may_change": asked.member.role in MANAGERS,
        "now": now,
    }
    return Page("policy.html", values)


def edit(session: Session, asked: Asked, now: datetime) -> Page:
    """The policy in force as a text to change."""
    scope = scope_of(session, asked)
    text = render_policy(policy_in_force(session, scope.estate.id, now))
    return edit_page(session, asked, scope, Draft(text, None), now)


def check(session: Session, asked: Asked, now: datetime) -> Page:
    """Every mistake with its line, or what the text would change."""
    return edit_page(session, asked, scope_of(session, asked), draft_of(asked, _typed(asked)), now)


def take(session: Session, asked: Asked, now: datetime) -> Answer:
    """Let the text hold from a time on, unless somebody else has changed the policy meanwhile."""
    scope = scope_of(session, asked)
    draft = draft_of(asked, _typed(asked))
    begins = _begins(session, asked, now)
    why = asked.field("why")
    fault = ""
    if asked.field("base") != str(_newest(session, scope).id):
        fault = "policy.changed_meanwhile"
    elif not why or len(why) > WHY_LENGTH_MAX:
        fault = "policy.why_needed"
    elif begins is None or begins < now:
        fault = "policy.not_a_time"
    elif draft.policy is not None and not _changes(session, scope, draft, now):
        fault = "policy.nothing_changes"
    if draft.policy is None or begins is None or fault:
        return edit_page(session, asked, scope, draft, now, fault=fault)
    decision = Decision(draft.policy, begins, asked.member.userid, why)
    add_version(session, scope.estate, decision, now, via=VIA)
    return Go(f"/console/estate/policy?estate={scope.estate.id}", "said.policy")


ROUTES = (
    Route("policy", "GET", "/estate/policy", show_policy),
    Route("policy.edit", "GET", "/estate/policy/edit", edit),
    Route("policy.check", "POST", "/estate/policy/check", check),
    Route("policy.take", "POST", "/estate/policy/take", take),
)


def edit_page(
    session: Session, asked: Asked, scope: Scope, draft: Draft, now: datetime, *, fault: str = ""
) -> Page:
    """A draft as a text to go on with, beside its mistakes or what it would change."""
    values = {
        "scope": scope,
        "text": draft.text,
        "problems": draft.problems,
        "changes": _changes(session, scope, draft, now),
        "open_deadlines": open_deadlines(session, scope.estate.id),
        "first": _first_responses(session, scope, draft, now),
        "is_checked": draft.policy is not None,
        "base": _newest(session, scope).id,
        "day": asked.field("day"),
        "clock": asked.field("clock"),
        "why": asked.field("why"),
        "why_longest": WHY_LENGTH_MAX,
        "fault": fault,
    }
    return Page("policy_edit.html", values, 400 if draft.problems or fault else 200)


def _typed(asked: Asked) -> str:
    """What a form sent as text, or a file of it; what is no text is named as a mistake."""
    upload = asked.uploads.get("file")
    if upload is not None and upload.content:
        # A file's first mark of order, or what is no UTF-8, stands there to be seen.
        return legible(upload.content.decode("utf-8-sig", "replace")).replace("\r\n", "\n")
    # A form sends its lines with CR LF.
    return asked.field("text").replace("\r\n", "\n")


def draft_of(asked: Asked, text: str) -> Draft:
    """A text, read: the policy that it is, or every mistake in it."""
    if len(text) > POLICY_CHARACTERS_MAX:
        too_long = asked.words("policy.too_long", longest=POLICY_CHARACTERS_MAX)
        return Draft(text, None, (Problem(0, "", too_long),))
    try:
        return Draft(text, parse_policy(text))
    except PolicyError as error:
        return Draft(text, None, error.problems)


def _first_responses(
    session: Session, scope: Scope, draft: Draft, now: datetime
) -> tuple[datetime, datetime] | None:
    """When a report of this moment is to be answered: as it is, and as it would be."""
    if draft.policy is None:
        return None
    present, zone = policy_in_force(session, scope.estate.id, now), zone_of(session)
    before, after = (
        first_response_due(one, zone, Urgency.NORMAL, now) for one in (present, draft.policy)
    )
    return before, after


def _begins(session: Session, asked: Asked, now: datetime) -> datetime | None:
    """From when it is to hold: at once where nothing is said."""
    if not asked.field("day"):
        return now
    clock = asked.field("clock") or "00:00"
    return read_local(asked.field("day"), clock, zone_of(session))


def _newest(session: Session, scope: Scope) -> PolicyVersion:
    (newest,) = policy_versions(session, scope.estate.id, 1)
    return newest


def _changes(session: Session, scope: Scope, draft: Draft, now: datetime) -> tuple[str, ...]:
    if draft.policy is None:
        return ()
    return _difference(policy_in_force(session, scope.estate.id, now), draft.policy)


def _between(session: Session, before: PolicyVersion, after: PolicyVersion) -> tuple[str, ...]:
    return _difference(policy_of_version(session, before.id), policy_of_version(session, after.id))


def _difference(before: Policy, after: Policy) -> tuple[str, ...]:
    """The lines that go and come, with some around them; the names of files are left out."""
    lines = unified_diff(
        render_policy(before).splitlines(),
        render_policy(after).splitlines(),
        lineterm="",
        n=LINES_AROUND,
    )
    return tuple(lines)[2:]
