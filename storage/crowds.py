"""To which estates addresses belong, looked up in passing: only the turns of messages hang on it.

Neither days nor proofs are asked for, and nobody is held.
"""

from collections.abc import Collection

from sqlalchemy import bindparam, func
from sqlmodel import Session, col, select

from storage.estates import Home
from storage.keys import keyring
from storage.prepared import prepared
from storage.residents import Identity, Residence, Resident

Address = tuple[str, str, str]
"""A channel, an account, and what it knows somebody by there."""

_ESTATES = prepared(
    select(
        Identity.channel,
        Identity.account,
        Identity.address_index,
        func.coalesce(func.min(Home.estate_id), func.min(Resident.estate_id)),
    )
    .join(Resident, col(Resident.id) == col(Identity.resident_id))
    .outerjoin(Residence, col(Residence.resident_id) == col(Resident.id))
    .outerjoin(Home, col(Home.id) == col(Residence.home_id))
    .where(col(Identity.address_index).in_(bindparam("indexes", expanding=True)))
    .group_by(col(Identity.id))
)


def estates_of(session: Session, addresses: Collection[Address]) -> dict[Address, int | None]:
    """The estate of whoever writes from each address; None for strangers of all estates."""
    keys = keyring(session)
    indexes = {one: keys.indexes(one[2]) for one in addresses}
    rows = _ESTATES.all(session, indexes=[index for each in indexes.values() for index in each])
    found = {(channel, account, index): estate for channel, account, index, estate in rows}
    return {
        one: next(filter(None, (found.get((*one[:2], index)) for index in each)), None)
        for one, each in indexes.items()
    }
