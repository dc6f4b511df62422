"""The protocol of a peer: one timed sample for each request.

A peer is a program that is started with `--serve --threads N`, greets with one line of JSON,
`{"peer": NAME, "ready": true, "version": …}`, and answers requests line by line:

    {"op": "noise", "shape": [12800, 10], "min_time": 0.004}   ->   {"op": …, "shape": …, "secs": SECONDS}
    {"drop": true}                                             ->   {"dropped": true}
    {"quit": 1}                                                ->   it ends

`secs` is the time of one call. `{"na": true}` says that there is no such operation, `{"error": TEXT}`
that it failed. `gumbel benchmark --serve` speaks the same.
"""

import argparse
import json
import os
import sys
import time


def thread_count():
    """The number of threads asked for, before the framework is imported and reads the environment."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--serve", action="store_true", required=True)
    parser.add_argument("--threads", type=int, default=1)
    threads = parser.parse_args().threads
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = str(threads)
    return threads


class Stopwatch:
    """Times a function in short samples: one untimed call, then as many as fill the least time."""

    def __init__(self, function, min_time):
        self.function = function
        for _ in range(3):
            function()  # compiles and warms up
        best = min(self.seconds(1) for _ in range(3))
        self.calls = max(1, int(min_time / max(best, 1e-7)))

    def seconds(self, calls):
        start = time.perf_counter()
        for _ in range(calls):
            self.function()
        return (time.perf_counter() - start) / calls

    def sample(self):
        self.function()
        return self.seconds(self.calls)


def serve(peer, version, operation):
    """Answers requests. `operation(name, shape)` returns a function to be timed, or None."""
    stopwatches = {}

    def answer(request):
        name, shape = request["op"], tuple(request["shape"])
        reply = {"peer": peer, "op": name, "shape": shape}
        try:
            if (name, shape) not in stopwatches:
                function = operation(name, shape)
                stopwatches[name, shape] = function and Stopwatch(function, request["min_time"])
            stopwatch = stopwatches[name, shape]
            return reply | ({"secs": stopwatch.sample()} if stopwatch else {"na": True})
        except Exception as error:  # the other operations still count
            stopwatches[name, shape] = None
            return reply | {"error": repr(error)[:300]}

    print(json.dumps({"peer": peer, "ready": True, "version": version}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        if request.get("quit"):
            break
        if request.get("drop"):
            stopwatches.clear()
            reply = {"dropped": True}
        else:
            reply = answer(request)
        print(json.dumps(reply), flush=True)
