"""When requests arrive that do not wait for one another."""

import random


def poisson_arrivals(
    rate: float, seconds: float, draw: random.Random, *, share: int = 0, shares: int = 1
) -> list[float]:
    """Return the moments of a Poisson process's arrivals, in order, in seconds from its beginning.

    The process is the one with exactly `rate * seconds` arrivals, rounded: given their number, the
    arrivals of any Poisson process are spread evenly and independently. So every implementation
    gets the same number of requests, while their distances stay exponentially distributed.

    Args:
        rate: arrivals per second, of all generator processes together.
        seconds: how long.
        draw: draws the moments.
        share: which of the generator processes this is, from 0.
        shares: how many there are; each gets an equal share of the arrivals.
    """
    total = round(rate * seconds)
    own = total // shares + (share < total % shares)
    return sorted(draw.uniform(0, seconds) for _ in range(own))
