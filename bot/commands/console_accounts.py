"""How `huiyin staff` opens and shuts accounts of the console."""

from sqlmodel import Session

from bot.commands.opening import CannotRun, current_database, service_now
from bot.console.accounts_given import give, take_away
from bot.console.one_time_codes import needs_codes
from bot.console.passwords import hashed_now, printed_password
from bot.settings import Settings
from flows.rules.vocabulary import Role
from storage.audit import COMMAND, OPERATOR
from storage.staff import Staff, find_staff


def open_account(
    settings: Settings, userid: str, role: Role | None, by: str | None
) -> tuple[str, ...]:
    """Open an account, or begin it anew, and tell the password; raises CannotRun."""
    password = printed_password()
    kept = hashed_now(password)
    with current_database(settings) as database:
        now = service_now(settings, database)
        with database.transaction() as session:
            member = _member(session, userid)
            if role is not None and member.role is not role:
                raise CannotRun(f"{member.userid} is {member.role} in the directory, not {role}")
            give(session, member, kept, now, by=_who(by), via=COMMAND)
    return (
        f"{member.userid} ({member.role}) may enter {settings.public_base_url}/console",
        f"password for the first login: {password}",
        "it is shown this once, and has to be changed then",
        *(["then an authenticator app is set up, as for every manager"] * needs_codes(member.role)),
    )


def shut_account(settings: Settings, userid: str, by: str | None) -> str:
    """Shut an account; raises CannotRun where there is none."""
    with current_database(settings) as database:
        now = service_now(settings, database)
        with database.transaction() as session:
            member = _member(session, userid)
            if not take_away(session, member, now, by=_who(by), via=COMMAND):
                raise CannotRun(f"{member.userid} has no account of the console")
    return f"{member.userid} may not enter the console any more"


def _member(session: Session, userid: str) -> Staff:
    member = find_staff(session, userid)
    if member is None:
        raise CannotRun(f"the directory knows no member of staff {userid}: `huiyin import staff`")
    return member


def _who(by: str | None) -> str:
    return OPERATOR if by is None else by.strip().lower()
