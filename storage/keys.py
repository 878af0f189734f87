"""Phone numbers, names and tokens at rest: sealed by MultiFernet, found by a keyed blind index.

The master keys come from the settings and never lie in the database: ten thousand million phone
numbers are guessable by whoever holds the index and its key.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlmodel import Session

from storage.quick_seals import QuickSeals, is_quick

INDEX_BYTES = 16
LINK_BYTES = 24
KEYRING = "keyring"


class Keyring:
    """Seals with the newest master key, opens with any, indexes with each.

    `masters` are the raw bytes of SECRET_KEY and PREVIOUS_SECRET_KEYS, newest first.
    """

    def __init__(self, masters: tuple[bytes, ...]) -> None:
        self._fernet = MultiFernet([Fernet(_derive(master, b"huiyin seal")) for master in masters])
        self._quick = QuickSeals([_derived(master, b"huiyin quick seal") for master in masters])
        self._index_keys = tuple(_derive(master, b"huiyin index") for master in masters)
        self._link_keys = tuple(_derive(master, b"huiyin link") for master in masters)

    def seal(self, text: str) -> bytes:
        """The text as it may lie in a row."""
        return self._fernet.encrypt(text.encode("utf-8", "surrogatepass"))

    def seal_quickly(self, text: str) -> bytes:
        """The same for texts that are opened by the hundred thousand: the answers of surveys."""
        return self._quick.seal(text.encode("utf-8", "surrogatepass"))

    def open(self, sealed: bytes | None) -> str:
        """The text again, empty for an empty column. Raises InvalidToken for a foreign key."""
        if not sealed:
            return ""
        return self.open_bytes(sealed).decode("utf-8", "surrogatepass")

    def seal_bytes(self, content: bytes) -> bytes:
        """Bytes as they may lie in a row."""
        return self._fernet.encrypt(content)

    def open_bytes(self, sealed: bytes) -> bytes:
        """The bytes again. Raises InvalidToken for a foreign key."""
        return self._quick.open(sealed) if is_quick(sealed) else self._fernet.decrypt(sealed)

    def reseal(self, sealed: bytes) -> bytes:
        """The same under the newest key, so that an old key can be given up."""
        if is_quick(sealed):
            return self._quick.seal(self._quick.open(sealed))
        return self._fernet.rotate(sealed)

    def index(self, text: str) -> str:
        """What a row that holds this text is found by."""
        return _digest(self._index_keys[0], text)

    def indexes(self, text: str) -> tuple[str, ...]:
        """`index` under every key that rows may still be filed under."""
        return tuple(_digest(key, text) for key in self._index_keys)

    def link_tokens(self, what: str) -> tuple[str, ...]:
        """What a link to something ends in: 192 bits that only a key tells, one for each key.

        The first is that of the newest key. None of them needs to be kept to be said again.
        """
        return tuple(_token(key, what) for key in self._link_keys)


def keyring(session: Session) -> Keyring:
    """The keyring that this session's database was opened with."""
    found = session.info[KEYRING]
    if not isinstance(found, Keyring):
        message = "this session was not made by storage.database"
        raise TypeError(message)
    return found


def _derive(master: bytes, purpose: bytes) -> bytes:
    return base64.urlsafe_b64encode(_derived(master, purpose))


def _derived(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose).derive(master)


def _digest(key: bytes, text: str) -> str:
    digest = hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
    return digest[:INDEX_BYTES].hex()


def _token(key: bytes, what: str) -> str:
    digest = hmac.new(key, what.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:LINK_BYTES]).decode()
