"""What the code says: every call of `say`, with the keys that it may mean and its parameters."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from string import Formatter

from flows.forms.form import SCORES
from flows.reports.indicators import Measured
from flows.reports.rule_findings import RuleStanding, Subject
from flows.rules import vocabulary
from flows.rules.card_buttons import BUTTONS
from flows.rules.case_file import FileItem
from flows.rules.personal_data import NoticePart
from flows.rules.refusals import Why
from flows.rules.survey.cleaning import Exclusion
from flows.rules.survey.draw import Standing
from flows.rules.survey.truth import Audit
from flows.rules.survey.words import (
    CampaignState,
    CampaignVerb,
    Disposition,
    MeasureState,
    Reviewer,
)
from flows.rules.verb_fields import FIELD_NAMES, Adoption, Decision, Via
from flows.rules.vocabulary import (
    CaseClass,
    CaseKind,
    CaseState,
    DeadlineKind,
    DeadlineState,
    Language,
    MessageState,
    Purpose,
    RegisteredSource,
    ResidenceRole,
    ResidentVerb,
    Role,
    Satisfaction,
    ToldBy,
    Urgency,
    Verb,
)
from flows.talks.account_menu import AccountItem, AccountLink
from flows.talks.dialogue import COURTESIES
from flows.talks.emergency_advice import ADVISED, ANY_OTHER
from flows.talks.report import Confirmation, ReportKind
from flows.talks.small_talks import ASKED_FIRST, MenuItem
from flows.understanding.wishes import Topic
from storage.measure_news import MeasureNews
from storage.rule_checks.registry import CHECKS
from storage.sign_offs import SignedBy
from storage.survey_calls import DEADLINE_OF
from storage.survey_lists import ListKind
from storage.tasks import TaskReason, TaskState
from tests.architecture.sources import Source, all_sources

UNPROVED = [rule for rule, (_, check) in CHECKS.items() if check is None]
UNREADABLE_TIMES = ("unclear", "past", "no_hour")
CHOSEN = (
    CaseClass,
    CaseKind,
    Confirmation,
    Language,
    MenuItem,
    RegisteredSource,
    ReportKind,
    ResidenceRole,
    Satisfaction,
)
"""The enums that a question offers; tests/flows/wording/test_said.py finds no other."""

NAMED_IN_REFUSALS = (
    Adoption,
    CampaignState,
    CampaignVerb,
    CaseKind,
    CaseState,
    Decision,
    DeadlineKind,
    FileItem,
    MeasureState,
    ResidentVerb,
    Reviewer,
    Role,
    Urgency,
    Verb,
    Via,
)
PRINTED_WORDS = (DeadlineState, MessageState, SignedBy, vocabulary.Source)
PRINTED = """
    number opened kind class urgency source estate home reporter handler state round responded
    closed text plan result measures improvement fixed satisfaction remark revisited deadlines
    timeline incoming from messages media what due met when who words to type hash
"""
"""What stands beside and above the lines of a printed file."""

CHANNELS = "wechat wechat_template wechat_subscribe sms wecom robot simulator"
"""What messages are sent by, as the figures name it."""

EVENTS = """
    opened accepted assigned responded response_undelivered proposed plan_approve plan_return
    resolved reclassified extended withdrawn closed archived signed_off handed_back handed_on added
    placed repeat not_fixed review said_why call_task call_reached call_unreached
    revisit_asked revisit_reminded revisit_fixed revisit_satisfaction revisit_remark revisited
    confirmation_told deadline_warn deadline_fire deadline_remind_again enrolment_decided
    coordinated credited forwarded flagged unflagged joined left took_in joined_to
    visit_offered visit_agreed visit_moved visit_declined contact_declined visit_called_off
    visit_unanswered rating_denied
human_begins human_ends
"""
"""What can happen to a case, as its printed file names it."""

PLAIN = "plain"
"""A person's own words: the one key that stands in no catalogue."""


def labels(*enums: type[StrEnum]) -> frozenset[str]:
    """The keys of the members' names."""
    return frozenset(f"{enum.__name__}.{member.value}" for enum in enums for member in enum)


def _each(prefix: str, ends: Iterable[str]) -> frozenset[str]:
    return frozenset(f"{prefix}{end}" for end in ends)


