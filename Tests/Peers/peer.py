"""What the comparisons with other libraries share: reading cases and judging differences.

The tests write cases as JSON, each with its inputs and with what Categorical made of them. A script
evaluates the same with its library, prints the largest difference of each quantity and ends with
status 1 if one exceeds its tolerance. Matrices are features x batch, column by column; other
libraries' are transposed, with the classes along the last axis.
"""
import json
import math
import sys
from collections import defaultdict


def number(value):
    """A number of a case; the infinities are strings."""
    return float(value)


def difference(ours, theirs):
    """The largest difference, relative to the largest entry where that exceeds one: sums cancel."""
    scale = max([1.0] + [abs(b) for b in theirs if math.isfinite(b)])
    worst = 0.0
    for a, b in zip(ours, theirs, strict=True):
        if a == b or (math.isnan(a) and math.isnan(b)):
            continue
        error = abs(a - b) / scale
        if not error <= worst:
            worst = error
    return worst


def main(path, kinds, library):
    """Compares the cases of the kinds that the library has; a kind maps a case to lists by name.

    A list may be shorter than ours where the library keeps a sum: of the temperatures' gradients.
    """
    with open(path) as file:
        cases = [case for case in json.load(file) if case["kind"] in kinds]
    worst, failed = defaultdict(float), 0
    for index, case in enumerate(cases):
        theirs = kinds[case["kind"]](case)
        for name, found in case["results"].items():
            if name not in theirs:
                continue
            ours = [number(v) for v in found]
            if name == "temperature":
                ours = [sum(ours)]
            error = difference(ours, theirs[name])
            key = (case["kind"], case["scalar"], name)
            if not error <= worst[key]:
                worst[key] = error
            if not error <= case["tolerance"]:
                failed += 1
                print(f"case {index}: {key} differs by {error:.2e}: {case}", file=sys.stderr)
    for (kind, scalar, name), error in sorted(worst.items()):
        print(f"{kind:22} {scalar:7} {name:24} {error:.1e}")
    print(f"{len(cases)} cases against {library}, {failed} differences")
    return 1 if failed or not cases else 0
