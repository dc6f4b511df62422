"""Samples in turns: A B C A B C …, so that what disturbs the machine disturbs everybody."""

import sys
import time

# The name under which the time of a figure's limit stands among the participants.
LIMIT = "limit"


def interleave(servers, figures, rounds, min_time, budget):
    """The seconds of every sample: {measurement: {participant: [one a round]}}.

    - `servers`: {(name, threads): Server}.
    - `rounds`: The number of rounds, less where they take longer than `budget` seconds, but at least 5.
    """
    plan = {}
    for figure in figures:
        names, limits = plan.setdefault(figure.measurement, ([], []))
        names += [name for name in (figure.ours, *figure.against) if name not in names]
        if figure.limit:
            limits.append((LIMIT, figure.ours, figure.limit))
    results = {}
    for number, (measurement, (names, limits)) in enumerate(plan.items(), 1):
        shape, threads = "×".join(map(str, measurement.shape)), measurement.threads
        progress(f"{number}/{len(plan)} {measurement.op} {shape}, {threads} thread(s)")
        turns = [(name, name, measurement) for name in names] + limits
        turns = [(label, servers.get((name, threads)), what) for label, name, what in turns]
        turns = [turn for turn in turns if turn[1] and is_able(*turn[1:], min_time)]
        results[measurement] = sample(turns, rounds, min_time, budget)
        for _, server, _ in turns:
            server.drop()
    progress("")
    return results


def sample(turns, rounds, min_time, budget):
    """The samples of one operation, whole rounds only."""
    samples = {label: [] for label, _, _ in turns}
    start = time.monotonic()
    for done in range(rounds):
        if done >= 5 and time.monotonic() - start > budget:
            break
        answers = [server.ask(what, min_time).get("secs") for _, server, what in turns]
        if None in answers:
            break  # somebody died; the rounds before count
        for (label, _, _), seconds in zip(turns, answers):
            samples[label].append(seconds)
    return {label: seconds for label, seconds in samples.items() if seconds}


def is_able(server, measurement, min_time):
    """Prepares an operation with a sample that does not count, and says whether there is one."""
    answer = server.ask(measurement, min_time)
    if "error" in answer:
        progress("")
        print(f"{server.name} fails at {measurement.op}: {answer['error']}", file=sys.stderr)
    return "secs" in answer


def progress(text):
    """Shows what is going on, on a terminal."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
