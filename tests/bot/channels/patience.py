"""How long the channels under test wait for a provider."""

from typing import Final

from aiohttp import ClientTimeout

from tests.fakes.faults import Hang

PATIENT: Final = ClientTimeout(total=30)
"""A busy machine is no hanging provider."""
QUICK: Final = ClientTimeout(total=2)
"""Where the provider is made to hang, for five seconds and more."""


def patience_for(*faults: object) -> ClientTimeout:
    """How long to wait where these may happen."""
    return QUICK if any(isinstance(fault, Hang) for fault in faults) else PATIENT
