"""What the settings switch on is wired: its channels, its webhooks, and a line in the log."""

from collections.abc import Mapping

import pytest

from bot.app import open_house, web_application
from bot.settings import Settings, load_settings
from tests.bot.given_settings import ALIYUN, KEY, TWILIO, WECOM

MAINLAND, HONG_KONG = "+8613800138000", "+85291234567"


def settings(url: str, given: Mapping[str, str]) -> Settings:
    return load_settings({"SECRET_KEY": KEY, "DATABASE_URL": url, **given}, None)


@pytest.mark.parametrize(
    ("given", "routes", "answerable", "told"),
    [
        ({}, set(), set(), "none"),
        (TWILIO, {"/sms", "/sms/status"}, {HONG_KONG}, "SMS (Twilio)"),
        (
            ALIYUN,
            {"/sms/aliyun/{token}/up", "/sms/aliyun/{token}/report"},
            {MAINLAND},
            "SMS (Alibaba Cloud for +86)",
        ),
        (
            WECOM | TWILIO | ALIYUN,
            {"/sms", "/sms/status", "/sms/aliyun/{token}/up", "/sms/aliyun/{token}/report"},
            {MAINLAND, HONG_KONG},
            "WeCom, SMS (Alibaba Cloud for +86, Twilio)",
        ),
    ],
)
async def test_a_provider_is_wired_when_its_settings_are_there(
    sqlite_database: str, given: dict[str, str], routes: set[str], answerable: set[str], told: str
) -> None:
    async with open_house(settings(sqlite_database, given)) as house:
        router = web_application(house).router
        found = {resource.canonical for resource in router.resources()}

        assert {path for path in found if path.startswith("/sms")} == routes
        assert house.providers.described() == told
        if routes:
            numbers = {MAINLAND, HONG_KONG}
            assert {one for one in numbers if house.providers.is_two_way(one)} == answerable
