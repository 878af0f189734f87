"""Which database a test runs on: SQLite, or each where the databases may differ."""

import pytest

BOTH_DATABASES = [
    pytest.param("sqlite_database", id="sqlite"),
    pytest.param("postgres_database", id="postgres"),
]


def url_of(request: pytest.FixtureRequest) -> str:
    """The address that a fixture was parametrised with; an SQLite file where it was not."""
    url: str = request.getfixturevalue(getattr(request, "param", "sqlite_database"))
    return url
