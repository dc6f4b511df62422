"""The figures that are compared: which operation, against whom, and the goal."""

from dataclasses import dataclass

OURS, OURS_AVX2 = "swift-gumbel", "swift-gumbel avx2"
EAGER, EXPERT, COMPILED, JAX, MLX = "torch eager", "torch expert", "torch compiled", "jax", "mlx"
PEERS = (EAGER, EXPERT, COMPILED, JAX, MLX)
# The peers as their users draw Gumbel noise, in contrast to the expert's two logarithms.
OWN_SAMPLERS = (EAGER, COMPILED, JAX, MLX)

FEW_CLASSES = ((12800, 10), (6400, 30), (4096, 64))
MANY_CLASSES = ((1024, 1024), (64, 32000))
SHAPES = FEW_CLASSES + MANY_CLASSES
EAGER_GOALS = dict(zip(SHAPES, (20, 14, 14, 9, 9)))
STEP = (100,)


@dataclass(frozen=True)
class Measurement:
    """One operation at one shape and number of threads, of which everybody takes samples in turns."""

    op: str
    shape: tuple
    threads: int = 1


@dataclass(frozen=True)
class Figure:
    """One row of the table.

    The ratio is the time of the fastest of `against` over that of `ours`. `statistic` says what it is
    made of: `median`, the median of the ratios of the rounds; `quiet`, the ratio of the 10 % quantiles;
    `share`, the median of `limit` over the operation, both ours; `overhead`, the median of the
    nanoseconds by which a call takes longer than `limit`, where less is better.
    """

    name: str
    measurement: Measurement
    goal: float
    against: tuple = PEERS
    ours: str = OURS
    statistic: str = "median"
    limit: Measurement | None = None
    quick: bool = False

    def is_reached(self, value):
        return value <= self.goal if self.statistic == "overhead" else value >= self.goal


def figures():
    """All figures, in the order of the table."""
    for op, name in (("gs_soft_fb", "Gumbel-softmax"), ("gs_hard_fb", "Gumbel-softmax, hard")):
        quick = op == "gs_soft_fb"
        for shape, goal in EAGER_GOALS.items():
            at = Measurement(op, shape)
            yield Figure(name, at, goal, (EAGER,), quick=quick and shape in SHAPES[::3])
        yield Figure(name, Measurement(op, (200, 10)), 10, quick=quick)
        for shape in SHAPES:
            goal = 6 if shape in FEW_CLASSES else 4.5
            yield Figure(name, Measurement(op, shape), goal, quick=quick and shape in SHAPES[::3])
        for shape in SHAPES:
            yield Figure(name, Measurement(op, shape), 8, (EAGER,), OURS_AVX2)
    for shape in ((12800, 10), (1024, 1024)):
        noise = Measurement("noise", shape)
        yield Figure("Gumbel noise", noise, 7, (EXPERT,), quick=True)
        yield Figure("Gumbel noise", noise, 13, OWN_SAMPLERS, quick=True)
    for shape in ((4096, 64), (1024, 1024)):
        sample = Measurement("cat_sample", shape)
        yield Figure("categorical sample", sample, 15, (EAGER,), quick=shape == (1024, 1024))
    adam = Measurement("adam", (784, 512))
    yield Figure("Adam, fused", adam, 1.3, (EAGER,), quick=True)
    yield from steps()
    for n in (2, 4, 8, 16, 32, 64):
        own, raw = (Measurement(op, (n, n, n)) for op in ("multiply_into", "cblas"))
        name = "product over CBLAS, ns"
        yield Figure(name, own, 15, (), statistic="overhead", limit=raw, quick=True)


def steps():
    """The figures of a whole training step."""
    models = (
        ("vae_linear", "linear step", 2.5, 1.6, 2, 0.65, True),
        ("vae_jang", "784-512-256 step", 1.35, 1.15, 1.25, 0.8, False),
    )
    for op, name, eager, best, two, share, quick in models:
        step, products = Measurement(op, STEP), Measurement(op + "_gemm", STEP)
        yield Figure(name, step, eager, (EAGER,), quick=quick)
        yield Figure(name, step, best, quick=quick)
        yield Figure(name, Measurement(op, STEP, threads=2), two, statistic="quiet")
        title = "products in the " + name
        yield Figure(title, step, share, (), statistic="share", limit=products, quick=quick)
