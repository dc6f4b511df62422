"""What the samples of one figure say."""

from dataclasses import dataclass
from statistics import median, quantiles

from .figures import OURS, Figure
from .interleave import LIMIT


@dataclass(frozen=True)
class Row:
    """A figure with its value, the quartiles over the rounds, and the peer that it was measured against."""

    figure: Figure
    seconds: float
    value: float
    low: float
    high: float
    peer: str

    @property
    def is_reached(self):
        return self.figure.is_reached(self.value)


def evaluate(figure, samples):
    """The row of a figure, or None if nobody to compare with was there."""
    own = samples.get(figure.ours)
    if not own:
        return None
    if figure.limit:
        peer, other = figure.limit.op, samples.get(LIMIT)
    else:
        present = [name for name in figure.against if name in samples]
        peer = min(present, key=lambda name: middle(figure, samples[name]), default=None)
        other = samples.get(peer)
    if not other:
        return None
    if figure.statistic == "overhead":
        rounds = [(a - b) * 1e9 for a, b in zip(own, other)]
    else:
        rounds = [b / a for a, b in zip(own, other)]
    value = median(rounds)
    if figure.statistic == "quiet":
        value = tenth(other) / tenth(own)
    low, _, high = quantiles(rounds, n=4, method="inclusive") if len(rounds) > 1 else rounds * 3
    return Row(figure, middle(figure, own), value, low, high, peer)


def middle(figure, seconds):
    """The time that stands for all: the median, or the 10 % quantile where quiet moments count."""
    return tenth(seconds) if figure.statistic == "quiet" else median(seconds)


def tenth(values):
    """The 10 % quantile."""
    return sorted(values)[len(values) // 10]


def speed(measurement, seconds):
    """The time of a call as one reads it: for an element, a step, or a small product."""
    if measurement.op.startswith("vae"):
        return f"{1 / seconds:.4g} steps/s"
    if measurement.op in ("multiply_into", "cblas"):
        return f"{seconds * 1e9:.0f} ns"
    rows, columns = measurement.shape
    return f"{seconds * 1e9 / (rows * columns):.3g} ns/element"


def order(names):
    """Ours first."""
    return sorted(names, key=lambda name: (not name.startswith(OURS), name == LIMIT))
