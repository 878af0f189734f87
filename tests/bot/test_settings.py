"""The settings are checked as a whole, and what is wrong is said by name, all at once."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.settings import Clock, ProcessRole, Settings, SettingsError, load_settings
from flows.rules.vocabulary import Purpose
from tests.bot.given_settings import (
    AES_KEY,
    ALIYUN,
    KEY,
    PROVIDERS,
    TWILIO,
    WECHAT,
    WECOM,
    problems_of,
    settings_from,
)
from tests.each import each


def test_a_secret_key_is_all_that_a_service_without_providers_needs() -> None:
    settings = settings_from()

    assert settings.database_url == "sqlite:///data/huiyin.db"
    assert settings.media_dir == Path("data/media")
    assert settings.timezone == ZoneInfo("Asia/Shanghai")
    assert settings.clock is Clock.SYSTEM
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert (settings.wechat, settings.wecom) == (None, None)
    assert (settings.twilio, settings.aliyun) == (None, None)


def test_the_mainland_s_gateway_is_on_with_the_templates_that_are_given() -> None:
    settings = settings_from(
        **ALIYUN, ALIYUN_SMS_TEMPLATE_CODE="SMS_1001", ALIYUN_SMS_TEMPLATE_STAFF="SMS_1007"
    )

    assert settings.aliyun is not None
    assert settings.aliyun.access_key_secret == ALIYUN["ALIYUN_SMS_ACCESS_KEY_SECRET"]
    assert settings.aliyun.templates == {"code": "SMS_1001", "staff": "SMS_1007"}
    assert settings.aliyun.api_base == "https://dysmsapi.aliyuncs.com"
    assert "secret-of-aliyun" not in repr(settings.aliyun)
    assert ALIYUN["ALIYUN_SMS_CALLBACK_TOKEN"] not in repr(settings.aliyun)


@each(
    ("name", "value"),
    [
        ("ALIYUN_SMS_CALLBACK_TOKEN", "short"),
        ("ALIYUN_SMS_CALLBACK_TOKEN", "with/a/slash/and/much/more/of/it"),
        ("ALIYUN_SMS_TEMPLATE_CASE", "1001"),
        ("ALIYUN_SMS_SIGN_NAME", "【松涛苑】"),
    ],
)
def test_a_setting_of_the_mainland_s_gateway_has_its_shape(name: str, value: str) -> None:
    [problem] = problems_of(**(ALIYUN | {name: value}))

    assert problem.startswith(f"{name}: must be ")
    assert "short" not in problem


def test_settings_made_from_keywords_look_at_nothing_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("PORT=9001\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///elsewhere.db")

    settings = Settings(secret_key=KEY, clock=Clock.ADJUSTABLE)

    assert settings.database_url == "sqlite:///data/huiyin.db"
    assert settings.port == 8080


def test_keywords_are_checked_as_strictly_as_the_environment() -> None:
    with pytest.raises(SettingsError, match=r"^PORT: .*\nTWILIO_AUTH_TOKEN, TWILIO_FROM: missing"):
        Settings(secret_key=KEY, port=0, twilio_account_sid="AC" + "0" * 32)


@each("name", ["SECRET_KEY", "PORT", "TIMEZONE", "TWILIO_FROM"])
def test_an_empty_value_counts_as_absent(name: str) -> None:
    environ = {"SECRET_KEY": KEY, name: " "}

    if name == "SECRET_KEY":
        with pytest.raises(SettingsError, match=r"^SECRET_KEY: missing; make one with: python3 "):
            load_settings(environ, None)
    else:
        assert load_settings(environ, None) == settings_from()


def test_each_provider_is_on_when_it_is_whole() -> None:
    settings = settings_from(
        **WECHAT,
        **WECOM,
        **TWILIO,
        WECHAT_TEMPLATE_CASE="template-of-cases",
        WECHAT_SUBSCRIBE_REVISIT="subscription-of-revisits",
        WECOM_ROBOT_KEY="key-of-the-robot",
        TWILIO_PREVIOUS_AUTH_TOKEN="auth-token-before",
    )

    assert settings.wechat is not None
    assert settings.wechat.app_secret == WECHAT["WECHAT_APP_SECRET"]
    assert settings.wechat.templates == {Purpose.CASE: "template-of-cases"}
    assert settings.wechat.subscribes == {Purpose.REVISIT: "subscription-of-revisits"}
    assert settings.wechat.previous_encoding_aes_key is None
    assert settings.wechat.allow_plaintext is False
    assert settings.wecom is not None
    assert settings.wecom.agent_id == 1000002
    assert settings.wecom.robot_key == "key-of-the-robot"
    assert settings.twilio is not None
    assert settings.twilio.sender == "+85212345678"
    assert settings.twilio.previous_auth_token == "auth-token-before"


@each("provider", PROVIDERS)
def test_a_half_set_provider_is_refused_with_what_is_missing(provider: dict[str, str]) -> None:
    for left_out in provider:
        rest = {name: value for name, value in provider.items() if name != left_out}

        (problem,) = problems_of(**rest)

        assert problem.startswith(f"{left_out}: missing, while {next(iter(rest))} is set")


@each(
    ("optional", "value"),
    [
        ("WECHAT_TEMPLATE_CASE", "template"),
        ("WECHAT_PREVIOUS_ENCODING_AES_KEY", AES_KEY),
        ("WECOM_ROBOT_KEY", "robot"),
        ("TWILIO_PREVIOUS_AUTH_TOKEN", "before"),
    ],
)
def test_an_optional_setting_alone_is_half_a_provider(optional: str, value: str) -> None:
    (problem,) = problems_of(**{optional: value})

    assert f"missing, while {optional} is set" in problem


@each(
    "beside",
    [
        "WECHAT_API_BASE",
        "WECOM_API_BASE",
        "TWILIO_API_BASE",
        "ALIYUN_SMS_API_BASE",
        "WECHAT_ALLOW_PLAINTEXT",
    ],
)
def test_an_address_alone_switches_no_provider_on(beside: str) -> None:
    value = "true" if beside == "WECHAT_ALLOW_PLAINTEXT" else "http://127.0.0.1:9000"

    settings = settings_from(**{beside: value})

    assert (settings.wechat, settings.wecom) == (None, None)
    assert (settings.twilio, settings.aliyun) == (None, None)


@each("provider", PROVIDERS)
def test_a_made_up_clock_never_meets_a_real_provider(provider: dict[str, str]) -> None:
    prefix = "ALIYUN_SMS" if provider is ALIYUN else next(iter(provider)).partition("_")[0]

    (problem,) = problems_of(CLOCK="adjustable", **provider)
    rehearsal = settings_from(
        CLOCK="adjustable", **provider, **{f"{prefix}_API_BASE": "http://127.0.0.1:9000/fake"}
    )

    assert problem.startswith(f"CLOCK: adjustable is refused while {prefix}_API_BASE")
    assert rehearsal.clock is Clock.ADJUSTABLE


def test_another_real_address_of_a_provider_is_real_too() -> None:
    regional = {"TWILIO_API_BASE": "https://api.dublin.ie1.twilio.com"}
    lookalike = {"TWILIO_API_BASE": "https://nottwilio.com"}

    assert problems_of(CLOCK="adjustable", **TWILIO, **regional)
    assert settings_from(CLOCK="adjustable", **TWILIO, **lookalike).twilio is not None


def test_a_short_callback_token_passes_beside_a_fake_on_this_machine_alone() -> None:
    short = {**WECHAT, "WECHAT_TOKEN": "short"}

    settings = settings_from(**short, WECHAT_API_BASE="http://127.0.0.1:9000")

    assert settings.wechat is not None
    assert problems_of(**short, WECHAT_API_BASE="https://proxy.example")


@pytest.mark.parametrize("role", [ProcessRole.WEB, ProcessRole.SCHEDULER])
def test_an_adjustable_clock_serves_in_one_process_only(role: ProcessRole) -> None:
    adjustable = settings_from(CLOCK="adjustable")

    adjustable.check_role(ProcessRole.ALL)
    settings_from().check_role(role)
    with pytest.raises(SettingsError, match=rf"^CLOCK: .*--role all, not for --role {role}"):
        adjustable.check_role(role)


@each(
    ("misspelt", "meant"),
    [
        ("WECHAT_APPID", "WECHAT_APP_ID"),
        ("WECHAT_AES_KEY", "WECHAT_ENCODING_AES_KEY"),
        ("WECOM_CORPID", "WECOM_CORP_ID"),
        ("TWILIO_SID", "TWILIO_ACCOUNT_SID"),
        ("twilio_from", "TWILIO_FROM"),
        ("TWILIO_FORM", "TWILIO_FROM"),
    ],
)
def test_a_misspelt_provider_setting_names_the_likely_one(misspelt: str, meant: str) -> None:
    assert problems_of(**{misspelt: "x"}) == [
        f"{misspelt}: there is no such setting; is {meant} meant?"
    ]


def test_foreign_variables_of_the_environment_are_none_of_our_business() -> None:
    assert settings_from(PATH="/bin", WECHATTY="1", TWILIOX="2") == settings_from()


def test_a_keyword_that_is_no_setting_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"^PROT: there is no such setting$"):
        Settings.model_validate({"secret_key": KEY, "prot": 1})


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("oops\nTWILIO_SID=AC1\n", encoding="utf-8")

    with pytest.raises(SettingsError) as caught:
        load_settings({"PORT": "x", "TIMEZONE": "Mars", "WECOM_AGENT_ID": "7"}, env_file)

    names = [problem.partition(":")[0] for problem in caught.value.problems]
    assert names == [
        str(env_file),
        "TWILIO_SID",
        "PORT",
        "TIMEZONE",
        "SECRET_KEY",
        "WECOM_CORP_ID, WECOM_SECRET, WECOM_TOKEN, WECOM_ENCODING_AES_KEY",
    ]


def test_no_secret_is_shown_neither_in_an_error_nor_in_a_representation() -> None:
    secrets = {
        "SECRET_KEY": "_canary1HuiyinKey" * 3,
        "PREVIOUS_SECRET_KEYS": "_canary2" * 6,
        "DATABASE_URL": "postgresql://u:canary3@h/huiyin",
        "API_TOKENS": "desk:lead:canary4HuiyinToken",
        "WECHAT_APP_SECRET": "canary5",
        "WECHAT_TOKEN": "canary6HuiyinToken",
        "WECHAT_ENCODING_AES_KEY": "canary7" * 6 + "x",
        "WECOM_SECRET": "canary8",
        "WECOM_TOKEN": "canary9HuiyinToken",
        "WECOM_ROBOT_KEY": "canary0",
        "TWILIO_AUTH_TOKEN": "canary11",
        "TWILIO_PREVIOUS_AUTH_TOKEN": "canary12",
    }
    whole = load_settings({**WECHAT, **WECOM, **TWILIO, **secrets}, None)
    shown = [repr(whole), str(whole), repr(whole.wechat), repr(whole.wecom), repr(whole.twilio)]

    spoilt = {name: f"{value} canary !" for name, value in secrets.items()}
    spoilt["DATABASE_URL"] = "mysql://u:canary3@h/huiyin"
    spoilt["API_TOKENS"] = "canary4:lead:short,canary4canary4canary4:lead,x:canary4:desk"
    told = problems_of(**{**WECHAT, **WECOM, **TWILIO, **spoilt})

    assert {problem.partition(":")[0].partition(" ")[0] for problem in told} == set(secrets)
    assert not [text for text in (*shown, *told) if "canary" in text]


def test_the_settings_cannot_be_changed_afterwards() -> None:
    settings = settings_from()

    with pytest.raises(ValueError, match="frozen"):
        settings.port = 1  # type: ignore[misc]
