"""Versions of the policy: what `huiyin policy` reads from a file and writes into rows."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from bot.commands.opening import CannotRun
from bot.commands.text_files import read_text_file
from bot.policy_decisions import WHY_LENGTH_MAX, Decision, add_version
from flows.rules.policy import Policy
from flows.rules.policy_text import parse_policy, render_policy
from storage.audit import COMMAND
from storage.estates import Estate, estates, policy_in_force
from storage.staff import Staff, find_staff

POLICY_BYTES_MAX = 1_000_000


def read_policy(path: Path) -> Policy:
    """The policy of a TOML file; raises PolicyError with every mistake, or CannotRun."""
    return parse_policy(read_text_file(path, POLICY_BYTES_MAX), name=str(path))


def instant(written: str, zone: ZoneInfo, option: str = "--from") -> datetime:
    """An ISO time; without an offset it is the estate's. Raises CannotRun for any other text."""
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        raise CannotRun(f"{option}: {written!r} is no time such as 2026-12-01T08:00") from None
    return found.replace(tzinfo=zone) if found.tzinfo is None else found


def add_versions(
    session: Session, decision: Decision, estate_name: str | None, now: datetime
) -> list[str]:
    """Add a version to the named estate or to all, and return their names; raises CannotRun."""
    check_decision(session, decision.by, decision.why)
    chosen = [estate_named(session, estate_name)] if estate_name is not None else estates(session)
    if not chosen:
        raise CannotRun("there is no estate yet: import residents or staff first")
    for estate in chosen:
        add_version(session, estate, decision, now, via=COMMAND)
    return [estate.name for estate in chosen]


def policy_text(session: Session, estate_name: str | None, now: datetime) -> tuple[str, str]:
    """An estate and its policy in force as TOML; without a name, of the only one there is."""
    known = estates(session)
    if estate_name is None and len(known) > 1:
        raise CannotRun(f"--estate: say which one; there are {_listed(known)}")
    if not known:
        raise CannotRun("there is no estate yet: import residents or staff first")
    estate = known[0] if estate_name is None else estate_named(session, estate_name)
    return estate.name, render_policy(policy_in_force(session, estate.id, now))


def estate_named(session: Session, name: str) -> Estate:
    """The estate of this name; raises CannotRun with those that there are."""
    known = estates(session)
    for estate in known:
        if estate.name == name:
            return estate
    raise CannotRun(f"--estate: there is no {name!r}; there are {_listed(known)}")


def _listed(known: list[Estate]) -> str:
    return ", ".join(estate.name for estate in known) or "none yet"


def check_decision(session: Session, by: str, why: str) -> None:
    """Raise CannotRun for a reason that is none, or for a person whom nobody knows."""
    if not why or len(why) > WHY_LENGTH_MAX:
        raise CannotRun(f"--why: must have 1 to {WHY_LENGTH_MAX} characters")
    # Before anybody has been entered, whoever sets the house up has no userid yet.
    somebody = session.exec(select(Staff.id).limit(1)).first() is not None
    if not by or (somebody and find_staff(session, by) is None):
        raise CannotRun(f"--by: {by!r} is nobody's userid among the staff")
