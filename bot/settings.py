"""The settings: read once at the start, checked as a whole, never changed afterwards.

`.env.example` lists every one of them with its meaning.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import (
    Field,
    ModelWrapValidatorHandler,
    PositiveInt,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.env_file import read_env_file
from bot.provider_settings import (
    ALIYUN,
    PROVIDERS,
    TWILIO,
    WECHAT,
    WECOM,
    AliyunSettings,
    TwilioSettings,
    WeChatSettings,
    WeComSettings,
    contradictions,
    half_set,
    plain,
)
from bot.setting_values import (
    MAKE_A_KEY,
    AccountId,
    AliyunTemplate,
    ApiTokens,
    BaseUrl,
    CallbackToken,
    DatabaseUrl,
    EncodingAesKey,
    Host,
    Networks,
    Secret,
    SecretKey,
    SecretKeys,
    SecretPath,
    SignName,
    TwilioAccount,
    TwilioSender,
    Zone,
    key_bytes,
)
from flows.rules.vocabulary import Purpose, SmsTemplate


class SettingsError(Exception):
    """The settings cannot be used. `problems` names each setting at fault, and never a secret."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Clock(StrEnum):
    """Whose time the service keeps; an adjustable clock is for the demo and for rehearsals."""

    SYSTEM = "system"
    ADJUSTABLE = "adjustable"


class ProcessRole(StrEnum):
    """What one `serve` process does: answer the web, keep the deadlines, or both."""

    ALL = "all"
    WEB = "web"
    SCHEDULER = "scheduler"


def load_settings(environ: Mapping[str, str], env_file: Path | None) -> "Settings":
    """The settings of the file, where it exists, and over them those of the environment.

    Raises SettingsError. A name that begins like a provider's but is none of its settings is an
    error too: misspelt, it would silently switch something off.
    """
    problems, written = read_env_file(env_file) if env_file else ([], {})
    given = {**written, **environ}
    problems += _unknown(given)
    known = {name: given[name.upper()] for name in Settings.model_fields if name.upper() in given}
    try:
        settings = Settings.model_validate(known)
    except SettingsError as error:
        raise SettingsError(problems + error.problems) from None
    if problems:
        raise SettingsError(problems)
    return settings


