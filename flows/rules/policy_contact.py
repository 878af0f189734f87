"""The part of a policy that is about talking with people, and about the ways to them."""

from dataclasses import dataclass
from typing import Annotated

from flows.rules.policy_kinds import (
    Code,
    Contradictions,
    Flag,
    NightSpan,
    SomeOf,
    TemplateField,
    TemplateFields,
    Whole,
)
from flows.rules.vocabulary import Purpose, Role
from flows.rules.wall_clock import Span
from flows.wording.mistake import Mistake

NotAfterHours = Annotated[int, Whole(1, 720)]
Template = Annotated[tuple[TemplateField, ...], TemplateFields()]


@dataclass(frozen=True)
class QuietHours:
    """R7: no messages at night; emergencies and safety notices pass."""

    staff: Annotated[Span, NightSpan(), "R7: no pushes to staff."]
    residents: Annotated[Span, NightSpan(), "R7: no messages to residents, no revisits."]
    grace_minutes: Annotated[
        int, Whole(0, 240), "R38: a human's answer passes for so long after the resident's message."
    ]


@dataclass(frozen=True)
class Conversation:
    """R10, R30: limits of one conversation with a resident."""

    idle_minutes: Annotated[int, Whole(1, 1440), "R7: silent for so long, it is offered again."]
    expiry_hours: Annotated[int, Whole(1, 720), "R7: silent for so long, it is closed."]
    wrong_tries: Annotated[
        int, Whole(1, 10), "R10: answers to one question that cannot be read, before a human helps."
    ]
    photos_max: Annotated[int, Whole(1, 20), "R30: photos and recordings of one report."]
    text_characters_max: Annotated[
        int, Whole(100, 20_000), "R30: characters of one text that is kept."
    ]
    cases_shown_max: Annotated[int, Whole(1, 20), "R38: cases that 查进度 lists."]
    messages_per_minute: Annotated[
        int,
        Whole(10, 1000),
        "R57: of what one address writes in a minute, so much is read; an emergency always.",
    ]
    human_idle_minutes: Annotated[
        int, Whole(1, 1440), "R38: taken over by a person and silent for so long, the bot is back."
    ]

    def contradictions(self) -> Contradictions:
        """What is offered again must still be there."""
        if self.idle_minutes >= self.expiry_hours * 60:
            yield "idle_minutes", Mistake("the conversation is closed before it is offered again")


@dataclass(frozen=True)
class Contact:
    """R7, R57: what a person gets unasked at most; safety and own cases are not counted."""

    surveys_per_month: Annotated[int, Whole(0, 31), "R7: surveys."]
    texts_per_week: Annotated[int, Whole(0, 100), "R57: texts of any kind."]


@dataclass(frozen=True)
class ContactCard:
    """R27: how residents reach the service office; messages that cannot be answered say it."""

    wechat_account: Annotated[
        str, Code(r"[^\n]{0,30}", "a name of at most 30 characters"), "R27: empty for none."
    ]
    phone: Annotated[
        str, Code(r"[0-9+() -]{0,20}", "a phone number or empty"), "R27: empty for none."
    ]
    hours: Annotated[
        str,
        Code(r"[^\n]{0,200}", "a line of at most 200 characters"),
        "R27: when it is open; one line for all, or 简体 | 繁體 | English.",
    ]


@dataclass(frozen=True)
class Sms:
    """R8: what an SMS may cost."""

    staff_segments_max: Annotated[
        int, Whole(1, 10), "R8: segments of a push to staff; longer ones lose their longest lines."
    ]
    variable_characters_max: Annotated[
        int, Whole(5, 500), "R8: characters of one variable in the mainland, as it was approved."
    ]


@dataclass(frozen=True)
class NotAfter:
    """R8: hours after which a message that could not be sent has no point, by purpose."""

    case: NotAfterHours
    revisit: NotAfterHours
    survey: NotAfterHours
    notice: NotAfterHours
    safety: NotAfterHours
    staff: NotAfterHours


