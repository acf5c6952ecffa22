"""Things that each need a place of their own: blanks in any order, questions drawn for several tags."""

from __future__ import annotations

from collections.abc import Sequence


def most_matched(fits: Sequence[Sequence[int]]) -> int:
    """How many can have a place of their own, each being able to take those listed (augmenting paths)."""
    holder: dict[int, int] = {}

    def place(who: int, tried: set[int]) -> bool:
        for spot in fits[who]:
            if spot not in tried:
                tried.add(spot)
                if spot not in holder or place(holder[spot], tried):
                    holder[spot] = who
                    return True
        return False

    return sum(place(who, set()) for who in range(len(fits)))
