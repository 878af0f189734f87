"""Enrolment: who may read about a home. A typed phone number alone proves nothing.

The privacy notice and the consent come first (R66). Proof is a code sent to the number in the
directory, the QR code of the home, or a member of staff who approves.
"""

from dataclasses import dataclass

import phonenumbers

from flows.engine.ask import Flow, Reply, Unreadable
from flows.engine.questions import Choice, Pick, Place, Text, Whereabouts, YesNo
from flows.rules.vocabulary import ResidenceRole
from flows.talks.results import CodeTyped, EnrolmentWish, QrEnrolment
from flows.understanding.numbers import read_integer
from flows.understanding.words import bare
from flows.wording.say import plain, say


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
class HomeCode(Place):
    """A home by its code; other words are no answer here."""

    def read(self, reply: Reply, shown: tuple[str, ...]) -> Whereabouts:
        """The home in the reply. Raises Unreadable."""
        place = super().read(reply, shown)
        if place.home is None:
            raise Unreadable(say("enrolment.home_example"))
        return Whereabouts(place.home, place.home)


@dataclass(frozen=True)
class Phone(Text):
    """A phone number, kept in E.164."""

    region: str = "CN"

    def read(self, reply: Reply, shown: tuple[str, ...]) -> str:
        """The number in the reply. Raises Unreadable."""
        typed = bare(super().read(reply, shown))
        found = list(phonenumbers.PhoneNumberMatcher(_plus(typed), self.region))
        if len(found) != 1:
            raise Unreadable(say("enrolment.phone_example"))
        return phonenumbers.format_number(found[0].number, phonenumbers.PhoneNumberFormat.E164)


@dataclass(frozen=True)
class Code(Text):
    """The digits of a code, or the word that none came."""

    digits: int = 6

    def read(self, reply: Reply, shown: tuple[str, ...]) -> str:
        """The digits, or an empty text for "没收到". Raises Unreadable."""
        word = bare(super().read(reply, shown))
        if word in {"没收到", "没有收到", "收不到", "人工核实", "notreceived", "nocode", "冇收到"}:
            return ""
        number = read_integer(word)
        if number is None or len(word) != self.digits:
            raise Unreadable(say("enrolment.code_example", digits=self.digits))
        return word


def enrolment(seed: EnrolmentSeed) -> Flow[EnrolmentWish]:
    """Consent, home, name, what ties you to it, and where to send the code."""
    consent = yield from YesNo("consent", say("enrolment.notice"))
    if not consent:
        return EnrolmentWish(consent=False)
    estate = None
    if len(seed.estates) > 1:
        choices = tuple((name, plain(name)) for name in seed.estates)
        estate = yield from Pick("estate", say("report.estate"), choices=choices)
    home = yield from HomeCode("home", say("enrolment.home"))
    name = yield from Text("name", say("enrolment.name"))
    role = yield from Choice("role", say("enrolment.role"), words=ResidenceRole)
    phone = seed.phone or (
        yield from Phone("phone", say("enrolment.phone"), region=seed.region)
    )
    return EnrolmentWish(True, home.text, estate, phone, name, role.value)  # noqa: FBT003 - consent


def enrolment_code(seed: CodeSeed) -> Flow[CodeTyped]:
    """The code that was sent, or a person who checks."""
    key = "enrolment.code_again" if seed.tries > 1 else "enrolment.code"
    return CodeTyped((yield from Code("code", say(key, digits=seed.digits), digits=seed.digits)))


def enrolment_by_qr(seed: QrSeed) -> Flow[QrEnrolment]:
    """Consent, name and tie; the scanned code of the home is the proof."""
    prompt = say("enrolment.qr_notice", home=seed.home, estate=seed.estate)
    consent = yield from YesNo("consent", prompt)
    if not consent:
        return QrEnrolment(consent=False)
    name = yield from Text("name", say("enrolment.name"))
    role = yield from Choice("role", say("enrolment.role"), words=ResidenceRole)
    return QrEnrolment(True, name, role.value)  # noqa: FBT003 - consent


def _plus(typed: str) -> str:
    return typed if typed.startswith("+") or not typed.startswith("00") else f"+{typed[2:]}"
