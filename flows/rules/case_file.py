"""What the file of a case must hold before a manager signs it off (R46)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from flows.rules.policy import Policy
from flows.rules.rounds import needs_approval
from flows.rules.vocabulary import CaseClass, CaseKind, Closure

HANDLED = (CaseKind.COMPLAINT, CaseKind.REPAIR)
"""The kinds that are resolved and revisited; the answer to any other is its whole result."""


class FileItem(StrEnum):
    """One line of the checklist."""

    RESULT = "result"
    PLAN = "plan"
    REVISIT = "revisit"
    VERDICT = "verdict"
    REASON = "reason"
    TASKS = "tasks"
    MEDIA = "media"


@dataclass(frozen=True)
class FileFacts:
    """What lies in the file of a closed case.

    `reason` was given when it closed; `open_tasks` are calls and visits that nobody has recorded,
    `awaited_media` what still has to be fetched from a provider.
    """

    kind: CaseKind
    klass: CaseClass
    round: int
    closure: Closure
    result: bool = False
    plan_approved: bool = False
    revisited: bool = False
    verdict: bool = False
    reason: bool = False
    open_tasks: int = 0
    awaited_media: int = 0


def missing_items(policy: Policy, file: FileFacts) -> tuple[FileItem, ...]:
    """Return what the file lacks, in the order of the checklist; empty when it is complete.

    A case that closed without the resident's word needs the reason instead of their verdict.
    """
    return tuple(_missing(policy, file))


def _missing(policy: Policy, file: FileFacts) -> Iterator[FileItem]:
    if file.kind in HANDLED and file.closure is not Closure.UNSATISFIED:
        if not file.result:
            yield FileItem.RESULT
        if needs_approval(policy, file.klass, file.round) and not file.plan_approved:
            yield FileItem.PLAN
    if file.kind in HANDLED and file.closure is Closure.CONFIRMED:
        if not file.revisited:
            yield FileItem.REVISIT
        if not file.verdict:
            yield FileItem.VERDICT
    if file.closure is not Closure.CONFIRMED and not file.reason:
        yield FileItem.REASON
    if file.open_tasks:
        yield FileItem.TASKS
    if file.awaited_media:
        yield FileItem.MEDIA
