"""Twilio: the account, the number or messaging service that sends, and what money is left."""

import asyncio
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from aiohttp import encode_basic_auth
from yarl import URL

from bot.channels.provider_calls import CallFailed, call
from bot.channels.twilio_outcomes import outcome_of
from bot.doctor.callbacks import look_at_twilio_callback
from bot.doctor.findings import (
    TIME_OUTS,
    Check,
    Finding,
    Place,
    checked,
    fail,
    is_refused,
    off,
    ok,
    warn,
)
from bot.doctor.trials import LEAD_HERE
from bot.provider_settings import TWILIO, TwilioSettings

OFF = "Twilio is off: set TWILIO_ACCOUNT_SID and what .env.example names beside it"
LOOK_AT_ACCOUNT = "compare the Account SID and the Auth Token with the console's Account Info"
LOOK_AT_NUMBER = "Console: Phone Numbers > Active numbers > the number > Messaging"
LOOK_AT_SERVICE = "Console: Messaging > Services > the service"
MESSAGING_BASE = "https://messaging.twilio.com"
"""Where the real Twilio keeps messaging services; a TWILIO_API_BASE of our own stands for both."""
BALANCE_UNTOLD = "Twilio does not tell, as for a subaccount"
LOOK_AT_BILLING = "look in the console, under Billing"
BALANCE_WARNED = Decimal(10)
"""In the account's currency: some hundred SMS."""
_OK = 200

Fields = dict[str, object]


async def look_at_twilio(place: Place) -> list[Finding]:
    """All of it, or one line that it is off."""
    twilio = place.settings.twilio
    if twilio is None:
        return [off(Check.TWILIO_ACCOUNT, OFF)]
    is_service = twilio.sender.startswith("MG")
    sender = _look_at_service if is_service else _look_at_number
    looks = await asyncio.gather(
        checked(place, Check.TWILIO_ACCOUNT, _look_at_account(place, twilio), LOOK_AT_ACCOUNT),
        checked(
            place,
            Check.TWILIO_SENDER,
            sender(place, twilio),
            LOOK_AT_SERVICE if is_service else LOOK_AT_NUMBER,
        ),
        checked(place, Check.TWILIO_BALANCE, _look_at_balance(place, twilio), LOOK_AT_ACCOUNT),
        checked(place, Check.TWILIO_CALLBACK, look_at_twilio_callback(place, twilio), LEAD_HERE),
    )
    return list(looks)


async def _look_at_account(place: Place, twilio: TwilioSettings) -> Finding:
    account = await _asked(place, twilio, _of_account(twilio, ".json"))
    status = str(account.get("status"))
    if status != "active":
        says = f"the account is {status}"
        return fail(Check.TWILIO_ACCOUNT, says, "Console: Billing, or ask Twilio's support")
    if account.get("type") == "Trial":
        says = "a trial account: it sends to verified numbers only"
        return warn(Check.TWILIO_ACCOUNT, says, "Console: Upgrade, before residents use it")
    return ok(Check.TWILIO_ACCOUNT, "active")


async def _look_at_number(place: Place, twilio: TwilioSettings) -> Finding:
    check = Check.TWILIO_SENDER
    path = _of_account(twilio, "/IncomingPhoneNumbers.json")
    answer = await _asked(place, twilio, path, {"PhoneNumber": twilio.sender})
    listed = answer.get("incoming_phone_numbers")
    found = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    if not found:
        return fail(check, "TWILIO_FROM is no number of this account", LOOK_AT_NUMBER)
    number = found[0]
    capabilities = number.get("capabilities")
    if isinstance(capabilities, dict) and not capabilities.get("sms"):
        return fail(check, "TWILIO_FROM can send no SMS", "buy a number that can")
    if number.get("sms_application_sid"):
        says = "a TwiML App takes what residents write to the number"
        return fail(check, says, f"{LOOK_AT_NUMBER}: choose Webhook, not TwiML App")
    wrong = _wrong_webhook(place, number.get("sms_url"), number.get("sms_method"))
    if wrong:
        todo = f"{LOOK_AT_NUMBER}, A message comes in: Webhook, {_webhook(place)}, HTTP POST"
        return fail(check, wrong, todo)
    return ok(check, "the number is this account's, and brings residents' SMS here")


async def _look_at_service(place: Place, twilio: TwilioSettings) -> Finding:
    check, path = Check.TWILIO_SENDER, f"/v1/Services/{twilio.sender}"
    is_real = twilio.api_base == TWILIO.api_base
    base = MESSAGING_BASE if is_real else twilio.api_base
    service = await _asked(place, twilio, path, base=base)
    numbers = await _asked(place, twilio, f"{path}/PhoneNumbers", base=base)
    if not numbers.get("phone_numbers"):
        return fail(
            check, "the messaging service has no numbers", f"{LOOK_AT_SERVICE}: Sender Pool"
        )
    if service.get("use_inbound_webhook_on_number"):
        says = "what residents write goes where each number of the service points"
        todo = f"{LOOK_AT_SERVICE}, Integration: Send a webhook, {_webhook(place)}, HTTP POST"
        return warn(check, says, todo)
    wrong = _wrong_webhook(place, service.get("inbound_request_url"), service.get("inbound_method"))
    if wrong:
        todo = f"{LOOK_AT_SERVICE}, Integration: Send a webhook, {_webhook(place)}, HTTP POST"
        return fail(check, wrong, todo)
    return ok(check, "the messaging service has numbers, and brings residents' SMS here")


async def _look_at_balance(place: Place, twilio: TwilioSettings) -> Finding:
    check = Check.TWILIO_BALANCE
    try:
        answer = await _asked(place, twilio, _of_account(twilio, "/Balance.json"))
        balance = Decimal(str(answer.get("balance")))
    except InvalidOperation:
        return warn(check, BALANCE_UNTOLD, LOOK_AT_BILLING)
    except CallFailed as failed:
        if not is_refused(failed):
            raise
        return warn(check, BALANCE_UNTOLD, LOOK_AT_BILLING)
    says = f"{balance:.2f} {str(answer.get('currency', ''))[:3]}"
    if balance < BALANCE_WARNED:
        return warn(check, f"{says} are left", "Console: Billing > Add funds, or Auto recharge")
    return ok(check, says)


def _wrong_webhook(place: Place, url: object, method: object) -> str:
    """What is wrong with where SMS are brought; theirs is not shown, it may hold a password."""
    if not url:
        return "nobody is told of what residents write"
    try:
        same = URL(str(url)) == URL(_webhook(place))
    except ValueError:
        same = False
    if not same:
        return "what residents write is brought to another address"
    return "" if method == "POST" else "what residents write is brought by GET"


def _webhook(place: Place) -> str:
    return f"{place.settings.public_base_url}/sms"


def _of_account(twilio: TwilioSettings, path: str) -> str:
    return f"/2010-04-01/Accounts/{twilio.account_sid}{path}"


async def _asked(
    place: Place,
    twilio: TwilioSettings,
    path: str,
    params: Mapping[str, str] | None = None,
    base: str = "",
) -> Fields:
    answer = await call(
        place.session,
        "GET",
        (base or twilio.api_base) + path,
        params=params,
        headers={"Authorization": encode_basic_auth(twilio.account_sid, twilio.auth_token)},
        time_outs=TIME_OUTS,
    )
    document = answer.document()
    if answer.status != _OK or document is None:
        raise CallFailed(outcome_of(answer))
    return document
