"""Which numbers can receive an SMS, and where they are (W25)."""

from bot.channels.sms_numbers import is_mainland, is_sms_number
from tests.each import each

MAINLAND = "+8613800138000"
HONG_KONG = "+85291234567"


@each(
    ("number", "reachable"),
    [
        (HONG_KONG, True),
        (MAINLAND, True),
        ("+12025550123", True),
        ("+861012345678", False),  # a landline in Beijing
        ("+86123", False),
        ("13800138000", False),
        ("+86 138 0013 8000", False),
        ("+8613800138000;ext=1", False),
        ("+852912345678901234", False),
        ("tel:+85291234567", False),
        ("", False),
        ("电话", False),
    ],
)
def test_only_a_number_in_e164_that_can_receive_is_an_sms_number(
    number: str, reachable: bool
) -> None:
    assert is_sms_number(number) is reachable


@each(
    ("number", "mainland"),
    [(MAINLAND, True), (HONG_KONG, False), ("+886912345678", False), ("nobody", False)],
)
def test_the_mainland_is_known_by_its_country_code(number: str, mainland: bool) -> None:
    assert is_mainland(number) is mainland
