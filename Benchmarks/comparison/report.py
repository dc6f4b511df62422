"""The results as Markdown and as a picture."""

from math import log
from statistics import median
from xml.sax.saxutils import escape

from .interleave import LIMIT
from .rows import evaluate, order, speed, tenth


def markdown(figures, results, header):
    """Two tables: the figures with their goals, and the times of everybody."""
    rows = rows_of(figures, results)
    lines = ["# This package and its peers", "", *header, ""]
    lines += [
        "Ratios are the peer's time over ours: the median of the rounds [their quartiles]; above one this",
        "package is faster. Against several peers the fastest counts. With two threads the ratio is that of",
        "the 10 % quantiles. For products in a step it is the part of its time that they take alone; for products",
        "over CBLAS it is nanoseconds.",
        "",
        "| what | shape | threads | ours | against | ratio | goal | reached |",
        "|---|---|--:|--:|---|--:|--:|---|",
    ]
    lines += [row_text(row) for row in rows]
    reached = sum(row.is_reached for row in rows)
    lines += ["", f"{reached} of {len(rows)} goals are reached.", "", "## Times", ""]
    lines += ["Medians, and in brackets the 10 % quantiles.", ""]
    return "\n".join(lines + times(results)) + "\n"


def rows_of(figures, results):
    """The rows of the figures that were measured."""
    rows = (evaluate(figure, results.get(figure.measurement, {})) for figure in figures)
    return [row for row in rows if row]


def row_text(row):
    figure = row.figure
    measurement = figure.measurement
    against = row.peer if len(figure.against) < 2 else f"{row.peer} (fastest)"
    ratio = f"{number(row.value)} [{number(row.low)}, {number(row.high)}]"
    sign = "≤" if figure.statistic == "overhead" else "≥"
    name = figure.name + (", AVX2" if figure.ours.endswith("avx2") else "")
    cells = [
        name, shape_text(measurement), str(measurement.threads), speed(measurement, row.seconds),
        against, ratio, f"{sign} {figure.goal:g}", "yes" if row.is_reached else "**no**",
    ]
    return "| " + " | ".join(cells) + " |"


def times(results):
    """A table of each operation, a line for each participant."""
    lines = ["| operation | shape | threads | who | time |", "|---|---|--:|---|--:|"]
    for measurement, samples in results.items():
        for name in order(samples):
            values = samples[name]
            who = "products alone" if name == LIMIT else name
            text = f"{speed(measurement, median(values))} ({speed(measurement, tenth(values))})"
            cells = [measurement.op, shape_text(measurement), str(measurement.threads), who, text]
            lines.append("| " + " | ".join(cells) + " |")
    return lines


def number(value):
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def shape_text(measurement):
    return "×".join(map(str, measurement.shape)) if len(measurement.shape) > 1 else "batch 100"


def svg(figures, results):
    """Bars of the ratios on a logarithmic axis, with quartiles and goals."""
    rows = rows_of(figures, results)
    rows = [row for row in rows if row.figure.statistic in ("median", "quiet")]
    left, width, step, top = 330, 420, 18, 34
    height = top + step * len(rows) + 12
    largest = max([row.high for row in rows] + [20])
    ticks = [tick for tick in (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500) if tick <= largest * 1.2]

    def x(ratio):
        low, high = log(ticks[0]), log(max(ticks[-1], largest))
        return left + width * (log(max(ratio, ticks[0])) - low) / (high - low)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + 70}" height="{height}" '
        'font-family="sans-serif" font-size="11">',
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="{left}" y="12">times faster; whiskers: quartiles, red: goal</text>',
    ]
    for tick in ticks:
        parts.append(
            f'<line x1="{x(tick):.1f}" y1="{top - 4}" x2="{x(tick):.1f}" y2="{height - 8}" '
            f'stroke="{"#666" if tick == 1 else "#ddd"}"/>'
            f'<text x="{x(tick):.1f}" y="{top - 8}" text-anchor="middle">{tick:g}×</text>'
        )
    for i, row in enumerate(rows):
        y = top + step * i
        figure, middle = row.figure, y + step / 2
        threads = f", {figure.measurement.threads} threads" if figure.measurement.threads > 1 else ""
        level = " AVX2" if figure.ours.endswith("avx2") else ""
        label = f"{figure.name}{level} {shape_text(figure.measurement)}{threads} / {row.peer}"
        start, end = sorted((x(1), x(row.value)))
        parts.append(
            f'<text x="{left - 8}" y="{middle + 4:.1f}" text-anchor="end">{escape(label)}</text>'
            f'<rect x="{start:.1f}" y="{y + 3}" width="{end - start:.1f}" height="{step - 6}" '
            f'fill="{"#4477aa" if row.is_reached else "#bbbbbb"}"/>'
            f'<line x1="{x(row.low):.1f}" y1="{middle:.1f}" x2="{x(row.high):.1f}" y2="{middle:.1f}" '
            'stroke="black"/>'
            f'<line x1="{x(figure.goal):.1f}" y1="{y + 1}" x2="{x(figure.goal):.1f}" y2="{y + step - 1}" '
            'stroke="#cc3311" stroke-width="2"/>'
            f'<text x="{max(x(row.high), x(figure.goal)) + 4:.1f}" y="{middle + 4:.1f}">'
            f"{number(row.value)}</text>"
        )
    return "\n".join([*parts, "</svg>"]) + "\n"
