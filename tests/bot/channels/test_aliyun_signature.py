"""A call to Alibaba Cloud is signed as its own published example is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from bot.channels.aliyun_signature import AccessKey, Call, signed_headers

KEY = AccessKey("YourAccessKeyId", "YourAccessKeySecret")
EXAMPLE = Call(
    host="ecs.cn-shanghai.aliyuncs.com",
    action="RunInstances",
    version="2014-05-26",
    parameters={
        "RegionId": "cn-shanghai",
        "ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
    },
)
NOW = datetime(2023, 10, 26, 10, 22, 32, tzinfo=UTC)
NONCE = "3156853299f313e23d1673dc12e1703d"


def authorization(call: Call, now: datetime = NOW) -> str:
    return signed_headers(KEY, call, now=now, nonce=NONCE)["Authorization"]


def test_the_example_of_the_provider_s_page_is_signed_as_there() -> None:
    assert authorization(EXAMPLE) == (
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;"
        "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )


def test_the_time_is_told_in_utc_whatever_the_clock_s_zone() -> None:
    in_beijing = NOW.astimezone(timezone(timedelta(hours=8)))

    assert authorization(EXAMPLE, in_beijing) == authorization(EXAMPLE)


def test_every_part_of_a_call_is_signed() -> None:
    others = [
        replace(EXAMPLE, host="dysmsapi.aliyuncs.com"),
        replace(EXAMPLE, action="SendSms"),
        replace(EXAMPLE, version="2017-05-25"),
        replace(EXAMPLE, parameters={**EXAMPLE.parameters, "RegionId": "cn-beijing"}),
        replace(EXAMPLE, parameters={}),
    ]

    assert len({authorization(call) for call in [EXAMPLE, *others]}) == len(others) + 1
