"""Messages of which a provider heard `success` before they were in the database.

It does not come again, and what kept the message out so long may well be the database itself. So
before that word is said the message lies in a file of its own, sealed and on the disk; whoever
starts next takes up what a killed process has left.
"""

import hashlib
import json
import logging
import os
import threading
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from cryptography.fernet import InvalidToken
from pydantic import TypeAdapter

from bot.channels import Incoming
from bot.durable_files import ARRIVING, write_durably
from storage.keys import Keyring

log = logging.getLogger(__name__)

FOLDER = "put-off"
"""Its name within MEDIA_DIR."""

MESSAGES_MAX = 10_000
"""More is a flood, or a database that nobody sees to; the providers then keep what they have."""

_MESSAGES = TypeAdapter(Incoming)


class JournalFull(OSError):
    """As many messages wait for the database as the journal holds."""


class Journal:
    """The files of one house; its processes may share the folder, for no message counts twice.

    A file's name begins with its sender's, so that what somebody wrote earlier is found at once.
    """

    def __init__(self, media_dir: Path, keys: Keyring, *, messages_max: int = MESSAGES_MAX) -> None:
        self._folder = media_dir / FOLDER
        self._keys = keys
        self._messages_max = messages_max
        self._writing = threading.Lock()

    def keep(self, incoming: Incoming) -> None:
        """Write a message to the disk, whole or not at all; the first time decides its place.

        Raises OSError, and JournalFull among them.
        """
        path = self._path(incoming)
        # A second delivery must not hear that it is kept before the first one's file is safe.
        with self._writing:
            if path.exists():
                return
            if len(self) >= self._messages_max:
                message = f"{self._messages_max} messages wait already"
                raise JournalFull(message)
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_durably(path, self._keys.seal(_dump(incoming)))

    def drop(self, incoming: Incoming) -> None:
        """Forget a message that is in the database now."""
        self._path(incoming).unlink(missing_ok=True)

    def left(self, sender_of: Incoming | None = None) -> list[Incoming]:
        """What was never dropped, oldest first: of everybody, or of who sent this message.

        A file that nobody can read stays where it is.
        """
        beginning = "" if sender_of is None else f"{_sender(sender_of)}-"
        found: list[Incoming] = []
        for path in sorted(self._files(beginning), key=_kept_since):
            try:
                incoming = _load(self._keys.open(path.read_bytes()))
            except FileNotFoundError:
                continue  # another process has just finished with it
            except (InvalidToken, ValueError) as error:
                log.error("%s cannot be read: %s", path, type(error).__name__)  # noqa: TRY400
                continue
            if path.name != self._path(incoming).name:  # an earlier version gave it its name
                path.replace(self._path(incoming))
            found.append(incoming)
        return found

    def try_out(self) -> None:
        """Write and remove a file, as for a message. Raises OSError where that cannot be done."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        trial = self._folder / f"{ARRIVING}trial-{uuid4()}"
        write_durably(trial, b"")
        trial.unlink()

    def __len__(self) -> int:
        return len(self._files())

    def _files(self, beginning: str = "") -> list[Path]:
        try:
            with os.scandir(self._folder) as entries:
                names = [entry.name for entry in entries]
        except (FileNotFoundError, NotADirectoryError):
            return []
        return [
            self._folder / name
            for name in names
            if name.startswith(beginning) and not name.startswith(ARRIVING)
        ]

    def _path(self, incoming: Incoming) -> Path:
        name = _digest(incoming.channel, incoming.account, incoming.key)
        return self._folder / f"{_sender(incoming)}-{name}"


def _kept_since(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _sender(incoming: Incoming) -> str:
    return _digest(incoming.channel, incoming.account, incoming.sender)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()


def _dump(incoming: Incoming) -> str:
    document = {**asdict(incoming), "raw": incoming.raw.decode("latin-1")}
    text = json.dumps(document, ensure_ascii=False, default=datetime.isoformat)
    return text.encode("utf-8", "replace").decode()


def _load(text: str) -> Incoming:
    document = json.loads(text)
    return _MESSAGES.validate_python({**document, "raw": document["raw"].encode("latin-1")})
