"""What WeChat and WeCom post to us: signed, encrypted envelopes, opened and sealed.

The order of the checks is the contract (design §3): size, the query's shape, its signature, the
envelope, the signature over the secret part, decryption, age. Whatever fails is a BadRequest; past
the last check nothing is refused any more.
"""

import base64
import binascii
import hmac
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from multidict import MultiMapping
from wechatpy.crypto import BaseWeChatCrypto, PrpCrypto
from wechatpy.crypto.cryptography import WeChatCipher
from wechatpy.utils import WeChatSigner

from bot.channels import BadRequest
from bot.channels.payloads import Fields, Unreadable, read_fields

BODY_BYTES_MAX = 64 * 1024
AGE_SECONDS_MAX = 24 * 60 * 60
TOO_OLD = "older than a day"
SALT_LENGTH = 16
_LENGTH_FIELD_END = SALT_LENGTH + 4
_PADDING_MAX = 32
_CIPHER_BLOCK = 16

_TIMESTAMP = re.compile("[0-9]{10}")
_NONCE = re.compile("[0-9A-Za-z]{1,32}")
_SIGNATURE = re.compile("[0-9a-f]{40}")
# Echoed back to whoever asked: only what cannot be markup (F65).
_ECHO = re.compile("[0-9A-Za-z_.+/=-]{1,128}")
_BASE64 = re.compile("[0-9A-Za-z+/]+={0,2}")
_ENCODING_AES_KEY = re.compile("[0-9A-Za-z]{43}")


@dataclass(frozen=True)
class Opened:
    """An authentic request. Empty `fields`: nobody can read `plain`; keep it raw and say success.

    `key_used` is what `Codec.seal` needs for the answer: the place of the AES key that fitted, or
    None if the request came in the clear.
    """

    fields: Fields = field(repr=False)
    plain: bytes = field(repr=False)
    key_used: int | None

    @property
    def is_json(self) -> bool:
        """Whether it came as JSON; then that is what the answer must be."""
        return self.plain.lstrip()[:1] == b"{"


@dataclass(frozen=True)
class _Stamp:
    timestamp: str
    nonce: str


