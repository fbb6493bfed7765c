"""How figures are printed."""

import math


class Quantiles:
    """Measured times in milliseconds."""

    def __init__(self, times: list[float]):
        assert times, "nothing was measured"
        self._sorted = sorted(times)

    def __call__(self, share: float) -> float:
        """The time that the share of all times does not exceed (nearest rank)."""
        return self._sorted[max(0, math.ceil(share * len(self._sorted)) - 1)]

    def line(self, name: str) -> str:
        return f"{name}: p50 {self(0.5):.1f} ms, p99 {self(0.99):.1f} ms, max {self(1):.1f} ms"
