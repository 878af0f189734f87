"""Each setting is checked by itself, and a mistake is answered with what it should have been."""

import base64
from ipaddress import IPv4Network, IPv6Network

from hypothesis import given
from hypothesis import strategies as st

from bot.setting_values import DISTINCT_MIN, ApiToken
from bot.settings import load_settings
from flows.rules.vocabulary import Role
from tests.bot.given_settings import (
    AES_KEY,
    KEY,
    TWILIO,
    WECHAT,
    WECOM,
    problems_of,
    settings_from,
)
from tests.each import each


@each(
    ("name", "value", "says"),
    [
        ("SECRET_KEY", "k" * 20, "holds 15 bytes, at least 32 are needed"),
        ("SECRET_KEY", "k" * 41, "is cut short"),
        ("SECRET_KEY", "A" * 43, "was not made by chance"),
        ("SECRET_KEY", "changeme" * 6, "was not made by chance"),
        ("SECRET_KEY", "k+/k" * 11, "is not url-safe base64"),
        ("SECRET_KEY", "correct horse battery staple", "is not url-safe base64"),
        ("PREVIOUS_SECRET_KEYS", f"{KEY},short", "(entry 2): "),
        ("DATABASE_URL", "huiyin.db", "is not a database address"),
        ("DATABASE_URL", "sqlite://", "must name a file"),
        ("DATABASE_URL", "sqlite:///:memory:", "must name a file"),
        ("DATABASE_URL", "sqlite:///file:x?mode=memory&uri=true", "must name a file"),
        ("DATABASE_URL", "sqlite+aiosqlite:///x.db", "'sqlite+aiosqlite' is not supported"),
        ("DATABASE_URL", "postgresql://localhost", "must name a database"),
        ("DATABASE_URL", "postgresql+asyncpg://h/x", "'postgresql+asyncpg' is not supported"),
        ("DATABASE_URL", "mysql://h/x", "'mysql' is not supported"),
        ("DATABASE_URL", "postgresql://h:port/x", "is not a database address"),
        ("PUBLIC_BASE_URL", "http://estate.example", "must be https"),
        ("PUBLIC_BASE_URL", "http://127.0.0.1.example", "must be https"),
        ("PUBLIC_BASE_URL", "https://estate.example/", "must not end with a slash"),
        ("PUBLIC_BASE_URL", "https://estate.example?x=1", "no ?query"),
        ("PUBLIC_BASE_URL", "https://estate.example#", "no #fragment"),
        ("PUBLIC_BASE_URL", "https://me:pass@estate.example", "must not carry a user name"),
        ("PUBLIC_BASE_URL", "https://estate.example:99999", "its host or port cannot be read"),
        ("PUBLIC_BASE_URL", "https://[::1", "its host or port cannot be read"),
        ("PUBLIC_BASE_URL", "https://a b", "must not contain spaces"),
        ("PUBLIC_BASE_URL", "estate.example", "must be an address"),
        ("PUBLIC_BASE_URL", "ftp://estate.example", "must be an address"),
        ("HOST", "not a host", "is neither an IP address nor a host name"),
        ("PORT", "0", "greater than or equal to 1"),
        ("PORT", "65536", "less than or equal to 65535"),
        ("PORT", "http", "valid integer"),
        ("TRUSTED_PROXIES", "10.0.0.0/8,10.0.0.1/8", "(entry 2): '10.0.0.1/8' is not a network"),
        ("TRUSTED_PROXIES", "proxy.example", "is not a network"),
        ("TRUSTED_PROXIES", "0.0.0.0/0", "would trust everybody's word"),
        ("TIMEZONE", "Asia/Atlantis", "'Asia/Atlantis' is not a time zone"),
        ("TIMEZONE", "../../etc/passwd", "is not a time zone"),
        ("TIMEZONE", "Asia", "is not a time zone"),
        ("CLOCK", "slow", "'system' or 'adjustable'"),
        ("API_TOKENS", "desk", "(entry 1): is not name:role:token"),
        ("API_TOKENS", "desk:lead:", "(entry 1): is not name:role:token"),
        ("API_TOKENS", ":lead:0123456789abcdef", "(entry 1): is not name:role:token"),
        ("API_TOKENS", "desk:boss:0123456789abcdef", "has an unknown role; known are assistant,"),
        ("API_TOKENS", "desk:lead:changemechangeme", "has a token that was not made by chance"),
        ("API_TOKENS", "desk:lead:0123456789", "has a token shorter than 16 characters"),
        (
            "API_TOKENS",
            "desk:lead:0123456789abcdef,desk:lead:0123456789abcdeF",
            "two entries have the same name",
        ),
        (
            "API_TOKENS",
            "desk:lead:0123456789abcdef,bell:lead:0123456789abcdef",
            "two entries have the same token",
        ),
        ("WECHAT_APP_ID", "wx 123", "must be one word"),
        ("WECHAT_APP_SECRET", "two words", "must not contain spaces"),
        ("WECHAT_TOKEN", "ab", "must be 3 to 32 letters and digits"),
        ("WECHAT_TOKEN", "t" * 33, "must be 3 to 32 letters and digits"),
        ("WECHAT_TOKEN", "token-with-a-dash", "must be 3 to 32 letters and digits"),
        ("WECHAT_TOKEN", "shortToken12345", "shorter than 16 characters"),
        ("WECHAT_ENCODING_AES_KEY", AES_KEY[:-1], "must be the 43 letters and digits"),
        ("WECHAT_ENCODING_AES_KEY", AES_KEY + "=", "must be the 43 letters and digits"),
        ("WECHAT_PREVIOUS_ENCODING_AES_KEY", "old", "must be the 43 letters and digits"),
        ("WECHAT_ALLOW_PLAINTEXT", "perhaps", "valid boolean"),
        ("WECHAT_TEMPLATE_CASE", "模板", "must be one word"),
        ("WECHAT_API_BASE", "http://10.0.0.5", "must be https"),
        ("WECHAT_API_BASE", "https://proxy.example/wechat/", "must not end with a slash"),
        ("WECOM_AGENT_ID", "agent", "valid integer"),
        ("WECOM_AGENT_ID", "0", "greater than 0"),
        ("WECOM_TOKEN", "shortToken12345", "shorter than 16 characters"),
        ("TWILIO_ACCOUNT_SID", "SK" + "0" * 32, "must be AC and 32 hexadecimal digits"),
        ("TWILIO_FROM", "85212345678", "must be a number as +85212345678"),
        ("TWILIO_FROM", "+0123456789", "must be a number as +85212345678"),
        ("TWILIO_FROM", "MG123", "or a messaging service"),
        ("TWILIO_API_BASE", "api.twilio.com", "must be an address"),
    ],
)
def test_a_mistaken_value_is_refused_by_name(name: str, value: str, says: str) -> None:
    problems = problems_of(**{**WECHAT, **WECOM, **TWILIO, name: value})

    assert len(problems) == 1
    assert problems[0].startswith(name)
    assert says in problems[0]


