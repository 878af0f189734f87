"""The account's menu as WeChat takes it."""

from collections.abc import Callable, Sequence

from flows.talks.account_menu import AccountItem, Button, label_of
from flows.wording.say import Say

BUTTONS_MAX = 3
ITEMS_MAX = 5
BUTTON_BYTES_MAX = 16
ITEM_BYTES_MAX = 60

Words = Callable[[Say], str]


def menu_document(buttons: Sequence[Button], words: Words) -> dict[str, object]:
    """The body of `menu/create`; raises ValueError for a menu that WeChat would refuse."""
    if not 1 <= len(buttons) <= BUTTONS_MAX:
        raise ValueError(f"{len(buttons)} buttons: WeChat shows 1 to {BUTTONS_MAX}")
    return {"button": [_button(button, words) for button in buttons]}


def _button(button: Button, words: Words) -> dict[str, object]:
    name = _fitting(words(button.label), BUTTON_BYTES_MAX)
    if not button.is_list:
        return {"type": "click", "name": name, "key": button.items[0].value}
    if len(button.items) > ITEMS_MAX:
        raise ValueError(f"{name}: WeChat lists {ITEMS_MAX} items, not {len(button.items)}")
    return {"name": name, "sub_button": [_item(item, words) for item in button.items]}


def _item(item: AccountItem, words: Words) -> dict[str, object]:
    name = _fitting(words(label_of(item)), ITEM_BYTES_MAX)
    return {"type": "click", "name": name, "key": item.value}


def _fitting(name: str, bytes_max: int) -> str:
    if len(name.encode()) > bytes_max:
        raise ValueError(f"{name} is longer than {bytes_max} bytes")
    return name