def _salt() -> str:
    return secrets.token_urlsafe(SALT_LENGTH * 3 // 4)


@dataclass(frozen=True)
class Codec:
    """The locks of one account; `aes_keys` are EncodingAESKeys, the current one first.

    `receive_id` is the app id (WeChat) or corp id (WeCom) for which everything must be meant.
    Raises ValueError, naming no secret, when made with a token or a key that cannot be one.
    """

    token: str = field(repr=False)
    aes_keys: tuple[str, ...] = field(repr=False)
    receive_id: str
    salt: Callable[[], str] = field(default=_salt, repr=False)

    def __post_init__(self) -> None:
        if not self.token:
            raise ValueError("a callback token must not be empty: anyone could sign")
        if not all(_ENCODING_AES_KEY.fullmatch(key) for key in self.aes_keys):
            raise ValueError("an EncodingAESKey has 43 letters and digits")

    def verify_url(self, query: MultiMapping[str]) -> str:
        """The echostr with which WeChat tries out the address; to be answered as text/plain."""
        stamp = _stamp(query)
        if not self._is_signed(query, stamp):
            raise BadRequest(403, "no signature")
        echo = _at_most_once(query, "echostr")
        if not _ECHO.fullmatch(echo):
            raise BadRequest(400, "echostr is none")
        return echo

    def verify_encrypted_url(self, query: MultiMapping[str]) -> str:
        """The same for WeCom, which sends its echostr encrypted and wants it decrypted."""
        stamp = _stamp(query)
        plain, _ = self._unlock(query, stamp, _at_most_once(query, "echostr"))
        try:
            return plain.decode("utf-8")
        except UnicodeDecodeError as error:
            raise BadRequest(400, "echostr is no text") from error

    def open(
        self,
        query: MultiMapping[str],
        body: bytes,
        *,
        now: float,
        allow_plaintext: bool = False,
    ) -> Opened:
        """What was posted. `now` is the system clock in Unix seconds. Raises only BadRequest.

        A request in the clear proves nothing about its body, so it needs `allow_plaintext`.
        """
        if len(body) > BODY_BYTES_MAX:
            raise BadRequest(413, f"more than {BODY_BYTES_MAX} bytes")
        stamp = _stamp(query)
        is_signed = self._is_signed(query, stamp)
        secret = _secret_part(query, body, allow_plaintext=allow_plaintext)
        if secret is not None:
            plain, key_used = self._unlock(query, stamp, secret)
            opened = Opened(_fields_if_readable(plain), plain, key_used)
        elif is_signed and allow_plaintext:
            opened = Opened(_fields_if_readable(body), body, None)
        else:
            raise BadRequest(403, "not encrypted")
        if int(stamp.timestamp) < now - AGE_SECONDS_MAX:
            raise BadRequest(403, TOO_OLD)
        return opened

    def seal(
        self, reply: str, timestamp: str, nonce: str, key_used: int | None, *, as_json: bool = False
    ) -> bytes:
        """The answer to an opened request, encrypted with the key that had fitted it."""
        if key_used is None:
            return reply.encode("utf-8")
        crypto = _Crypto(self.token, self.aes_keys[key_used], self.receive_id)
        envelope = crypto.seal(reply, nonce, timestamp, self.salt)
        if as_json:
            fields = read_fields(envelope.encode("utf-8"))
            envelope = json.dumps({**fields, "TimeStamp": int(timestamp)})
        return envelope.encode("utf-8")

    def _is_signed(self, query: MultiMapping[str], stamp: _Stamp) -> bool:
        """Whether there is a signature over the query alone; a wrong one is refused at once.

        WeCom sends none. It says nothing about the body (W2), it only turns away cheaply.
        """
        signature = _at_most_once(query, "signature")
        if not signature:
            return False
        _compare(signature, self._sign(stamp))
        return True

    def _unlock(self, query: MultiMapping[str], stamp: _Stamp, secret: str) -> tuple[bytes, int]:
        if not _BASE64.fullmatch(secret):
            raise BadRequest(400, "the encrypted part is no base64")
        _compare(_at_most_once(query, "msg_signature"), self._sign(stamp, secret))
        for place, key in enumerate(self.aes_keys):
            plain = _decrypt(key, secret, self.receive_id)
            if plain is not None:
                return plain, place
        raise BadRequest(400, "cannot be decrypted for this account")

    def _sign(self, stamp: _Stamp, *more: str) -> str:
        signer = WeChatSigner()
        signer.add_data(self.token, stamp.timestamp, stamp.nonce, *more)
        return str(signer.signature)


class _SaltedCipher(PrpCrypto):  # type: ignore[misc]  # wechatpy has no types
    """wechatpy's cipher with salt from a source that nobody can foretell."""

    def __init__(self, key: bytes, salt: Callable[[], str]) -> None:
        super().__init__(key)
        self._salt = salt

    def get_random_string(self) -> str:
        return self._salt()


class _Crypto(BaseWeChatCrypto):  # type: ignore[misc]  # wechatpy has no types
    def seal(self, xml: str, nonce: str, timestamp: str, salt: Callable[[], str]) -> str:
        envelope = self._encrypt_message(
            xml, nonce, timestamp, lambda key: _SaltedCipher(key, salt)
        )
        return str(envelope)


def _stamp(query: MultiMapping[str]) -> _Stamp:
    """Both parts in their exact form: the signature covers their sum, however it is split (F40)."""
    stamp = _Stamp(_at_most_once(query, "timestamp"), _at_most_once(query, "nonce"))
    if not _TIMESTAMP.fullmatch(stamp.timestamp) or not _NONCE.fullmatch(stamp.nonce):
        raise BadRequest(400, "timestamp and nonce are needed, each in its form")
    return stamp


def _at_most_once(query: MultiMapping[str], name: str) -> str:
    values = query.getall(name, [])
    if len(values) > 1:
        raise BadRequest(400, f"{name} is given twice")
    return values[0] if values else ""


def _compare(given: str, right: str) -> None:
    # compare_digest refuses letters beyond ASCII, so the shape comes first.
    if not _SIGNATURE.fullmatch(given) or not hmac.compare_digest(given, right):
        raise BadRequest(403, "wrong signature")


def _secret_part(query: MultiMapping[str], body: bytes, *, allow_plaintext: bool) -> str | None:
    """The encrypted text of an envelope; None if the request does not claim to be encrypted."""
    is_claimed = _at_most_once(query, "encrypt_type") not in ("", "raw") or "msg_signature" in query
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise BadRequest(400, "a document type is declared")
    try:
        envelope = read_fields(body)
    except Unreadable as error:
        if allow_plaintext and not is_claimed:
            return None
        raise BadRequest(400, str(error)) from error
    secret = envelope.get("Encrypt", envelope.get("encrypt"))
    if secret is None and not is_claimed:
        return None
    if not isinstance(secret, str) or not secret.strip():
        raise BadRequest(403, "said to be encrypted, but is not")
    return secret.strip()


def _decrypt(encoding_aes_key: str, secret: str, receive_id: str) -> bytes | None:
    """The message, or None if this key does not open it or it is not meant for `receive_id`."""
    try:
        ciphertext = base64.b64decode(secret, validate=True)
    except (binascii.Error, ValueError):
        return None
    if not ciphertext or len(ciphertext) % _CIPHER_BLOCK:
        return None
    padded: bytes = WeChatCipher(base64.b64decode(encoding_aes_key + "=")).decrypt(ciphertext)
    padding = padded[-1]
    if not 1 <= padding <= _PADDING_MAX or not padded.endswith(bytes([padding]) * padding):
        return None
    content = padded[:-padding]
    message_end = _LENGTH_FIELD_END + int.from_bytes(content[SALT_LENGTH:_LENGTH_FIELD_END], "big")
    if not _LENGTH_FIELD_END <= message_end <= len(content):
        return None
    if content[message_end:] != receive_id.encode("utf-8"):
        return None
    return content[_LENGTH_FIELD_END:message_end]


def _fields_if_readable(plain: bytes) -> Fields:
    try:
        return read_fields(plain)
    except Unreadable:
        return {}
