"""A text with its options in a channel where nothing can be tapped."""

from collections.abc import Callable, Iterable

from bot.channels import Option
from bot.channels.graphemes import longest_start


def numbered(
    text: str, options: Iterable[Option], size_max: int, size: Callable[[str], int]
) -> str:
    """The text with one line per option, "1 label"; together at most `size_max` of `size`.

    A text that is too long is cut, never its options: without them nobody could answer.
    """
    lines = [f"\n{digit} {option.label}" for digit, option in enumerate(options, start=1)]
    answers = "".join(lines)
    room = max(size_max - size(answers), 0)
    if size(text) > room:
        text = longest_start(text, lambda start: size(start + "…") <= room) + "…"
    return (text + answers).lstrip("\n")
