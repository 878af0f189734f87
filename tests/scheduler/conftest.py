"""An estate on each database for every story about its time."""

from collections.abc import Iterator

import pytest

from tests.estate import Garden


@pytest.fixture
def garden(database_url: str) -> Iterator[Garden]:
    garden = Garden(database_url)
    yield garden
    garden.close()
