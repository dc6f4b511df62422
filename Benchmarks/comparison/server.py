"""A process that takes samples on request; peers/serve.py describes the protocol."""

import json
import os
import subprocess
import tempfile


class Server:
    """One participant at one number of threads, confined to as many cores."""

    def __init__(self, name, command, threads, environment=()):
        cores = sorted(os.sched_getaffinity(0))[-threads:]
        self.name = name
        self.messages = tempfile.TemporaryFile("w+", errors="replace")
        self.process = subprocess.Popen(
            [*command, "--serve", "--threads", str(threads)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.messages,
            text=True,
            env={**os.environ, **dict(environment)},
            preexec_fn=lambda: os.sched_setaffinity(0, cores),
        )
        self.version = self._line().get("version", "")

    def ask(self, measurement, min_time):
        """The answer to a request for one sample: it has `secs`, `na` or `error`."""
        request = {"op": measurement.op, "shape": measurement.shape, "min_time": min_time}
        try:
            self._write(request)
            return self._line()
        except (OSError, RuntimeError) as error:
            return {"error": str(error)}

    def drop(self):
        """Frees what was prepared for a measurement."""
        try:
            self._write({"drop": True})
            self._line()
        except (OSError, RuntimeError):
            pass  # the next question says what is wrong

    def close(self):
        try:
            self._write({"quit": 1})
            self.process.wait(10)
        except (OSError, subprocess.TimeoutExpired):
            self.process.kill()

    def _write(self, request):
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()

    def _line(self):
        for line in self.process.stdout:
            if line.startswith("{"):
                return json.loads(line)
        self.process.wait()
        self.messages.seek(0)
        lines = self.messages.read().strip().splitlines() or ["it ended"]
        raise RuntimeError(lines[-1])
