"""Who calls, and what they may do: the token's role bounds what its bearer does for others."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from bot.api.errors import Code, Problem, bad_value
from bot.setting_values import ApiToken
from flows.rules.case_life import bounded
from flows.rules.refusals import Refusal
from flows.rules.vocabulary import Role
from storage.staff import Staff, find_staff

SCHEME = "bearer"
USERID_LONGEST = 64
"""WeCom's own limit."""


@dataclass(frozen=True)
class Caller:
    """A program with a token: its name in API_TOKENS and the role that bounds it."""

    name: str
    role: Role


@dataclass(frozen=True)
class Actor:
    """The member of staff in whose name something is done, and the role it is done with.

    That is the lower of the member's own and the caller's.
    """

    member: Staff
    role: Role


def caller_of(authorizations: Sequence[str], tokens: Sequence[ApiToken]) -> Caller:
    """Find out who calls from the Authorization headers; Problem 401 for nobody we know."""
    scheme, _, given = (authorizations[0] if len(authorizations) == 1 else "").partition(" ")
    found = None
    for token in tokens:
        # All are compared: how long it takes says nothing about which one is near.
        if hmac.compare_digest(_bytes(token.token), _bytes(given.strip())):
            found = Caller(token.name, token.role)
    if found is None or scheme.lower() != SCHEME:
        message = "this takes a token that is known here: Authorization: Bearer …"
        raise Problem(401, Code.UNAUTHORIZED, message, {"WWW-Authenticate": "Bearer"})
    return found


def check_writer(caller: Caller) -> None:
    """Raise Problem 403 for a caller that may only read."""
    if caller.role is Role.AUDITOR:
        message = f"the token {caller.name} is an auditor's: it reads and changes nothing"
        raise Problem(403, Refusal.WRONG_ROLE, message)


def actor_of(session: Session, caller: Caller, userid: str) -> Actor:
    """Look up in whose name something is done; Problem 400 if there is no such member of staff."""
    member = find_staff(session, userid)
    if member is None:
        raise bad_value(f"by: there is no staff member {userid}")
    return Actor(member, bounded(member.role, caller.role))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
