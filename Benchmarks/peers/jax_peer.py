"""JAX, every operation compiled as a whole.

    python jax_peer.py --serve --threads 1
"""

import math
import os
from functools import partial

from serve import serve, thread_count
import sizes

threads = thread_count()
os.environ["JAX_PLATFORMS"] = "cpu"
if threads == 1:
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"

import jax  # noqa: E402  (after the environment is set)
import jax.numpy as jnp  # noqa: E402


def gumbel_softmax(logits, key, hard):
    soft = jax.nn.softmax(logits + jax.random.gumbel(key, logits.shape), -1)
    if not hard:
        return soft
    sample = jax.nn.one_hot(jnp.argmax(soft, -1), soft.shape[-1], dtype=soft.dtype)
    return sample - jax.lax.stop_gradient(soft) + soft


def softplus(x):
    return jnp.maximum(x, 0) + jnp.log1p(jnp.exp(-jnp.abs(x)))


def carrying(function, state, *others):
    """Calls `function(state, *others) -> (state, outputs)` again and again with the state in its place."""
    function = jax.jit(function, donate_argnums=(0,))

    def call():
        nonlocal state
        state, outputs = function(state, *others)
        jax.block_until_ready((state, outputs))

    return call


def drawing(function, *others):
    """Calls `function(key, *others)` with a new key each time; the keys stay on the device."""

    def step(key, *others):
        key, now = jax.random.split(key)
        return key, function(now, *others)

    return carrying(step, jax.random.key(1), *others)


def ready(function, *arguments):
    function = jax.jit(function)
    return lambda: jax.block_until_ready(function(*arguments))


def elementwise(name, rows, columns):
    keys = jax.random.split(jax.random.key(0))
    x, cotangent = (jax.random.normal(key, (rows, columns)) for key in keys)
    if name in ("gs_soft_fb", "gs_hard_fb"):

        def sample(key, logits, cotangent):
            hard = name == "gs_hard_fb"
            y, pullback = jax.vjp(lambda l: gumbel_softmax(l, key, hard), logits)
            return y, pullback(cotangent)

        return drawing(sample, x, cotangent)
    if name == "noise":
        return drawing(lambda key: jax.random.gumbel(key, (rows, columns)))
    if name == "softmax_fwd":
        return ready(lambda logits: jax.nn.softmax(logits, -1), x)
    if name == "softmax_bwd":
        return ready(lambda g, y: y * (g - (g * y).sum(-1, keepdims=True)), cotangent, jax.nn.softmax(x, -1))
    if name == "cat_sample":
        return drawing(lambda key, logits: jax.random.categorical(key, logits), x)
    if name == "adam":
        zeros = jnp.zeros_like(x)
        state = (x, zeros, jnp.zeros_like(x), jnp.float32(0))
        return carrying(lambda state, g: (adam(state, g), None), state, cotangent * 1e-3)
    if name == "bce_fb":
        targets = (x > 0.8).astype(jnp.float32)
        return ready(jax.value_and_grad(lambda l, t: jnp.sum(softplus(l) - l * t)), x, targets)
    return None


def adam(state, gradient):
    parameters, first, second, t = state
    t = t + 1
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, gradient)
    second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, gradient)
    correction1, correction2 = 1 / (1 - 0.9**t), 1 / (1 - 0.999**t)

    def move(p, m, v):
        return p - sizes.LEARNING_RATE * (m * correction1) / (jnp.sqrt(v * correction2) + 1e-8)

    return jax.tree.map(move, parameters, first, second), first, second, t


def product(name, m, n, k):
    key = jax.random.key(0)
    a = jax.random.normal(key, (k, m) if name == "gemm_tn" else (m, k))
    b = jax.random.normal(key, (n, k) if name == "gemm_nt" else (k, n))

    def multiply(a, b):
        return (a.T if name == "gemm_tn" else a) @ (b.T if name == "gemm_nt" else b)

    return ready(multiply, a, b)


def layers(key, widths):
    for inputs, outputs in zip(widths, widths[1:]):
        key, now = jax.random.split(key)
        bound = 1 / math.sqrt(inputs)
        yield jax.random.uniform(now, (inputs, outputs), minval=-bound, maxval=bound), jnp.zeros(outputs)


def perceptron(x, layers):
    for i, (weight, bias) in enumerate(layers):
        x = x @ weight + bias
        if i + 1 < len(layers):
            x = jax.nn.relu(x)
    return x


def training_step(name):
    key = jax.random.key(0)
    parameters = [list(layers(key, widths)) for widths in sizes.widths(name)]
    zeros = partial(jax.tree.map, jnp.zeros_like, parameters)
    data = jax.random.uniform(key, (sizes.BATCHES * sizes.BATCH, 784)) < sizes.PIXELS_SET
    hard = name.endswith("_hard")

    def loss(parameters, key, images):
        encoder, decoder = parameters
        logits = perceptron(images, encoder).reshape(-1, sizes.LATENTS, sizes.CLASSES)
        code = gumbel_softmax(logits, key, hard).reshape(len(images), -1)
        output = perceptron(code, decoder)
        q = jax.nn.log_softmax(logits, -1)
        divergence = jnp.sum(jnp.exp(q) * (q + math.log(sizes.CLASSES)))
        return (jnp.sum(softplus(output) - output * images) + divergence) / len(images)

    def step(state, data):
        optimizer, key, index = state
        key, now = jax.random.split(key)
        images = jax.lax.dynamic_slice(data, (index * sizes.BATCH, 0), (sizes.BATCH, 784))
        value, gradient = jax.value_and_grad(loss)(optimizer[0], now, images)
        return (adam(optimizer, gradient), key, (index + 1) % sizes.BATCHES), value

    state = ((parameters, zeros(), zeros(), jnp.float32(0)), jax.random.key(1), jnp.int32(0))
    return carrying(step, state, data.astype(jnp.float32))


def operation(name, shape):
    if name in ("vae_linear", "vae_jang", "vae_jang_hard"):
        return training_step(name)
    if name in ("gemm_nn", "gemm_nt", "gemm_tn"):
        return product(name, *shape)
    return elementwise(name, *shape) if len(shape) == 2 else None


serve("jax", jax.__version__, operation)