@each(
    ("written", "kept"),
    [
        ("postgresql://u:p%40ss@h/huiyin", "postgresql+psycopg://u:p%40ss@h/huiyin"),
        ("postgres://h:5433/huiyin?sslmode=require", None),
        ("postgresql+psycopg://h/huiyin", "postgresql+psycopg://h/huiyin"),
        ("sqlite:////var/lib/huiyin/huiyin.db", "sqlite:////var/lib/huiyin/huiyin.db"),
    ],
)
def test_a_postgresql_address_means_the_one_driver_we_use(written: str, kept: str | None) -> None:
    expected = kept or "postgresql+psycopg://h:5433/huiyin?sslmode=require"

    assert settings_from(DATABASE_URL=written).database_url == expected


@each(
    "address",
    [
        "https://estate.example",
        "https://estate.example:8443/huiyin",
        "http://127.0.0.1:9000",
        "http://127.1.2.3:9000/fake",
        "http://localhost:9000",
        "http://[::1]:9000",
    ],
)
def test_https_anywhere_and_http_on_this_machine_are_addresses(address: str) -> None:
    settings = settings_from(PUBLIC_BASE_URL=address, WECHAT_API_BASE=address)

    assert settings.public_base_url == settings.wechat_api_base == address


def test_lists_are_separated_by_commas_with_or_without_spaces() -> None:
    settings = settings_from(
        TRUSTED_PROXIES="10.0.0.0/8, ::1,",
        API_TOKENS="desk:lead:0123456789abcdef, board:auditor:with:colons:in:it",
        PREVIOUS_SECRET_KEYS="A" * 43,
    )

    assert settings.trusted_proxies == (IPv4Network("10.0.0.0/8"), IPv6Network("::1/128"))
    assert settings.api_tokens == (
        ApiToken("desk", Role.LEAD, "0123456789abcdef"),
        ApiToken("board", Role.AUDITOR, "with:colons:in:it"),
    )
    assert settings.master_keys[1] == bytes(32)


@given(
    st.binary(min_size=32, max_size=80).filter(lambda key: len(set(key)) >= DISTINCT_MIN),
    st.booleans(),
)
def test_any_key_of_32_bytes_or_more_is_kept_byte_for_byte(
    key: bytes,
    padded: bool,
) -> None:
    written = base64.urlsafe_b64encode(key).decode()

    settings = load_settings({"SECRET_KEY": written if padded else written.rstrip("=")}, None)

    assert settings.master_keys == (key,)