class Settings(BaseSettings):
    """Every setting under its own name in lower case; raises SettingsError with every problem.

    Made from keywords it looks at nothing else: `load_settings` is what reads the environment.
    An empty value counts as absent.
    """

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, str_strip_whitespace=True
    )

    database_url: Annotated[DatabaseUrl, Field(repr=False)] = "sqlite:///data/huiyin.db"
    media_dir: Path = Path("data/media")
    public_base_url: BaseUrl = "http://127.0.0.1:8080"
    host: Host = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8080
    trusted_proxies: Networks = ()
    timezone: Zone = ZoneInfo("Asia/Shanghai")
    secret_key: SecretKey
    previous_secret_keys: SecretKeys = ()
    clock: Clock = Clock.SYSTEM
    api_tokens: ApiTokens = ()

    wechat_app_id: AccountId | None = None
    wechat_app_secret: Secret | None = None
    wechat_token: CallbackToken | None = None
    wechat_encoding_aes_key: EncodingAesKey | None = None
    wechat_previous_encoding_aes_key: EncodingAesKey | None = None
    wechat_allow_plaintext: bool = False
    wechat_template_case: AccountId | None = None
    wechat_template_revisit: AccountId | None = None
    wechat_template_survey: AccountId | None = None
    wechat_template_notice: AccountId | None = None
    wechat_subscribe_case: AccountId | None = None
    wechat_subscribe_revisit: AccountId | None = None
    wechat_subscribe_survey: AccountId | None = None
    wechat_subscribe_notice: AccountId | None = None
    wechat_api_base: BaseUrl = WECHAT.api_base

    wecom_corp_id: AccountId | None = None
    wecom_agent_id: PositiveInt | None = None
    wecom_secret: Secret | None = None
    wecom_token: CallbackToken | None = None
    wecom_encoding_aes_key: EncodingAesKey | None = None
    wecom_robot_key: Secret | None = None
    wecom_api_base: BaseUrl = WECOM.api_base

    twilio_account_sid: TwilioAccount | None = None
    twilio_auth_token: Secret | None = None
    twilio_previous_auth_token: Secret | None = None
    twilio_from: TwilioSender | None = None
    twilio_api_base: BaseUrl = TWILIO.api_base

    aliyun_sms_access_key_id: AccountId | None = None
    aliyun_sms_access_key_secret: Secret | None = None
    aliyun_sms_sign_name: SignName | None = None
    aliyun_sms_callback_token: SecretPath | None = None
    aliyun_sms_template_code: AliyunTemplate | None = None
    aliyun_sms_template_reply: AliyunTemplate | None = None
    aliyun_sms_template_upload: AliyunTemplate | None = None
    aliyun_sms_template_case: AliyunTemplate | None = None
    aliyun_sms_template_revisit: AliyunTemplate | None = None
    aliyun_sms_template_survey: AliyunTemplate | None = None
    aliyun_sms_template_notice: AliyunTemplate | None = None
    aliyun_sms_template_staff: AliyunTemplate | None = None
    aliyun_sms_api_base: BaseUrl = ALIYUN.api_base

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Keywords alone: a demo or a test must not pick up what lies around on its machine."""
        return (init_settings,)

    @model_validator(mode="wrap")
    @classmethod
    def _report_every_problem(
        cls, given: dict[str, Any], check: ModelWrapValidatorHandler[Self]
    ) -> Self:
        present = {name: value for name, value in given.items() if plain(value)}
        problems = half_set(present) + contradictions(present)
        try:
            settings = check(present)
        except ValidationError as error:
            problems = [_one_line(details) for details in error.errors()] + problems
        if problems:
            raise SettingsError(problems)
        return settings

    def check_role(self, role: ProcessRole) -> None:
        """Raise SettingsError for a role in which these settings cannot be served."""
        if self.clock is Clock.ADJUSTABLE and role is not ProcessRole.ALL:
            raise SettingsError(
                [f"CLOCK: adjustable is for one process with --role all, not for --role {role}"]
            )

    @property
    def master_keys(self) -> tuple[bytes, ...]:
        """The bytes of SECRET_KEY and PREVIOUS_SECRET_KEYS, newest first."""
        keys = (self.secret_key, *self.previous_secret_keys)
        return tuple(key_bytes(key.get_secret_value()) for key in keys)

    @property
    def wechat(self) -> WeChatSettings | None:
        """The Official Account, or None where WeChat is off."""
        if self.wechat_app_id is None:
            return None
        return WeChatSettings(
            app_id=self.wechat_app_id,
            app_secret=_required(self.wechat_app_secret),
            token=_required(self.wechat_token),
            encoding_aes_key=_required(self.wechat_encoding_aes_key),
            previous_encoding_aes_key=_optional(self.wechat_previous_encoding_aes_key),
            allow_plaintext=self.wechat_allow_plaintext,
            templates=self._given("wechat_template", Purpose),
            subscribes=self._given("wechat_subscribe", Purpose),
            api_base=self.wechat_api_base,
        )

    @property
    def wecom(self) -> WeComSettings | None:
        """The staff's application, or None where WeCom is off."""
        if self.wecom_corp_id is None or self.wecom_agent_id is None:
            return None
        return WeComSettings(
            corp_id=self.wecom_corp_id,
            agent_id=self.wecom_agent_id,
            secret=_required(self.wecom_secret),
            token=_required(self.wecom_token),
            encoding_aes_key=_required(self.wecom_encoding_aes_key),
            robot_key=_optional(self.wecom_robot_key),
            api_base=self.wecom_api_base,
        )

    @property
    def twilio(self) -> TwilioSettings | None:
        """The SMS account, or None where SMS is off."""
        if self.twilio_account_sid is None or self.twilio_from is None:
            return None
        return TwilioSettings(
            account_sid=self.twilio_account_sid,
            auth_token=_required(self.twilio_auth_token),
            previous_auth_token=_optional(self.twilio_previous_auth_token),
            sender=self.twilio_from,
            api_base=self.twilio_api_base,
        )

    @property
    def aliyun(self) -> AliyunSettings | None:
        """The SMS gateway of the mainland, or None where it is off."""
        if self.aliyun_sms_access_key_id is None or self.aliyun_sms_sign_name is None:
            return None
        return AliyunSettings(
            access_key_id=self.aliyun_sms_access_key_id,
            access_key_secret=_required(self.aliyun_sms_access_key_secret),
            sign_name=self.aliyun_sms_sign_name,
            callback_token=_required(self.aliyun_sms_callback_token),
            templates=self._given("aliyun_sms_template", SmsTemplate),
            api_base=self.aliyun_sms_api_base,
        )

    @property
    def api_bases(self) -> tuple[str, ...]:
        """Where the providers are called, whether they are on or not."""
        return (
            self.wechat_api_base,
            self.wecom_api_base,
            self.twilio_api_base,
            self.aliyun_sms_api_base,
        )

    def _given(self, prefix: str, kinds: type[StrEnum]) -> Mapping[str, str]:
        """The settings of one prefix that are given, by what stands behind it."""
        ids = {str(kind): getattr(self, f"{prefix}_{kind}", None) for kind in kinds}
        return MappingProxyType({kind: id_ for kind, id_ in ids.items() if id_ is not None})


def _required(secret: SecretStr | None) -> str:
    if secret is None:
        raise TypeError("a provider that is half set was let through")
    return secret.get_secret_value()


def _optional(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()


def _one_line(details: ErrorDetails) -> str:
    name, *entry = details["loc"]
    name = str(name).upper() + "".join(f" (entry {int(number) + 1})" for number in entry)
    match details["type"]:
        case "missing":
            return f"{name}: missing; make one with: {MAKE_A_KEY}"
        case "extra_forbidden":
            return f"{name}: there is no such setting"
        case "value_error":
            return f"{name}: {details['ctx']['error']}"
        case _:
            return f"{name}: {details['msg'][:1].lower()}{details['msg'][1:]}"


def _unknown(given: Mapping[str, str]) -> Iterator[str]:
    known = [name.upper() for name in Settings.model_fields]
    prefixes = tuple(provider.prefix.upper() for provider in PROVIDERS)
    for name in sorted(given):
        if name.upper().startswith(prefixes) and name not in known:
            near = get_close_matches(name.upper(), known, n=1, cutoff=0.0)[0]
            yield f"{name}: there is no such setting; is {near} meant?"
