"""The page on personal data names every provider, and only what exists (P10, P11)."""

import re
from pathlib import Path

import pytest

from bot.provider_settings import PROVIDERS
from bot.settings import Settings
from flows.rules.policy_text import packaged, policy_values
from flows.understanding.own_data import asks_for_own_data
from flows.understanding.wishes import read_contact_wish

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "personal-data.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("provider", [one.name for one in PROVIDERS])
def test_every_provider_stands_in_the_table_of_where_data_goes(provider: str) -> None:
    rows = re.findall(r"^\| ([^|]+) \| (?:outside of )?mainland China \|", GUIDE, re.MULTILINE)

    assert any(row.startswith(provider) for row in rows), provider


def test_every_setting_and_number_that_it_names_exists() -> None:
    settings = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)`", GUIDE))
    assert settings - {name.upper() for name in Settings.model_fields} == set()
    values = policy_values(packaged("strict"))
    for table, key in re.findall(r"`([a-z]+)\.([a-z_]+)`", GUIDE):
        assert key in values[table]


def test_what_residents_can_write_is_understood() -> None:
    for words in ("退订", "全部退订", "退订境外短信"):
        assert words in GUIDE
        assert read_contact_wish(words) is not None
    assert "查看我的信息" in GUIDE
    assert asks_for_own_data("查看我的信息")