@dataclass(frozen=True)
class Postman:
    """R8: how outgoing messages are sent, and sent again."""

    lease_seconds: Annotated[int, Whole(30, 3600), "R8: how long one attempt may hold a message."]
    backoff_base_seconds: Annotated[
        int, Whole(1, 3600), "R8: the first pause before trying again; it doubles each time."
    ]
    backoff_cap_minutes: Annotated[int, Whole(1, 1440), "R8: no pause is longer."]
    attempts_max: Annotated[int, Whole(1, 200), "R8: attempts by one channel."]
    lookup_delay_minutes: Annotated[
        int,
        Whole(1, 1440),
        "R8: the pause before the provider is asked what became of a message, and between.",
    ]
    lookups_max: Annotated[int, Whole(1, 20), "R8: how often the provider is asked."]
    not_after_hours: NotAfter

    def contradictions(self) -> Contradictions:
        """A cap bounds what it caps."""
        if self.backoff_cap_minutes * 60 < self.backoff_base_seconds:
            yield "backoff_cap_minutes", Mistake("less than backoff_base_seconds")


@dataclass(frozen=True)
class WeCom:
    """R8: how fast WeCom may be written to; what is beyond a member's limit vanishes unseen."""

    member_per_minute: Annotated[int, Whole(1, 30), "R8: messages to one member in a minute."]
    member_per_hour: Annotated[int, Whole(1, 1000), "R8: messages to one member in an hour."]
    robot_per_minute: Annotated[int, Whole(1, 20), "R8: messages to the staff's group chat."]


@dataclass(frozen=True)
class Room:
    """R36: what the staff's group chat hears too, through its robot; no complaint about staff."""

    emergencies: Annotated[bool, Flag(), "R36, R64: an emergency that nobody has accepted."]
    escalations: Annotated[
        tuple[Role, ...], SomeOf(Role), "R36: deadlines of which these roles are told."
    ]


@dataclass(frozen=True)
class WeChat:
    """R8: what WeChat lets an account send: so many messages after each act of a resident."""

    window_hours: Annotated[int, Whole(1, 48), "R8: for so long after a message."]
    window_quota: Annotated[int, Whole(1, 20), "R8: messages in that time."]
    event_window_seconds: Annotated[
        int, Whole(1, 3600), "R8: for so long after a menu click, a scan or following."
    ]
    event_quota: Annotated[int, Whole(1, 20), "R8: messages in that time."]
    subscribed_for_good: Annotated[
        tuple[Purpose, ...],
        SomeOf(Purpose),
        "R8: purposes whose subscription template is allowed for good, not for one message.",
    ]


@dataclass(frozen=True)
class Enrolment:
    """R66: the code that proves that a resident has the phone of the directory, and until when."""

    code_digits: Annotated[int, Whole(6, 8), "R66: digits of the code."]
    code_minutes: Annotated[int, Whole(1, 60), "R66: how long it is good for."]
    code_tries: Annotated[int, Whole(1, 10), "R66: wrong entries after which it is void."]
    codes_per_number: Annotated[
        int, Whole(1, 50), "R66: codes to one phone number in 24 hours, whoever asks for them."
    ]
    asked_per_address: Annotated[
        int, Whole(1, 50), "R66: enrolments that one address may ask for in 24 hours."
    ]
    silent_days: Annotated[
        int, Whole(1, 3650), "R66: an address silent for so long must prove its home again."
    ]


@dataclass(frozen=True)
class Uploads:
    """R30: the page under which whoever reports by SMS or phone adds photos to their case."""

    link_hours: Annotated[int, Whole(1, 720), "R30: how long a link is good for."]
    files_max: Annotated[int, Whole(1, 30), "R30: files that one link takes."]
    megabytes_max: Annotated[int, Whole(1, 50), "R30: the size of one file."]


@dataclass(frozen=True)
class Templates:
    """R38: which field of a template carries number, status, time, place, summary or text."""

    case: Template
    revisit: Template
    survey: Template
    notice: Template


@dataclass(frozen=True)
class Subscriptions(Templates):
    """R38: the same for subscription messages, whose templates are others."""


@dataclass(frozen=True)
class SmsTemplates(Templates):
    """R38: the variables of the texts that are approved for SMS in mainland China."""

    code: Template
    reply: Template
    upload: Template
    staff: Template
