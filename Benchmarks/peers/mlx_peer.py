"""MLX on its CPU back end, every operation compiled as a whole.

    python mlx_peer.py --serve --threads 1
"""

import math
from functools import partial

from serve import serve, thread_count
import sizes

thread_count()

import mlx.core as mx  # noqa: E402  (after the environment is set)
import mlx.nn as nn  # noqa: E402
import mlx.optimizers as optim  # noqa: E402

mx.set_default_device(mx.cpu)


def gumbel_softmax(logits, hard):
    soft = mx.softmax(logits + mx.random.gumbel(logits.shape), axis=-1)
    if not hard:
        return soft
    sample = mx.argmax(soft, -1, keepdims=True) == mx.arange(soft.shape[-1])
    return sample.astype(mx.float32) - mx.stop_gradient(soft) + soft


def evaluating(function, *arguments, state=mx.random.state):
    """Calls a compiled function and waits for its outputs and its state."""
    function = partial(mx.compile, inputs=state, outputs=state)(function)
    return lambda: mx.eval(function(*arguments), state)


def elementwise(name, rows, columns):
    x, cotangent = mx.random.normal((rows, columns)), mx.random.normal((rows, columns))
    mx.eval(x, cotangent)
    if name in ("gs_soft_fb", "gs_hard_fb"):

        def sample(logits, cotangent):
            y, gradient = mx.vjp(
                lambda l: gumbel_softmax(l, name == "gs_hard_fb"), [logits], [cotangent]
            )
            return y[0], gradient[0]

        return evaluating(sample, x, cotangent)
    if name == "noise":
        return evaluating(lambda: mx.random.gumbel((rows, columns)))
    if name == "softmax_fwd":
        return evaluating(lambda logits: mx.softmax(logits, axis=-1), x)
    if name == "softmax_bwd":
        y = mx.softmax(x, axis=-1)
        mx.eval(y)
        return evaluating(lambda g, y: y * (g - (g * y).sum(-1, keepdims=True)), cotangent, y)
    if name == "cat_sample":
        return evaluating(mx.random.categorical, x)
    if name == "bce_fb":
        targets = (x > 0.8).astype(mx.float32)
        mx.eval(targets)
        loss = mx.value_and_grad(lambda l, t: mx.sum(mx.logaddexp(0.0, l) - l * t))
        return evaluating(loss, x, targets)
    return None


def product(name, m, n, k):
    a = mx.random.normal((k, m)).T if name == "gemm_tn" else mx.random.normal((m, k))
    b = mx.random.normal((n, k)).T if name == "gemm_nt" else mx.random.normal((k, n))
    mx.eval(a, b)
    return lambda: mx.eval(a @ b)


def perceptron(widths):
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def training_step(name):
    hard = name.endswith("_hard")

    class Model(nn.Module):
        def __init__(self, encoder, decoder):
            super().__init__()
            self.encoder, self.decoder = perceptron(encoder), perceptron(decoder)

        def __call__(self, images):
            logits = self.encoder(images).reshape(-1, sizes.LATENTS, sizes.CLASSES)
            output = self.decoder(gumbel_softmax(logits, hard).reshape(len(images), -1))
            q = logits - mx.logsumexp(logits, axis=-1, keepdims=True)
            divergence = mx.sum(mx.exp(q) * (q + math.log(sizes.CLASSES)))
            return (mx.sum(mx.logaddexp(0.0, output) - output * images) + divergence) / len(images)

    model = Model(*sizes.widths(name))
    optimizer = optim.Adam(learning_rate=sizes.LEARNING_RATE)
    mx.eval(model.parameters())
    optimizer.init(model.trainable_parameters())
    state = [model.state, optimizer.state, mx.random.state]
    data = mx.random.uniform(shape=(sizes.BATCHES, sizes.BATCH, 784)) < sizes.PIXELS_SET
    batches = list(data.astype(mx.float32))
    mx.eval(batches, state)
    loss = nn.value_and_grad(model, model)

    @partial(mx.compile, inputs=state, outputs=state)
    def update(images):
        value, gradient = loss(images)
        optimizer.update(model, gradient)
        return value

    index = 0

    def step():
        nonlocal index
        index = (index + 1) % sizes.BATCHES
        mx.eval(update(batches[index]), state)

    return step


def operation(name, shape):
    if name in ("vae_linear", "vae_jang", "vae_jang_hard"):
        return training_step(name)
    if name in ("gemm_nn", "gemm_nt", "gemm_tn"):
        return product(name, *shape)
    return elementwise(name, *shape) if len(shape) == 2 else None


serve("mlx", mx.__version__, operation)
