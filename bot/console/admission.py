"""How far somebody gets: to the page, or to what they have to do before it."""

from enum import StrEnum

from bot.console.one_time_codes import needs_codes
from bot.console.permissions import DOORS, Door, may_open
from storage.console_sessions import Entrant, Stage


class Admission(StrEnum):
    """What becomes of a request; all but the first and the last name where to go instead."""

    IN = "in"
    LOGIN = "/console/login"
    CODE = "/console/login/code"
    PASSWORD = "/console/account/password"  # noqa: S105 - an address
    CODES = "/console/account/codes"
    FORBIDDEN = "forbidden"


def admission(entrant: Entrant | None, name: str) -> Admission:
    """Whether a route is opened to somebody, by the doors and the permission table."""
    door = DOORS.get(name)
    if door is Door.OUTSIDE:
        return Admission.IN
    if entrant is None:
        return Admission.LOGIN
    if entrant.session.stage is Stage.CODE_WANTED:
        return Admission.IN if door is Door.CODE else Admission.CODE
    if door is not None:
        return Admission.IN
    if not entrant.session.by_wecom:
        if entrant.account.must_change:
            return Admission.PASSWORD
        if needs_codes(entrant.member.role) and entrant.account.codes_since is None:
            return Admission.CODES
    return Admission.IN if may_open(entrant.member.role, name) else Admission.FORBIDDEN
