"""How the text of one setting becomes a value, or an error that says what it should have been.

No message repeats what may be a secret.
"""

import re
from base64 import urlsafe_b64decode
from binascii import Error as BadBase64
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Annotated
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, SecretStr
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from flows.rules.vocabulary import Role

SECRET_KEY_BYTES_MIN = 32
API_TOKEN_LENGTH_MIN = 16
DISTINCT_MIN = 8
"""A secret made by chance has more; `changeme` over and over, or a key of zeros, has fewer."""
CALLBACK_TOKEN = re.compile(r"[0-9A-Za-z]{3,32}")
SECRET_PATH = re.compile(r"[0-9A-Za-z]{24,64}")
ALIYUN_TEMPLATE = re.compile(r"SMS_[0-9]{1,20}")
SIGN_NAME = re.compile(r"[^【】]{2,12}")
ENCODING_AES_KEY = re.compile(r"[0-9A-Za-z+/]{43}")
TWILIO_ACCOUNT = re.compile(r"AC[0-9a-fA-F]{32}")
TWILIO_SERVICE = re.compile(r"MG[0-9a-fA-F]{32}")
E164 = re.compile(r"\+[1-9][0-9]{6,14}")
HOST_NAME = re.compile(r"(?!-)[0-9A-Za-z-]{1,63}(\.[0-9A-Za-z-]{1,63})*")
URL_SAFE_BASE64 = re.compile(r"[0-9A-Za-z_-]+={0,2}")
MAKE_A_KEY = 'python3 -c "import secrets; print(secrets.token_urlsafe(32))"'

Network = IPv4Network | IPv6Network


@dataclass(frozen=True)
class ApiToken:
    """Who may call the JSON API: the caller's name, the staff role that bounds it, its token."""

    name: str
    role: Role
    token: str = field(repr=False)


def is_loopback(host: str | None) -> bool:
    """Whether a host of a URL can only be this machine."""
    if host is None:
        return False
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def key_bytes(key: str) -> bytes:
    """The bytes of a url-safe base64 key, with or without its padding; raises ValueError."""
    if not URL_SAFE_BASE64.fullmatch(key):
        raise ValueError(f"is not url-safe base64; make one with: {MAKE_A_KEY}")
    bare = key.rstrip("=")
    try:
        return urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
    except BadBase64:
        raise ValueError(f"is cut short; make one with: {MAKE_A_KEY}") from None


def is_made_up(secret: str | bytes) -> bool:
    """Whether a secret repeats itself so much that nobody made it by chance."""
    return len(set(secret)) < DISTINCT_MIN


def _secret_key(value: SecretStr) -> SecretStr:
    length = len(key_bytes(value.get_secret_value()))
    if length < SECRET_KEY_BYTES_MIN:
        raise ValueError(
            f"holds {length} bytes, at least {SECRET_KEY_BYTES_MIN} are needed;"
            f" make one with: {MAKE_A_KEY}"
        )
    return value


def _newest_key(value: SecretStr) -> SecretStr:
    """An older key may be as it is: whoever has a bad one must be able to leave it behind."""
    if is_made_up(key_bytes(_secret_key(value).get_secret_value())):
        raise ValueError(f"was not made by chance; make one with: {MAKE_A_KEY}")
    return value


def _database_url(value: str) -> str:
    try:
        url = make_url(value)
    except (ArgumentError, ValueError):
        raise ValueError("is not a database address such as sqlite:///data/huiyin.db") from None
    match url.drivername:
        case "sqlite" | "sqlite+pysqlite":
            if not url.database or ":memory:" in url.database or url.database.startswith("file:"):
                raise ValueError("must name a file, as in sqlite:///data/huiyin.db")
        case "postgres" | "postgresql" | "postgresql+psycopg":
            if not url.database:
                raise ValueError("must name a database, as in postgresql://user@host/huiyin")
            url = url.set(drivername="postgresql+psycopg")
        case other:
            raise ValueError(f"{other!r} is not supported: use sqlite or postgresql")
    return url.render_as_string(hide_password=False)


def _base_url(value: str) -> str:
    parts = _split_url(value)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise ValueError("must be an address such as https://example.org")
    if parts.username is not None or parts.password is not None:
        raise ValueError("must not carry a user name or a password")
    if parts.query or parts.fragment or value.endswith(("?", "#")):
        raise ValueError("must end with its host or path: no ?query and no #fragment")
    if value.endswith("/"):
        raise ValueError("must not end with a slash")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ValueError("must be https; http is for this machine alone (127.0.0.1, localhost)")
    return value


def _split_url(value: str) -> SplitResult:
    if any(character.isspace() or not character.isprintable() for character in value):
        raise ValueError("must not contain spaces")
    try:
        parts = urlsplit(value)
        _ = parts.port  # looked at for its ValueError: urlsplit itself reads no port
    except ValueError:
        raise ValueError("is not an address: its host or port cannot be read") from None
    return parts


def _host(value: str) -> str:
    try:
        ip_address(value)
    except ValueError:
        if not HOST_NAME.fullmatch(value):
            raise ValueError(f"{value!r} is neither an IP address nor a host name") from None
    return value


