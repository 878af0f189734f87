"""Accounts of the console, given to members of staff and taken away, by command or at the desk."""

from datetime import datetime

from sqlmodel import Session

from storage.audit import audit
from storage.console_accounts import account_of, disable, give_account
from storage.console_sessions import end_sessions
from storage.staff import Staff


def give(
    session: Session, member: Staff, password_hash: str, now: datetime, *, by: str, via: str
) -> None:
    """Let a member in under a password for the first login; whoever was in under it is out."""
    account = give_account(session, member, password_hash, now)
    end_sessions(session, account.id)
    audit(session, "console account", f"staff {member.userid}", by=by, via=via, now=now)


def take_away(session: Session, member: Staff, now: datetime, *, by: str, via: str) -> bool:
    """Shut a member's account: each browser of theirs is out at once; False where there is none."""
    account = account_of(session, member.id)
    if account is None:
        return False
    disable(session, account, now)
    end_sessions(session, account.id)
    audit(session, "console account shut", f"staff {member.userid}", by=by, via=via, now=now)
    return True
