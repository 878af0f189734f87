"""Requests of a Twilio account that our side knows, and what our side makes of them."""

import pytest
from multidict import CIMultiDict

from bot.channels import BadRequest, Incoming
from bot.channels.twilio_webhook import read_form, read_message, verify
from bot.provider_settings import TwilioSettings
from tests.fakes.twilio_world import SignedForm, TwilioWorld

WORLD = TwilioWorld()
SETTINGS = TwilioSettings(
    account_sid=WORLD.account_sid,
    auth_token=WORLD.auth_token,
    previous_auth_token=None,
    sender=WORLD.number,
    api_base="https://api.twilio.com",
)
RESIDENT = "+85291234567"
SID = "SM" + "1f" * 16


def received(request: SignedForm, settings: TwilioSettings = SETTINGS) -> Incoming:
    """What the webhook's handler does with a request."""
    form = read_form(request.body, request.headers["Content-Type"])
    verify(settings, request.url, CIMultiDict(request.headers), form)
    return read_message(form, request.body)


def refusal(request: SignedForm, settings: TwilioSettings = SETTINGS) -> int:
    """The HTTP status with which the request is refused."""
    with pytest.raises(BadRequest) as caught:
        received(request, settings)
    return caught.value.status
