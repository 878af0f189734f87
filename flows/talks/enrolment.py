"""Enrolment: who may read about a home. A typed phone number alone proves nothing.

The privacy notice and the consent come first (R66). Proof is a code sent to the number in the
directory, the QR code of the home, or a member of staff who approves.
"""

import re
from dataclasses import dataclass

import phonenumbers

from flows.engine.ask import Flow, Reply, Unreadable
from flows.engine.choices import Choice, YesNo
from flows.engine.questions import Text
from flows.rules.vocabulary import ResidenceRole
from flows.talks.results import CodeTyped, EnrolmentWish, QrEnrolment
from flows.talks.small_talks import ask_estate
from flows.talks.telling import Name
from flows.understanding.places import read_only_home
from flows.understanding.short_answers import Command, read_command
from flows.understanding.words import bare, normalised
from flows.wording.say import Say, say

CONSENT = "consent"
NO_CODE = re.compile(
    r"(?:没|没有|冇|未)收到|收不到|收唔到|没收|不知道|没有短信|人工核实|notreceived|nocode"
    r"|didn'?tget|nosms"
)
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s-]+(?=\d)")


@dataclass(frozen=True)
class EnrolmentSeed:
    """The estates there are, the number that is known already (by SMS), the region of numbers."""

    estates: tuple[str, ...] = ()
    phone: str = ""
    region: str = "CN"


@dataclass(frozen=True)
class CodeSeed:
    """The wish that a code was sent for, how long the code is, and how often it was typed."""

    digits: int = 6
    home: str = ""
    estate: str = ""
    name: str = ""
    role: str = ""
    tries: int = 1


@dataclass(frozen=True)
class QrSeed:
    """The home whose QR code was scanned."""

    home: str
    estate: str
    home_id: int


@dataclass(frozen=True)
class HomeCode(Text):
    """A home by its code; other words are no answer here."""

    def read(self, reply: Reply, shown: tuple[str, ...]) -> str:
        """The home in the reply. Raises Unreadable."""
        home = read_only_home(super().read(reply, shown))
        if home is None:
            raise Unreadable(say("enrolment.home_example"))
        return home


@dataclass(frozen=True)
class Phone(Text):
    """A phone number, kept in E.164."""

    region: str = "CN"

    def read(self, reply: Reply, shown: tuple[str, ...]) -> str:
        """The number in the reply. Raises Unreadable."""
        typed = _BETWEEN_DIGITS.sub("", normalised(super().read(reply, shown)))
        found = list(phonenumbers.PhoneNumberMatcher(_plus(typed), self.region))
        if len(found) != 1:
            raise Unreadable(say("enrolment.phone_example"))
        return phonenumbers.format_number(found[0].number, phonenumbers.PhoneNumberFormat.E164)


@dataclass(frozen=True)
class Code(Text):
    """The digits of a code, or the word that none came."""

    digits: int = 6

    def read(self, reply: Reply, shown: tuple[str, ...]) -> str:
        """The digits, or an empty text for 没收到 or 人工. Raises Unreadable."""
        text = super().read(reply, shown)
        if NO_CODE.search(bare(text)) or read_command(text) is Command.HUMAN:
            return ""
        written = re.findall(r"[0-9]+", _BETWEEN_DIGITS.sub("", normalised(text)))
        if len(written) != 1 or len(written[0]) != self.digits:
            raise Unreadable(say("enrolment.code_example", digits=self.digits))
        return str(written[0])


def enrolment(seed: EnrolmentSeed) -> Flow[EnrolmentWish]:
    """Consent, home, name, what ties you to it, and where to send the code."""
    consent = yield from YesNo(CONSENT, privacy_notice())
    if not consent:
        return EnrolmentWish(consent=False)
    estate = None
    if len(seed.estates) > 1:
        estate = yield from ask_estate(say("report.estate"), seed.estates)
    home = yield from HomeCode("home", say("enrolment.home"))
    name = yield from Name("name", say("enrolment.name"))
    role = yield from Choice("role", say("enrolment.role"), words=ResidenceRole)
    phone = seed.phone or (yield from Phone("phone", say("enrolment.phone"), region=seed.region))
    return EnrolmentWish(True, home, estate, phone, name, role.value)


def enrolment_code(seed: CodeSeed) -> Flow[CodeTyped]:
    """The code that was sent, or a person who checks."""
    key = "enrolment.code_again" if seed.tries > 1 else "enrolment.code"
    return CodeTyped((yield from Code("code", say(key, digits=seed.digits), digits=seed.digits)))


def enrolment_by_qr(seed: QrSeed) -> Flow[QrEnrolment]:
    """Consent, name and tie; the scanned code of the home is the proof."""
    consent = yield from YesNo(CONSENT, qr_notice(seed))
    if not consent:
        return QrEnrolment(consent=False)
    name = yield from Name("name", say("enrolment.name"))
    role = yield from Choice("role", say("enrolment.role"), words=ResidenceRole)
    return QrEnrolment(True, name, role.value)


def privacy_notice() -> Say:
    """What is consented to by whoever wants to be linked to a home."""
    return say("enrolment.notice")


def qr_notice(seed: QrSeed) -> Say:
    """What is consented to by whoever scanned the code of a home."""
    return say("enrolment.qr_notice", home=seed.home, estate=seed.estate)


def _plus(typed: str) -> str:
    return typed if typed.startswith("+") or not typed.startswith("00") else f"+{typed[2:]}"
