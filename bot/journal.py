"""Messages of which a provider heard `success` before they were in the database.

It does not come again, and what kept the message out so long may well be the database itself. So
before that word is said the message lies in a file of its own, sealed and on the disk; whoever
starts next takes up what a killed process has left.
"""

import hashlib
import json
import logging
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from cryptography.fernet import InvalidToken
from pydantic import TypeAdapter

from bot.channels import Incoming
from bot.durable_files import write_durably
from storage.keys import Keyring

log = logging.getLogger(__name__)

FOLDER = "put-off"
"""Its name within MEDIA_DIR."""


_MESSAGES = TypeAdapter(Incoming)


class Journal:
    """The files of one house; its processes may share the folder, for no message counts twice."""

    def __init__(self, media_dir: Path, keys: Keyring) -> None:
        self._folder = media_dir / FOLDER
        self._keys = keys

    def keep(self, incoming: Incoming) -> None:
        """Write a message to the disk, whole or not at all. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_durably(self._path(incoming), self._keys.seal(_dump(incoming)))

    def drop(self, incoming: Incoming) -> None:
        """Forget a message that is in the database now."""
        self._path(incoming).unlink(missing_ok=True)

    def left(self) -> list[Incoming]:
        """What was never dropped, oldest first; a file that nobody can read stays where it is."""
        files = [path for path in self._folder.glob("[!.]*") if path.is_file()]
        found: list[Incoming] = []
        for path in sorted(files, key=lambda path: path.stat().st_mtime_ns):
            try:
                found.append(_load(self._keys.open(path.read_bytes())))
            except (InvalidToken, ValueError) as error:
                log.error("%s cannot be read: %s", path, type(error).__name__)  # noqa: TRY400
        return found

    def _path(self, incoming: Incoming) -> Path:
        name = f"{incoming.channel}\n{incoming.account}\n{incoming.key}"
        return self._folder / hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()


def _dump(incoming: Incoming) -> str:
    document = {**asdict(incoming), "raw": incoming.raw.decode("latin-1")}
    text = json.dumps(document, ensure_ascii=False, default=datetime.isoformat)
    return text.encode("utf-8", "replace").decode()


def _load(text: str) -> Incoming:
    document = json.loads(text)
    return _MESSAGES.validate_python({**document, "raw": document["raw"].encode("latin-1")})
