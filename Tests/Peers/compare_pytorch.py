#!/usr/bin/env python3
"""Compares values and gradients of the module Categorical with PyTorch, on shared noise.

    python3 Tests/Peers/compare_pytorch.py CASES.json

with whatever python3 has PyTorch; its gradients are by autograd. See peer.py.
"""
import sys

import peer
import torch
import torch.distributions as D
import torch.nn.functional as F


def tensor(case, name, classes=None):
    """A batch x features tensor, or (batch * latents) x classes."""
    values = [peer.number(v) for v in case[name]]
    dtype = torch.float32 if case["scalar"] == "Float" else torch.float64
    return torch.tensor(values, dtype=dtype).reshape(-1, classes or case["classes"])


def leaf(t):
    return t.clone().requires_grad_(True)


def shared_noise(noise):
    """Makes F.gumbel_softmax draw E = exp(-G), of which it takes G = -log(E)."""
    original = torch.Tensor.exponential_
    torch.Tensor.exponential_ = lambda self, *a, **k: self.copy_(torch.exp(-noise.double()).to(self.dtype))
    return original


def gumbel_softmax(case):
    logits, cotangent = leaf(tensor(case, "logits")), tensor(case, "cotangent")
    noise = tensor(case, "noise")
    original = shared_noise(noise)
    try:
        out = F.gumbel_softmax(logits, tau=case["temperature"], hard=case["hard"], dim=-1)
    finally:
        torch.Tensor.exponential_ = original
    # PyTorch multiplies masked entries' cotangents by zero too; those here are finite.
    out.backward(cotangent)
    return {"output": out.detach(), "logits": logits.grad}


def own_temperatures(case):
    logits, t = leaf(tensor(case, "logits")), leaf(tensor(case, "temperatures", 1))
    y = torch.softmax((logits + tensor(case, "noise")) / t, dim=-1)
    y.backward(tensor(case, "cotangent"))
    return {"output": y.detach(), "logits": logits.grad, "temperatures": t.grad}


def density(make, classes=None):
    def run(case):
        logits = leaf(tensor(case, "logits", classes))
        t = leaf(torch.tensor(case["temperature"], dtype=logits.dtype))
        value = leaf(tensor(case, "value", classes))
        p = make(t, logits).log_prob(value)
        cotangent = tensor(case, "cotangent", 1).reshape(p.shape)
        p.backward(cotangent)
        return {
            "logProbability": p.detach(), "logits": logits.grad, "value": value.grad,
            "temperature": t.grad,
        }

    return run


def exp_relaxed(t, logits):
    from torch.distributions.relaxed_categorical import ExpRelaxedCategorical
    return ExpRelaxedCategorical(t, logits=logits, validate_args=False)


def logit_relaxed(t, logits):
    from torch.distributions.relaxed_bernoulli import LogitRelaxedBernoulli
    return LogitRelaxedBernoulli(t, logits=logits, validate_args=False)


def one_hot(case):
    logits, others = leaf(tensor(case, "logits")), leaf(tensor(case, "others"))
    q = D.OneHotCategorical(logits=logits, validate_args=False)
    p = D.OneHotCategorical(logits=others, validate_args=False)
    c = tensor(case, "cotangent", 1).reshape(-1)
    log_p, entropy, kl = q.log_prob(tensor(case, "value")), q.entropy(), D.kl_divergence(q, p)
    grads = {}
    for name, quantity in [("logProbability", log_p), ("entropy", entropy), ("kl", kl)]:
        grads[name] = quantity.detach()
        g = torch.autograd.grad((quantity * c).sum(), logits, retain_graph=True)[0]
        grads[name + ".logits"] = g
    grads["kl.others"] = torch.autograd.grad((kl * c).sum(), others)[0]
    return grads


def bernoulli(case):
    logits, others = leaf(tensor(case, "logits", 1)), leaf(tensor(case, "others", 1))
    q, p = D.Bernoulli(logits=logits), D.Bernoulli(logits=others)
    c = tensor(case, "cotangent", 1)
    quantities = {
        "logProbability": q.log_prob(tensor(case, "value", 1)), "entropy": q.entropy(),
        "kl": D.kl_divergence(q, p),
    }
    grads = {}
    for name, quantity in quantities.items():
        grads[name] = quantity.detach()
        grads[name + ".logits"] = torch.autograd.grad(
            (quantity * c).sum(), logits, retain_graph=True)[0]
    return grads


def gumbel(case):
    names = ["location", "scale", "otherLocation", "otherScale", "value"]
    m1, b1, m2, b2, x = [leaf(tensor(case, name, 1)) for name in names]
    p, q = D.Gumbel(m1, b1, validate_args=False), D.Gumbel(m2, b2, validate_args=False)
    c = tensor(case, "cotangent", 1)
    log_p, kl = p.log_prob(x), D.kl_divergence(p, q)
    result = {
        "logProbability": log_p.detach(), "cdf": p.cdf(x).detach(), "mean": p.mean.detach(),
        "variance": p.variance.detach(), "entropy": p.entropy().detach(), "kl": kl.detach(),
    }
    inputs = [("value", x), ("location", m1), ("scale", b1)]
    for (name, _), g in zip(inputs, torch.autograd.grad((log_p * c).sum(), [v for _, v in inputs])):
        result["logProbability." + name] = g
    inputs = [("location", m1), ("scale", b1), ("otherLocation", m2), ("otherScale", b2)]
    for (name, _), g in zip(inputs, torch.autograd.grad((kl * c).sum(), [v for _, v in inputs])):
        result["kl." + name] = g
    return result


KINDS = {
    "gumbelSoftmax": gumbel_softmax,
    "ownTemperatures": own_temperatures,
    "concrete": density(lambda t, l: D.RelaxedOneHotCategorical(t, logits=l, validate_args=False)),
    "expConcrete": density(exp_relaxed),
    "binaryConcrete": density(
        lambda t, l: D.RelaxedBernoulli(t, logits=l, validate_args=False), classes=1),
    "logitRelaxedBernoulli": density(logit_relaxed, classes=1),
    "oneHotCategorical": one_hot,
    "bernoulli": bernoulli,
    "gumbel": gumbel,
}


def lists(run):
    """The results of a kind as lists of numbers."""
    return lambda case: {name: t.double().reshape(-1).tolist() for name, t in run(case).items()}


if __name__ == "__main__":
    sys.exit(
        peer.main(
            sys.argv[1], {kind: lists(run) for kind, run in KINDS.items()},
            f"PyTorch {torch.__version__}"))
