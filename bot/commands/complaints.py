"""What went wrong, as sentences on stderr: people who run a command do not read tracebacks."""

from dataclasses import dataclass
from errno import EACCES, EADDRINUSE, EADDRNOTAVAIL

from cryptography.fernet import InvalidToken
from sqlalchemy.exc import DBAPIError

from bot.commands.opening import CannotRun, first_line
from bot.directory_lines import FileRefused
from bot.settings import SettingsError
from bot.watchdog import LoopDied
from flows.forms.reading import FormError
from flows.rules.knowledge import KnowledgeError
from flows.rules.policy_reading import PolicyError
from flows.rules.refusals import NotAllowed
from storage.revision import MigrationError
from storage.rotation import RotationError
from storage.single import AlreadyServed

NOT_TO_BE_LISTENED_ON = (EADDRINUSE, EADDRNOTAVAIL, EACCES)
REFUSED, COULD_NOT_RUN = 1, 2


@dataclass(frozen=True)
class Complaint:
    """The sentences, one a line, and the exit code: 1 for content, 2 for everything around it."""

    sentences: tuple[str, ...]
    code: int = COULD_NOT_RUN


def complaint(error: Exception) -> Complaint | None:
    """What to say about an error; None for one that only a programmer can do something about."""
    match error:
        case FileRefused():
            rows = tuple(str(problem) for problem in error.problems)
            return Complaint((*rows, "nothing was imported"), REFUSED)
        case KnowledgeError():
            return Complaint(error.problems, REFUSED)
        case PolicyError() | FormError():
            return Complaint(tuple(str(error).splitlines()), REFUSED)
        case NotAllowed():
            return Complaint((error.reason,), REFUSED)
        case SettingsError():
            return Complaint(tuple(error.problems))
        case CannotRun() | MigrationError() | RotationError() | AlreadyServed() | LoopDied():
            return Complaint((str(error),))
        case InvalidToken():
            return Complaint(
                ("SECRET_KEY and PREVIOUS_SECRET_KEYS do not open what the database holds",)
            )
        case DBAPIError():
            return Complaint((f"the database refused: {first_line(error)}",))
        case OSError() if error.filename or error.errno in NOT_TO_BE_LISTENED_ON:
            reason = error.strerror or str(error)
            return Complaint((f"{error.filename}: {reason}" if error.filename else reason,))
        case _:
            return None
