import pytest
from aiohttp import ClientTimeout

from tests.bot.channels.patience import QUICK, patience_for


@pytest.fixture
def patience(request: pytest.FixtureRequest) -> ClientTimeout:
    """How long a channel waits: long, unless the test is given a provider that hangs."""
    if request.node.get_closest_marker("hanging") is not None:
        return QUICK
    call = getattr(request.node, "callspec", None)
    return patience_for(*(() if call is None else call.params.values()))
