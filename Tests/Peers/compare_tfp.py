#!/usr/bin/env python3
"""Compares the module Categorical with TensorFlow Probability: samples, densities, gradients.

    python3 Tests/Peers/compare_tfp.py CASES.json

with whatever python3 has it and TensorFlow; its gradients are by GradientTape. See peer.py.
"""
import os
import sys

os.environ.setdefault("TF_USE_LEGACY_KERAS", "1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import peer
import tensorflow as tf
import tensorflow_probability as tfp
from tensorflow_probability.python.distributions import relaxed_onehot_categorical as relaxed

D = tfp.distributions


def tensor(case, name, classes=None):
    """A batch x features tensor, or (batch * latents) x classes."""
    values = np.array([peer.number(v) for v in case[name]])
    dtype = np.float32 if case["scalar"] == "Float" else np.float64
    return tf.constant(values.astype(dtype).reshape(-1, classes or case["classes"]))


def flat(t):
    return np.asarray(t, dtype=np.float64).reshape(-1).tolist()


def gradients(inputs, function, cotangent):
    """A value, and the gradients of <cotangent, value> by the inputs."""
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        value = function(*inputs)
        total = tf.reduce_sum(value * tf.reshape(cotangent, value.shape))
    return value, tape.gradient(total, inputs)


def gumbel_softmax(case):
    """Samples on our noise: the uniform numbers u = exp(-exp(-G)), of which it takes -log(-log u)."""
    if case["hard"] or any(not np.isfinite(peer.number(v)) for v in case["logits"]):
        return {}  # it has no hard samples, and no masks
    noise = tensor(case, "noise")
    original = relaxed.samplers.uniform
    relaxed.samplers.uniform = lambda shape, **_: tf.reshape(tf.exp(-tf.exp(-noise)), shape)

    def sample(logits):
        t = tf.constant(case["temperature"], logits.dtype)
        return D.RelaxedOneHotCategorical(t, logits=logits).sample()

    try:
        y, (g,) = gradients([tensor(case, "logits")], sample, tensor(case, "cotangent"))
    finally:
        relaxed.samplers.uniform = original
    return {"output": flat(y), "logits": flat(g)}


def density(make, classes=None):
    def run(case):
        logits, value = tensor(case, "logits", classes), tensor(case, "value", classes)
        t = tf.constant(case["temperature"], logits.dtype)
        p, (a, b, c) = gradients(
            [logits, value, t], lambda l, x, t: make(t, l).log_prob(x),
            tensor(case, "cotangent", 1))
        results = {"logProbability": flat(p), "logits": flat(a), "value": flat(b)}
        # At a temperature of one the gradient of its RelaxedBernoulli is not the difference quotient of
        # its own log_prob: 1.654 instead of 0.450 for the logit .7 at .3.
        if not (make is relaxed_bernoulli and case["temperature"] == 1):
            results["temperature"] = flat(c)
        return results

    return run


def relaxed_bernoulli(t, logits):
    return D.RelaxedBernoulli(t, logits=logits)


def discrete(make, classes=None):
    def run(case):
        logits, others = tensor(case, "logits", classes), tensor(case, "others", classes)
        value, c = tensor(case, "value", classes), tensor(case, "cotangent", 1)
        results = {}
        for name, function in {
            "logProbability": lambda l: make(l).log_prob(value),
            "entropy": lambda l: make(l).entropy(),
            "kl": lambda l: D.kl_divergence(make(l), make(others)),
        }.items():
            v, (g,) = gradients([logits], function, c)
            results[name], results[name + ".logits"] = flat(v), flat(g)
        _, (g,) = gradients([others], lambda o: D.kl_divergence(make(logits), make(o)), c)
        results["kl.others"] = flat(g)
        return results

    return run


def gumbel(case):
    names = ["location", "scale", "otherLocation", "otherScale", "value"]
    m1, b1, m2, b2, x = [tensor(case, name, 1) for name in names]
    p, c = D.Gumbel(m1, b1), tensor(case, "cotangent", 1)
    log_p, slopes = gradients([x, m1, b1], lambda x, m, b: D.Gumbel(m, b).log_prob(x), c)
    kl, kl_slopes = gradients(
        [m1, b1, m2, b2], lambda m, b, n, d: D.kl_divergence(D.Gumbel(m, b), D.Gumbel(n, d)), c)
    results = {
        "logProbability": flat(log_p), "cdf": flat(p.cdf(x)), "mean": flat(p.mean()),
        "variance": flat(p.variance()), "entropy": flat(p.entropy()), "kl": flat(kl),
    }
    for name, g in zip(["value", "location", "scale"], slopes):
        results["logProbability." + name] = flat(g)
    for name, g in zip(["location", "scale", "otherLocation", "otherScale"], kl_slopes):
        results["kl." + name] = flat(g)
    return results


def distance(a, b):
    """The largest difference of two empirical distribution functions."""
    places = np.concatenate([a, b])
    below = [np.searchsorted(np.sort(x), places, side="right") / len(x) for x in (a, b)]
    return [float(np.max(np.abs(below[0] - below[1])))]


def samples(case):
    ours = {k: np.array(case[k], float) for k in ("first", "last", "binary", "gumbel")}
    n, t = len(ours["first"]), np.float64(case["temperature"])
    tf.random.set_seed(int(1000 * t))
    y = D.RelaxedOneHotCategorical(t, logits=np.array(case["logits"])).sample(n, seed=1).numpy()
    b = D.RelaxedBernoulli(t, logits=np.float64(case["binaryLogit"][0])).sample(n, seed=2).numpy()
    g = D.Gumbel(np.float64(0), np.float64(1)).sample(n, seed=3).numpy()
    theirs = {"first": y[:, 0], "last": y[:, 2], "binary": b, "gumbel": g}
    return {name: distance(ours[name], theirs[name]) for name in ours}


KINDS = {
    "gumbelSoftmax": gumbel_softmax,
    "concrete": density(lambda t, l: D.RelaxedOneHotCategorical(t, logits=l)),
    "expConcrete": density(lambda t, l: D.ExpRelaxedOneHotCategorical(t, logits=l)),
    "binaryConcrete": density(relaxed_bernoulli, classes=1),
    # The variable whose sigmoid is the former.
    "logitRelaxedBernoulli": density(lambda t, l: D.Logistic(l / t, 1 / t), classes=1),
    "oneHotCategorical": discrete(lambda l: D.OneHotCategorical(logits=l, dtype=l.dtype)),
    "bernoulli": discrete(lambda l: D.Bernoulli(logits=l, dtype=l.dtype), classes=1),
    "gumbel": gumbel,
    "samples": samples,
}

if __name__ == "__main__":
    sys.exit(
        peer.main(
            sys.argv[1], KINDS,
            f"TensorFlow Probability {tfp.__version__} on TensorFlow {tf.__version__}"))
