"""Phone numbers: which can receive an SMS, and which belong to mainland China."""

import phonenumbers

MAINLAND_COUNTRY_CODE = 86


def is_sms_number(number: str) -> bool:
    """True for an E.164 number that can receive an SMS, as far as its digits tell.

    In mainland China it must be a mobile one: Twilio refuses landlines there without a trace.
    """
    parsed = _parsed(number)
    if parsed is None or not phonenumbers.is_possible_number(parsed):
        return False
    if phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) != number:
        return False
    return parsed.country_code != MAINLAND_COUNTRY_CODE or (
        phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE
    )


def is_mainland(number: str) -> bool:
    """True for a number of mainland China; Hong Kong, Macao and Taiwan have codes of their own."""
    parsed = _parsed(number)
    return parsed is not None and parsed.country_code == MAINLAND_COUNTRY_CODE


def _parsed(number: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None
