"""The account's menu as WeChat takes it."""

from collections.abc import Callable, Sequence

from flows.talks.account_menu import (
    ACCOUNT_MENU,
    AccountItem,
    AccountLink,
    Button,
    Entry,
    label_of,
    without_links,
)
from flows.wording.say import Say

BUTTONS_MAX = 3
ITEMS_MAX = 5
BUTTON_BYTES_MAX = 16
ITEM_BYTES_MAX = 60
LINK_BYTES_MAX = 1024

Words = Callable[[Say], str]


def menu_shown(base_url: str) -> Sequence[Button]:
    """The menu; without its links where nobody else can open the pages under `base_url`."""
    return ACCOUNT_MENU if base_url.startswith("https://") else without_links(ACCOUNT_MENU)


def menu_document(buttons: Sequence[Button], words: Words, base_url: str = "") -> dict[str, object]:
    """The body of `menu/create`; raises ValueError for a menu that WeChat would refuse.

    `base_url` is the address under which the house's pages are opened.
    """
    if not 1 <= len(buttons) <= BUTTONS_MAX:
        raise ValueError(f"{len(buttons)} buttons: WeChat shows 1 to {BUTTONS_MAX}")
    return {"button": [_button(button, words, base_url) for button in buttons]}


def _button(button: Button, words: Words, base_url: str) -> dict[str, object]:
    name = _fitting(words(button.label), BUTTON_BYTES_MAX)
    if not button.is_list:
        return {"name": name, **_tapped(button.items[0], base_url)}
    if len(button.items) > ITEMS_MAX:
        raise ValueError(f"{name}: WeChat lists {ITEMS_MAX} items, not {len(button.items)}")
    return {"name": name, "sub_button": [_item(item, words, base_url) for item in button.items]}


def _item(item: Entry, words: Words, base_url: str) -> dict[str, object]:
    return {"name": _fitting(words(label_of(item)), ITEM_BYTES_MAX), **_tapped(item, base_url)}


def _tapped(item: Entry, base_url: str) -> dict[str, object]:
    """What a tap does: it comes back to us with the item's name, or opens a page."""
    match item:
        case AccountItem():
            return {"type": "click", "key": item.value}
        case AccountLink():
            if not base_url:
                raise ValueError(f"{item.value} has no address to lead to")
            return {"type": "view", "url": _fitting(f"{base_url}/{item.value}", LINK_BYTES_MAX)}


def _fitting(name: str, bytes_max: int) -> str:
    if len(name.encode()) > bytes_max:
        raise ValueError(f"{name} is longer than {bytes_max} bytes")
    return name