FAMILIES: Mapping[str, frozenset[str]] = {
    "AccountItem.{}": labels(AccountItem),
    "AccountLink.{}": labels(AccountLink),
    "Audit.{}": labels(Audit),
    "Measured.{}": labels(Measured),
    "Purpose.{}": labels(Purpose),
    "Source.{}": labels(vocabulary.Source),
    "RuleStanding.{}": labels(RuleStanding),
    "Standing.{}": labels(Standing),
    "Subject.{}": labels(Subject),
    "rule.{}": _each("rule.", CHECKS),
    "rule_gap.{}": _each("rule_gap.", UNPROVED),
    "CaseKind.{}": labels(CaseKind),
    "CaseClass.{}": labels(CaseClass),
    "CaseState.{}": labels(CaseState),
    "Closure.{}": labels(vocabulary.Closure),
    "DeadlineKind.{}": labels(DeadlineKind),
    "Disposition.{}": labels(Disposition),
    "Exclusion.{}": labels(Exclusion),
    "ResidenceRole.{}": labels(ResidenceRole),
    "Topic.{}": labels(Topic),
    "Role.{}": labels(Role),
    "Urgency.{}": labels(Urgency),
    "{}.{}": labels(*CHOSEN, *NAMED_IN_REFUSALS, *PRINTED_WORDS)
    | _each("event.", EVENTS.split())
    | _each("By.", ("resident", "huiyin"))
    | _each("Reader.", ("resident", "staff", "room"))
    | _each("Channel.", CHANNELS.split()),
    "print.{}": _each("print.", PRINTED.split()),
    "case.{}": _each("case.", Adoption),
    "Language.{}": labels(Language),
    "ToldBy.{}": labels(ToldBy),
    "card.{}": _each("card.", BUTTONS),
    "conversation.{}": _each("conversation.", COURTESIES.values()),
    "chat.when_{}": _each("chat.when_", UNREADABLE_TIMES),
    "emergency.advice_{}": _each("emergency.advice_", (*ADVISED, ANY_OTHER)),
    "emergency.call_{}": _each("emergency.call_", ("CN", "HK", "elsewhere")),
    "field.{}": _each("field.", FIELD_NAMES),
    "hand_over.what_{}": _each("hand_over.what_", ASKED_FIRST),
    "hint.when_{}": _each("hint.when_", UNREADABLE_TIMES),
    "privacy.{}": _each("privacy.", NoticePart),
    "Satisfaction.{}": labels(Satisfaction),
    "score.{}": _each("score.", SCORES),
    "report.what_{}": _each("report.what_", ("complaint", "repair")),
    "status.short_{}": _each("status.short_", CaseState),
    "staff.plan_{}": _each("staff.plan_", Decision),
    "staff.task_{}": _each("staff.task_", set(TaskReason) - set(DEADLINE_OF)),
    "measure.{}": _each("measure.", MeasureNews),
    "survey.call_{}": _each("survey.call_", DEADLINE_OF),
    "survey.list_{}": _each("survey.list_", ListKind),
    "TaskState.{}": labels(TaskState),
    "MeasureState.{}": labels(MeasureState),
    "Reviewer.{}": labels(Reviewer),
    # A name in place of a key: what it stands for is given elsewhere.
    "more": frozenset({"report.more_photos"}),
    "refusal.key": _each("refused.", Why),
    "seed.greeting": frozenset({"menu.greeting"}),
}
"""Keys that are put together where they are said, and all that they may come to."""


@dataclass(frozen=True)
class Said:
    """One call of `say`: where, under which keys, with which parameters.

    `family` is the key as it is put together there; `is_open` tells of parameters that only the
    running code knows.
    """

    place: str
    keys: frozenset[str]
    parameters: frozenset[str]
    family: str | None = None
    is_open: bool = False


def placeholders(sentence: str) -> frozenset[str]:
    """The names between braces. Raises ValueError for a brace that is not closed."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


@cache
def everything_said() -> tuple[Said, ...]:
    """All that the code says, tests apart."""
    return tuple(
        said
        for source in all_sources()
        if source.package != "tests" and "say(" in source.text
        for said in said_in(source)
    )


def said_in(source: Source) -> Iterator[Said]:
    """The calls of `say` in one file."""
    scopes: dict[ast.AST, ast.AST] = {
        node: function
        for function in ast.walk(source.tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
    }
    for call in calls_of(source.tree, "say"):
        scope = scopes.get(call, source.tree)
        keys, family = _keys(call.args[0], scope)
        names = frozenset(keyword.arg for keyword in call.keywords if keyword.arg is not None)
        place = f"{source.path}:{call.lineno}"
        yield Said(place, keys, names, family, len(names) < len(call.keywords))


def calls_of(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    """The calls of a function by its plain name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def _keys(key: ast.expr, scope: ast.AST) -> tuple[frozenset[str], str | None]:
    known = _texts(key, scope)
    if known is not None:
        return known, None
    family = _pattern(key)
    return FAMILIES.get(family, frozenset()), family


def _texts(text: ast.expr, scope: ast.AST) -> frozenset[str] | None:
    """All that an expression may come to, as far as it can be read on the spot."""
    match text:
        case ast.Constant(value=str(value)):
            return frozenset({value})
        case ast.IfExp(body=body, orelse=orelse):
            return _all(_texts(each, scope) for each in (body, orelse))
        case ast.Name(id=name):
            return _all(_texts(value, scope) for value in _assigned(name, scope))
        case ast.JoinedStr(values=[ast.Constant(value=str(head)), ast.FormattedValue(value=end)]):
            ends = _texts(end, scope)
            return None if ends is None else _each(head, ends)
        case _:
            return None


def _all(texts: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    found = list(texts)
    known = [each for each in found if each is not None]
    return frozenset().union(*known) if known and len(known) == len(found) else None


def _assigned(name: str, scope: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign) and name in {ast.unparse(one) for one in node.targets}:
            yield node.value


def _pattern(key: ast.expr) -> str:
    if not isinstance(key, ast.JoinedStr):
        return ast.unparse(key)
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "{}" for part in key.values
    )
