"""Whether the templates of a provider have the fields that the policies fill, and no others."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from bot.delivery.templates import template_fields
from flows.rules.policy import Policy


def mismatches(
    fields_by_kind: Mapping[str, AbstractSet[str]],
    policies: Mapping[str, Policy],
    channel: str,
    table: str,
) -> Iterator[str]:
    """What is wrong, a phrase each. `fields_by_kind` are those that each template really has."""
    for kind, real in fields_by_kind.items():
        for estate, policy in policies.items():
            filled = {one.name for one in template_fields(policy, channel, kind)}
            if strange := sorted(filled - real):
                yield f"{table}.{kind} of {estate} fills {', '.join(strange)}, which it lacks"
            if empty := sorted(real - filled):
                yield f"{table}.{kind} of {estate} leaves {', '.join(empty)} empty"
