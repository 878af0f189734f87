"""An account at Alibaba Cloud's fake, and the pushes that it makes to us."""

import json
from typing import Any

from multidict import CIMultiDict

from bot.channels.sms_gateway import Callback
from bot.provider_settings import AliyunSettings

TOKEN = "pathSecretOfTheTests0123456789"
RESIDENT = "+8613800138000"
SETTINGS = AliyunSettings(
    access_key_id="LTAI-key-of-the-fake",
    access_key_secret="secret-of-the-fake-aliyun",
    sign_name="松涛苑",
    callback_token=TOKEN,
    templates={"case": "SMS_1003", "reply": "SMS_1002", "code": "SMS_1001"},
    api_base="https://dysmsapi.aliyuncs.com",
)


def push(kind: str, items: Any, token: str = TOKEN) -> Callback:  # noqa: ANN401 - any JSON
    """A push as it arrives."""
    headers = CIMultiDict({"Content-Type": "application/json"})
    return Callback(f"/sms/aliyun/{token}/{kind}", headers, json.dumps(items).encode())