def _zone(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return ZoneInfo(value)
    except (KeyError, OSError, ValueError):
        raise ValueError(f"{value!r} is not a time zone such as Asia/Shanghai") from None


def _listed(value: object) -> object:
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _network(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        network = ip_network(value)
    except ValueError:
        raise ValueError(
            f"{value!r} is not a network such as 10.0.0.0/8 or an address such as 10.0.0.5"
        ) from None
    if network.prefixlen == 0:
        raise ValueError(f"{value!r} would trust everybody's word about who they are")
    return network


def _api_token(value: object) -> object:
    if not isinstance(value, str):
        return value
    name, _, rest = value.partition(":")
    role, _, token = rest.partition(":")
    if not name or not token:
        raise ValueError("is not name:role:token")
    if role not in tuple(Role):
        raise ValueError(f"has an unknown role; known are {', '.join(Role)}")
    if len(token) < API_TOKEN_LENGTH_MIN:
        raise ValueError(f"has a token shorter than {API_TOKEN_LENGTH_MIN} characters")
    if is_made_up(token):
        raise ValueError(f"has a token that was not made by chance; make one with: {MAKE_A_KEY}")
    return ApiToken(name, Role(role), token)


def _distinct(tokens: tuple[ApiToken, ...]) -> tuple[ApiToken, ...]:
    if len({token.name for token in tokens}) < len(tokens):
        raise ValueError("two entries have the same name")
    if len({token.token for token in tokens}) < len(tokens):
        raise ValueError("two entries have the same token")
    return tokens


def _one_word(value: SecretStr) -> SecretStr:
    if any(character.isspace() for character in value.get_secret_value()):
        raise ValueError("must not contain spaces")
    return value


def _callback_token(value: SecretStr) -> SecretStr:
    if not CALLBACK_TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError("must be 3 to 32 letters and digits, as in the provider's console")
    return value


def _encoding_aes_key(value: SecretStr) -> SecretStr:
    if not ENCODING_AES_KEY.fullmatch(value.get_secret_value()):
        raise ValueError("must be the 43 letters and digits of the provider's console")
    return value


def _account_id(value: str) -> str:
    if not value.isascii() or any(character.isspace() for character in value):
        raise ValueError("must be one word of letters and digits, as in the provider's console")
    return value


def _twilio_account(value: str) -> str:
    if not TWILIO_ACCOUNT.fullmatch(value):
        raise ValueError("must be AC and 32 hexadecimal digits")
    return value


def _twilio_sender(value: str) -> str:
    if not (E164.fullmatch(value) or TWILIO_SERVICE.fullmatch(value)):
        raise ValueError(
            "must be a number as +85212345678 or a messaging service (MG and 32 hexadecimal digits)"
        )
    return value


def _secret_path(value: SecretStr) -> SecretStr:
    if not SECRET_PATH.fullmatch(value.get_secret_value()):
        raise ValueError("must be 24 to 64 letters and digits: it is all that proves who calls")
    if is_made_up(value.get_secret_value()):
        raise ValueError("must be made by chance: it is all that proves who calls")
    return value


def _aliyun_template(value: str) -> str:
    if not ALIYUN_TEMPLATE.fullmatch(value):
        raise ValueError("must be the code of an approved template, as in SMS_123456789")
    return value


def _sign_name(value: str) -> str:
    if not SIGN_NAME.fullmatch(value):
        raise ValueError("must be the approved signature of 2 to 12 characters, without 【】")
    return value


AccountId = Annotated[str, AfterValidator(_account_id)]
AliyunTemplate = Annotated[str, AfterValidator(_aliyun_template)]
ApiTokens = Annotated[
    tuple[Annotated[ApiToken, BeforeValidator(_api_token)], ...],
    BeforeValidator(_listed),
    AfterValidator(_distinct),
]
BaseUrl = Annotated[str, AfterValidator(_base_url)]
CallbackToken = Annotated[SecretStr, AfterValidator(_callback_token)]
DatabaseUrl = Annotated[str, AfterValidator(_database_url)]
EncodingAesKey = Annotated[SecretStr, AfterValidator(_encoding_aes_key)]
Host = Annotated[str, AfterValidator(_host)]
Networks = Annotated[
    tuple[Annotated[Network, BeforeValidator(_network)], ...], BeforeValidator(_listed)
]
Secret = Annotated[SecretStr, AfterValidator(_one_word)]
SecretKey = Annotated[SecretStr, AfterValidator(_newest_key)]
SecretKeys = Annotated[
    tuple[Annotated[SecretStr, AfterValidator(_secret_key)], ...], BeforeValidator(_listed)
]
SecretPath = Annotated[SecretStr, AfterValidator(_secret_path)]
SignName = Annotated[str, AfterValidator(_sign_name)]
TwilioAccount = Annotated[str, AfterValidator(_twilio_account)]
TwilioSender = Annotated[str, AfterValidator(_twilio_sender)]
Zone = Annotated[ZoneInfo, BeforeValidator(_zone)]
