"""What a reader has to know of the machine and the run."""

import os
import platform
import time


def description(versions, rounds, seconds, lost, load):
    """Lines for the head of a report."""
    model = processor()
    cores = len(os.sched_getaffinity(0))
    peers = ", ".join(f"{name} {version}" for name, version in versions.items()) or "without peers"
    return [
        f"{time.strftime('%Y-%m-%d')}, {model}, {cores} cores, {platform.machine()}; {peers}.",
        f"Up to {rounds} rounds in {seconds / 60:.0f} minutes; load {load:.1f} at the start, {lost:.0%} of the"
        " time lost to the hypervisor.",
    ]


def processor():
    """The name of the processor."""
    try:
        with open("/proc/cpuinfo") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or "unknown processor"


def lost_share(since=None):
    """The share of the processors' time that the hypervisor gave to others, and the times so far.

    Without `since` only the times; with them the share between then and now.
    """
    try:
        with open("/proc/stat") as file:
            ticks = [int(word) for word in file.readline().split()[1:9]]
    except OSError:
        ticks = [0] * 8
    if since is None:
        return ticks
    passed = [now - before for now, before in zip(ticks, since)]
    return passed[7] / max(1, sum(passed))
