"""Times NumPy and SciPy on the cases of matrix-benchmark and prints lines of JSON.

The cases to run are read from standard input, one name a line.
"""

import json
import sys
import time

import numpy as np

try:
    import scipy.linalg as sla
except ImportError:
    sla = None

BUDGET = float(sys.argv[1]) / 1000 if len(sys.argv) > 1 else 0.3
rng = np.random.default_rng(1)


def measure(name, source, body):
    """Repeats a call so often that a round takes two milliseconds, for some rounds."""
    count = 1
    while True:
        start = time.perf_counter()
        for _ in range(count):
            body()
        elapsed = time.perf_counter() - start
        if elapsed > 2e-3:
            break
        count = count * 8 if elapsed < 2e-4 else int(count * 2.2e-3 / elapsed) + 1
    rounds = []
    begin = time.perf_counter()
    while len(rounds) < 5 or (len(rounds) < 101 and time.perf_counter() - begin < BUDGET):
        start = time.perf_counter()
        for _ in range(count):
            body()
        rounds.append((time.perf_counter() - start) / count * 1e9)
    print(json.dumps({"name": name, "source": source, "ours": rounds}), flush=True)


def square(n, shift):
    a = rng.uniform(-1, 1, (n, n)) + shift * np.eye(n)
    return np.asfortranarray(a)


def batch(n, shift, symmetric=False):
    a = rng.uniform(-1, 1, (10_000, n, n))
    if symmetric:
        a = (a + a.transpose(0, 2, 1)) / 2
    return a + shift * np.eye(n)


def cases(kind, n):
    """The NumPy and the SciPy way to do what a case does, as far as there is one."""
    if kind.startswith("product"):
        a, b = square(n, 0), square(n, 0)
        if kind == "product":
            return {"numpy": lambda: a @ b}
        c = np.empty((n, n), order="F")
        return {"numpy": lambda: np.matmul(a, b, out=c)}
    if kind == "fixed-product":
        a, b = square(n, 0), square(n, 0)
        return {"numpy": lambda: a @ b}
    if kind in ("solve", "fixed-solve"):
        a, b = square(n, n), rng.uniform(-1, 1, n)
        found = {"numpy": lambda: np.linalg.solve(a, b)}
        if sla:
            found["scipy"] = lambda: sla.solve(a, b)
        return found
    if kind in ("lu", "lu-update"):
        a = square(n, n)
        return {"scipy": lambda: sla.lu_factor(a)} if sla else {}
    if kind == "cholesky":
        a = square(n, 0)
        a = (a + a.T) / 2 + n * np.eye(n)
        found = {"numpy": lambda: np.linalg.cholesky(a)}
        if sla:
            found["scipy"] = lambda: sla.cholesky(a, lower=True)
        return found
    if kind == "qr":
        a = square(n, 0)
        found = {"numpy": lambda: np.linalg.qr(a, mode="raw")}
        if sla:
            found["scipy"] = lambda: sla.qr(a, mode="raw")
        return found
    if kind == "svd":
        a = square(n, 0)
        found = {"numpy": lambda: np.linalg.svd(a, full_matrices=False)}
        if sla:
            found["scipy"] = lambda: sla.svd(a, full_matrices=False)
        return found
    if kind == "symmetric-eigen":
        a = square(n, 0)
        a = (a + a.T) / 2 + n * np.eye(n)
        found = {"numpy": lambda: np.linalg.eigh(a)}
        if sla:
            found["scipy"] = lambda: sla.eigh(a, driver="evd")
        return found
    if kind == "eigen":
        a = square(n, 0)
        found = {"numpy": lambda: np.linalg.eig(a)}
        if sla:
            found["scipy"] = lambda: sla.eig(a)
        return found
    if kind == "add":
        a, b = square(n, 0), square(n, 0)
        return {"numpy": lambda: a + b}
    if kind == "add-in-place":
        a, b = square(n, 0), square(n, 0)
        return {"numpy": lambda: np.add(a, b, out=a)}
    if kind == "scale":
        a = square(n, 0)
        return {"numpy": lambda: np.multiply(a, 0.999, out=a)}
    if kind == "sum":
        a = square(n, 0)
        return {"numpy": a.sum}
    if kind == "dot":
        a, b = square(n, 0).ravel(order="K"), square(n, 0).ravel(order="K")
        return {"numpy": lambda: np.dot(a, b)}
    if kind == "norm":
        a = square(n, 0)
        return {"numpy": lambda: np.linalg.norm(a)}
    if kind == "column-sums":
        a = square(n, 0)
        return {"numpy": lambda: a.sum(axis=0)}
    if kind == "row-sums":
        a = square(n, 0)
        return {"numpy": lambda: a.sum(axis=1)}
    if kind == "transpose":
        a = square(n, 0)
        return {"numpy": lambda: np.asfortranarray(a.T)}
    if kind == "batch-product":
        a, b = batch(n, n), batch(n, n)
        return {"numpy": lambda: np.matmul(a, b)}
    if kind == "batch-product-into":
        a, b = batch(n, n), batch(n, n)
        c = np.empty_like(a)
        return {"numpy": lambda: np.matmul(a, b, out=c)}
    if kind == "batch-symmetric-eigen":
        a = batch(n, n, symmetric=True)
        found = {"numpy": lambda: np.linalg.eigh(a)}
        if sla:
            found["scipy"] = lambda: sla.eigh(a)
        return found
    if kind == "batch-svd":
        a = batch(n, n)
        found = {"numpy": lambda: np.linalg.svd(a)}
        if sla:
            found["scipy"] = lambda: sla.svd(a)
        return found
    if kind == "batch-solve":
        a, b = batch(n, n), rng.uniform(-1, 1, (10_000, n, 1))
        found = {"numpy": lambda: np.linalg.solve(a, b)}
        if sla:
            found["scipy"] = lambda: sla.solve(a, b)
        return found
    if kind in ("batch-lu", "batch-lu-update"):
        a = batch(n, n)
        return {"scipy": lambda: sla.lu_factor(a)} if sla else {}
    if kind == "batch-cholesky":
        a = batch(n, n, symmetric=True)
        found = {"numpy": lambda: np.linalg.cholesky(a)}
        if sla:
            found["scipy"] = lambda: sla.cholesky(a, lower=True)
        return found
    if kind == "batch-inverse":
        a = batch(n, n)
        found = {"numpy": lambda: np.linalg.inv(a)}
        if sla:
            found["scipy"] = lambda: sla.inv(a)
        return found
    if kind == "batch-determinant":
        a = batch(n, n)
        found = {"numpy": lambda: np.linalg.det(a)}
        if sla:
            found["scipy"] = lambda: sla.det(a)
        return found
    return {}


for line in sys.stdin:
    name = line.strip()
    kind, _, size = name.partition("/")
    for source, body in cases(kind, int(size)).items():
        measure(name, source, body)
