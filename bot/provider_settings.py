"""What each provider needs to be on, and what contradicts itself in what was given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.setting_values import CALLBACK_TOKEN, is_loopback, is_made_up

GUARDING_TOKEN_LENGTH_MIN = 16


@dataclass(frozen=True)
class WeChatSettings:
    """The Official Account. `templates` and `subscribes` hold template ids where there are any."""

    app_id: str
    app_secret: str = field(repr=False)
    token: str = field(repr=False)
    encoding_aes_key: str = field(repr=False)
    previous_encoding_aes_key: str | None = field(repr=False)
    allow_plaintext: bool
    templates: Mapping[str, str]
    subscribes: Mapping[str, str]
    api_base: str


@dataclass(frozen=True)
class WeComSettings:
    """The staff's application in WeCom, and the group robot where there is one."""

    corp_id: str
    agent_id: int
    secret: str = field(repr=False)
    token: str = field(repr=False)
    encoding_aes_key: str = field(repr=False)
    robot_key: str | None = field(repr=False)
    api_base: str


@dataclass(frozen=True)
class TwilioSettings:
    """The SMS account. `sender` is a number in E.164 or the id of a messaging service (MG…)."""

    account_sid: str
    auth_token: str = field(repr=False)
    previous_auth_token: str | None = field(repr=False)
    sender: str
    api_base: str


@dataclass(frozen=True)
class AliyunSettings:
    """Alibaba Cloud's SMS for the mainland. `templates` holds template codes by what they are for.

    `callback_token` is the secret part of the address that the provider pushes to.
    """

    access_key_id: str
    access_key_secret: str = field(repr=False)
    sign_name: str
    callback_token: str = field(repr=False)
    templates: Mapping[str, str]
    api_base: str


@dataclass(frozen=True)
class Provider:
    """What makes a provider's settings whole, and where its real service lives.

    `beside` names the settings that do not say whether the provider is wanted.
    """

    name: str
    prefix: str
    api_base: str
    domain: str
    required: tuple[str, ...]
    beside: tuple[str, ...]

    def wanted(self, given: Mapping[str, object]) -> list[str]:
        """The settings, of those given, that only make sense when this provider is on."""
        return [name for name in given if name.startswith(self.prefix) and name not in self.beside]

    def base(self, given: Mapping[str, object]) -> str:
        """The address that its calls will go to."""
        return plain(given.get(f"{self.prefix}api_base", self.api_base))

    def is_real(self, given: Mapping[str, object]) -> bool:
        """Whether its calls will reach the provider itself, and through it real people."""
        host = _host(self.base(given))
        return host == self.domain or host.endswith(f".{self.domain}")


WECHAT = Provider(
    name="WeChat",
    prefix="wechat_",
    api_base="https://api.weixin.qq.com",
    domain="qq.com",
    required=("wechat_app_id", "wechat_app_secret", "wechat_token", "wechat_encoding_aes_key"),
    beside=("wechat_api_base", "wechat_allow_plaintext"),
)
WECOM = Provider(
    name="WeCom",
    prefix="wecom_",
    api_base="https://qyapi.weixin.qq.com",
    domain="qq.com",
    required=(
        "wecom_corp_id",
        "wecom_agent_id",
        "wecom_secret",
        "wecom_token",
        "wecom_encoding_aes_key",
    ),
    beside=("wecom_api_base",),
)
TWILIO = Provider(
    name="Twilio",
    prefix="twilio_",
    api_base="https://api.twilio.com",
    domain="twilio.com",
    required=("twilio_account_sid", "twilio_auth_token", "twilio_from"),
    beside=("twilio_api_base",),
)
ALIYUN = Provider(
    name="Alibaba Cloud SMS",
    prefix="aliyun_sms_",
    api_base="https://dysmsapi.aliyuncs.com",
    domain="aliyuncs.com",
    required=(
        "aliyun_sms_access_key_id",
        "aliyun_sms_access_key_secret",
        "aliyun_sms_sign_name",
        "aliyun_sms_callback_token",
    ),
    beside=("aliyun_sms_api_base",),
)
PROVIDERS = (WECHAT, WECOM, TWILIO, ALIYUN)


def half_set(given: Mapping[str, object]) -> list[str]:
    """One problem for each provider that has some of its settings, but not all that it needs."""
    problems = []
    for provider in PROVIDERS:
        wanted = provider.wanted(given)
        missing = [name.upper() for name in provider.required if name not in given]
        if wanted and missing:
            problems.append(
                f"{', '.join(missing)}: missing, while {wanted[0].upper()} is set;"
                f" {provider.name} needs all of them, or none to be off"
            )
    return problems


def contradictions(given: Mapping[str, object]) -> list[str]:
    """What each setting allows by itself and the settings together forbid."""
    problems = []
    for provider in PROVIDERS:
        if not provider.wanted(given):
            continue
        if plain(given.get("clock")) == "adjustable" and provider.is_real(given):
            problems.append(
                f"CLOCK: adjustable is refused while {provider.prefix.upper()}API_BASE is"
                f" {provider.name}'s real address: people would be written to at made-up times"
            )
        token = plain(given.get(f"{provider.prefix}token"))
        is_weak = len(token) < GUARDING_TOKEN_LENGTH_MIN or is_made_up(token)
        guessable = CALLBACK_TOKEN.fullmatch(token) and is_weak
        # The token keeps forged messages out: only beside a fake on this machine may it be weak.
        if guessable and not is_loopback(_host(provider.base(given))):
            problems.append(
                f"{provider.prefix.upper()}TOKEN: shorter than {GUARDING_TOKEN_LENGTH_MIN}"
                " characters, or not made by chance; choose another in the provider's console"
            )
    return problems


def plain(value: object) -> str:
    """A setting as it was written, before it is checked: text without the space around it."""
    match value:
        case None:
            return ""
        case SecretStr():
            return value.get_secret_value().strip()
        case _:
            return str(value).strip()


def _host(base: str) -> str:
    try:
        return urlsplit(base).hostname or ""
    except ValueError:
        return ""  # the setting's own check says what is wrong with it
