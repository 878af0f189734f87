"""The account's menu in WeChat (R27): what is pushed to WeChat, and what a tap on it asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from flows.rules.vocabulary import CaseKind
from flows.talks.small_talks import MenuItem
from flows.wording.say import Say, say


class AccountItem(StrEnum):
    """The items; their names are what WeChat sends back, so they never change."""

    REPAIR = "repair"
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    ENQUIRY = "enquiry"
    STATUS = "status"
    ENROLMENT = "enrolment"
    HUMAN = "human"


class AccountLink(StrEnum):
    """The items that open a page and say nothing in the chat; each is a path of this house."""

    PROGRESS_PAGE = "progress"


Entry = AccountItem | AccountLink


def label_of(item: Entry) -> Say:
    """What stands on an item."""
    match item:
        case AccountItem():
            return say(f"AccountItem.{item.value}")
        case AccountLink():
            return say(f"AccountLink.{item.value}")


@dataclass(frozen=True)
class Button:
    """One of the three places at the bottom of the chat: an item, or a list that opens."""

    label: Say
    items: tuple[Entry, ...]

    @property
    def is_list(self) -> bool:
        """Whether a tap opens a list instead of asking for something."""
        return len(self.items) > 1

    def labels_below(self) -> tuple[Say, ...]:
        """What stands in its list."""
        return tuple(label_of(item) for item in self.items) if self.is_list else ()


ACCOUNT_MENU = (
    Button(
        say("account_menu.report"),
        (
            AccountItem.REPAIR,
            AccountItem.COMPLAINT,
            AccountItem.SUGGESTION,
            AccountItem.PRAISE,
            AccountItem.ENQUIRY,
        ),
    ),
    Button(label_of(AccountItem.STATUS), (AccountItem.STATUS,)),
    Button(
        say("account_menu.mine"),
        (AccountItem.ENROLMENT, AccountItem.HUMAN, AccountLink.PROGRESS_PAGE),
    ),
)
"""WeChat shows at most three, each with a list of at most five."""


def without_links(buttons: Sequence[Button]) -> tuple[Button, ...]:
    """The menu of a house whose pages nobody outside can open."""
    return tuple(
        replace(one, items=tuple(item for item in one.items if isinstance(item, AccountItem)))
        for one in buttons
    )


ASKED_FOR: Mapping[AccountItem, MenuItem | CaseKind] = MappingProxyType(
    {
        AccountItem.REPAIR: MenuItem.REPAIR,
        AccountItem.COMPLAINT: MenuItem.COMPLAINT,
        AccountItem.SUGGESTION: CaseKind.SUGGESTION,
        AccountItem.PRAISE: CaseKind.PRAISE,
        AccountItem.ENQUIRY: CaseKind.ENQUIRY,
        AccountItem.STATUS: MenuItem.STATUS,
        AccountItem.ENROLMENT: MenuItem.ENROLMENT,
        AccountItem.HUMAN: MenuItem.HUMAN,
    }
)
"""An item of the chat's own menu, or a matter that is told first and then goes to a person."""
