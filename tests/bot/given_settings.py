"""Settings as the tests give them: each provider whole, and what is said about mistakes."""

import pytest

from bot.settings import Settings, SettingsError, load_settings

KEY = "kQ7vX2mB9tLzR4hJ" * 2 + "wN8cY5fD6sA"
AES_KEY = "a1B2" * 10 + "c3D"
WECHAT = {
    "WECHAT_APP_ID": "wx0123456789abcdef",
    "WECHAT_APP_SECRET": "app-secret-of-wechat",
    "WECHAT_TOKEN": "tokenOfTheWechatCallback",
    "WECHAT_ENCODING_AES_KEY": AES_KEY,
}
WECOM = {
    "WECOM_CORP_ID": "ww0123456789abcdef",
    "WECOM_AGENT_ID": "1000002",
    "WECOM_SECRET": "secret-of-wecom",
    "WECOM_TOKEN": "tokenOfTheWecomCallback",
    "WECOM_ENCODING_AES_KEY": AES_KEY,
}
TWILIO = {
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "auth-token-of-twilio",
    "TWILIO_FROM": "+85212345678",
}
ALIYUN = {
    "ALIYUN_SMS_ACCESS_KEY_ID": "LTAI0123456789",
    "ALIYUN_SMS_ACCESS_KEY_SECRET": "secret-of-aliyun",
    "ALIYUN_SMS_SIGN_NAME": "松涛苑",
    "ALIYUN_SMS_CALLBACK_TOKEN": "pathSecretOfTheTests0123456789",
}
PROVIDERS = [WECHAT, WECOM, TWILIO, ALIYUN]
PROVIDER_NAMES = ["WeChat", "WeCom", "Twilio", "Alibaba Cloud SMS"]


def settings_from(**environ: str) -> Settings:
    return load_settings({"SECRET_KEY": KEY, **environ}, None)


def problems_of(**environ: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        settings_from(**environ)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return caught.value.problems
