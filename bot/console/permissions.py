"""Who may open which route of the console: the table that the house is held to (S7).

An object of a foreign estate is hidden from everybody here (404), whatever their role.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from flows.rules.case_life import MANAGERS
from flows.rules.vocabulary import RUNGS, Role
from storage.survey_truth import COMPANY_OFFICE

EVERYONE = frozenset(Role)
WRITERS = EVERYONE - {Role.AUDITOR}
"""An auditor reads all and changes nothing, but says of answers whether they are true (R16)."""
OFFICE = EVERYONE - {Role.TECHNICIAN}
"""Whoever answers for how the work goes, and not for one trade."""
LEADING = OFFICE - {Role.ASSISTANT}


RUNNERS = LEADING & WRITERS
"""Who runs a survey, and says who is on leave; which verb takes more is for its rules (R18)."""
CALLERS = frozenset(RUNGS)
"""Who calls residents and visits them: each rung its own tasks, and those of the lower ones."""


OWNERS = frozenset({Role.GENERAL_MANAGER})
"""Who decides who works here, if they are of the company office."""


class Door(StrEnum):
    """The routes that lead in: who may take them is no question of a role."""

    OUTSIDE = "outside"
    """Anybody, also without a session."""
    CODE = "code"
    """Whoever has shown a password and still owes a one-time code."""
    BEGINNER = "beginner"
    """Whoever is in, also before they have set a password or codes of their own."""


DOORS: Mapping[str, Door] = MappingProxyType(
    {
        "login": Door.OUTSIDE,
        "login.take": Door.OUTSIDE,
        "login.wecom": Door.OUTSIDE,
        "login.wecom.back": Door.OUTSIDE,
        "file": Door.OUTSIDE,
        "unknown": Door.OUTSIDE,
        "code": Door.CODE,
        "code.take": Door.CODE,
        "logout": Door.BEGINNER,
        "logout.everywhere": Door.BEGINNER,
        "language": Door.BEGINNER,
        "password": Door.BEGINNER,
        "password.take": Door.BEGINNER,
        "codes": Door.BEGINNER,
        "codes.take": Door.BEGINNER,
    }
)
PERMISSIONS: Mapping[str, frozenset[Role]] = MappingProxyType(
    {
        "board": EVERYONE,
        "board.rows": EVERYONE,
        "board.sound": EVERYONE,
        "tasks": EVERYONE,
        "tasks.rows": EVERYONE,
        "task": EVERYONE,
        "task.phone": CALLERS,
        "task.record": CALLERS,
        "task.visit": CALLERS,
        "task.call_off": CALLERS,
        "case": EVERYONE,
        "case.news": EVERYONE,
        "case.print": EVERYONE,
        "case.media": EVERYONE,
        "case.do": WRITERS,
        "talk": EVERYONE,
        "talk.lines": EVERYONE,
        "talk.begin": WRITERS,
        "talk.say": WRITERS,
        "talk.end": WRITERS,
        "new_case": WRITERS,
        "new_case.take": WRITERS,
        "campaigns": OFFICE,
        "campaign": OFFICE,
        "campaign.return": OFFICE,
        "campaign.draw": OFFICE,
        "campaign.results": OFFICE,
        "campaign.publication": OFFICE,
        "campaign.responses": LEADING,
        "campaign.response": LEADING,
        "campaign.report": LEADING,
        "campaign.file": LEADING,
        "campaign.new": RUNNERS,
        "campaign.keep": RUNNERS,
        "campaign.revise": RUNNERS,
        "campaign.revise.take": RUNNERS,
        "campaign.do": RUNNERS,
        "campaign.measure": RUNNERS,
        "campaign.propose": CALLERS,
        "campaign.prize": CALLERS,
        "campaign.mark": frozenset(COMPANY_OFFICE),
        "delivery": EVERYONE,
        "delivery.rows": EVERYONE,
        "message": EVERYONE,
        "message.resend": CALLERS,
        "message.hand_over": CALLERS,
        "estate": OFFICE,
        "estate.home": OFFICE,
        "estate.phone": CALLERS,
        "estate.staff": OFFICE,
        "staff.member": OFFICE,
        "staff.phone": CALLERS,
        "staff.new": OWNERS,
        "staff.take_new": OWNERS,
        "staff.take": OWNERS,
        "staff.account": OWNERS,
        "staff.dismiss": OWNERS,
        "duty": OFFICE,
        "duty.take": RUNNERS,
        "duty.end": RUNNERS,
        "policy": OFFICE,
        "policy.edit": frozenset(MANAGERS),
        "policy.check": frozenset(MANAGERS),
        "policy.fields": frozenset(MANAGERS),
        "policy.fill": frozenset(MANAGERS),
        "policy.take": frozenset(MANAGERS),
        "forms": OFFICE,
        "forms.check": frozenset(MANAGERS),
        "forms.publish": frozenset(MANAGERS),
        "wording": OFFICE,
        "wording.take": frozenset(MANAGERS),
        "exports": LEADING,
        "exports.ask": RUNNERS,
        "exports.decide": frozenset(MANAGERS),
        "exports.link": RUNNERS,
        "exports.file": RUNNERS,
        "providers": OFFICE,
        "import": frozenset(MANAGERS),
        "import.preview": frozenset(MANAGERS),
        "import.take": frozenset(MANAGERS),
        "account": EVERYONE,
        "figures": OFFICE,
        "figures.rows": OFFICE,
        "figures.file": OFFICE,
        "figures.messages": OFFICE,
        "figures.reports": OFFICE,
        "audit": LEADING,
        "audit.file": LEADING,
    }
)


def check_complete(names: Iterable[str]) -> None:
    """Raise ValueError for a route that nobody decided on, or a decision on no route."""
    known = PERMISSIONS.keys() | DOORS.keys()
    wrong = set(names) ^ known
    if wrong or PERMISSIONS.keys() & DOORS.keys():
        message = f"bot/console/permissions.py and the routes differ in {sorted(wrong)}"
        raise ValueError(message)


def may_open(role: Role, name: str) -> bool:
    """Whether a role may use a route of the desk."""
    return role in PERMISSIONS[name]
