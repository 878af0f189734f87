"""An SMS that no phone has sent (a short code, a name): kept for a person, and never answered."""

import pytest

from tests.e2e.office import Office
from tests.e2e.rows import query


@pytest.mark.parametrize("text", ["您的包裹已到，回T退订", "STOP", "START"])
def test_an_sms_from_a_short_code_is_kept_and_answered_with_nothing(
    shared_office: Office, text: str
) -> None:
    met = "SELECT count(*) AS n FROM identity"
    kept = "SELECT count(*) AS n FROM inbound WHERE quarantined"
    before = query(shared_office.database_url, met), query(shared_office.database_url, kept)

    answer = shared_office.sms("10698000").says(text)

    assert answer == ""
    assert query(shared_office.database_url, met) == before[0]
    assert query(shared_office.database_url, kept)[0]["n"] == before[1][0]["n"] + 1
    assert "its sender is no phone number" in shared_office.service.log
