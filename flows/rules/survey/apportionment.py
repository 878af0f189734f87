"""How many places of a sample each stratum gets: in proportion, by largest remainders (R4)."""

from collections.abc import Mapping

from flows.rules.survey.lots import Lottery, lot


def apportion(places: int, weights: Mapping[str, int], seed: str) -> dict[str, int]:
    """Share out exactly so many places, to each stratum within one of its proportional part.

    A heavier stratum never gets fewer than a lighter one, and none gets more than its weight as
    long as there are no more places than weight in all. Equal remainders are decided by lot. (One
    place more in all may cost a stratum one of its own: that is the price of this method.)
    """
    total = sum(weights.values())
    if not 0 <= places <= total:
        raise ValueError(f"{places} places for {total} homes")
    shares = {name: divmod(places * weight, max(total, 1)) for name, weight in weights.items()}
    left = places - sum(whole for whole, _ in shares.values())
    by_remainder = sorted(shares, key=lambda name: (-shares[name][1], lot(Lottery.TIE, seed, name)))
    rounded_up = frozenset(by_remainder[:left])
    return {name: whole + (name in rounded_up) for name, (whole, _) in shares.items()}


def apportion_within(
    places: int, weights: Mapping[str, int], room: Mapping[str, int], seed: str
) -> dict[str, int]:
    """Share out by weight where some strata have less room than their part; the others get it.

    Raises ValueError where there is less room in all than places.
    """
    if places > sum(room.values()):
        raise ValueError(f"{places} places, but room for {sum(room.values())}")
    filled: dict[str, int] = {}
    while True:
        open_weights = {name: weight for name, weight in weights.items() if name not in filled}
        shares = apportion(places - sum(filled.values()), open_weights, seed)
        too_many = {name: room[name] for name, share in shares.items() if share > room[name]}
        if not too_many:
            return filled | shares
        filled |= too_many
