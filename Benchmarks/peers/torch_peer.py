"""PyTorch: eager as its users write it, rewritten by an expert, or compiled.

    python torch_peer.py eager|expert|compiled --serve --threads 1
"""

import math
import sys

from serve import serve, thread_count
import sizes

variant = sys.argv.pop(1)
threads = thread_count()

import torch  # noqa: E402  (after the environment is set)
import torch.nn.functional as F  # noqa: E402

torch.set_num_threads(threads)
torch.manual_seed(0)
if variant == "compiled":
    torch._dynamo.config.cache_size_limit = 256


def compiled(function):
    return torch.compile(function, dynamic=False) if variant == "compiled" else function


class ExpertGumbelSoftmax(torch.autograd.Function):
    """Gumbel-softmax with `rand` in place of the slow `exponential_`, logarithms in place, own backward."""

    @staticmethod
    def forward(context, logits, temperature, hard):
        noise = torch.rand_like(logits).clamp_(min=1e-30).log_().neg_().log_()
        soft = F.softmax((logits - noise).div_(temperature), -1)
        context.save_for_backward(soft)
        context.temperature = temperature
        if not hard:
            return soft
        return torch.zeros_like(soft).scatter_(-1, soft.argmax(-1, keepdim=True), 1.0)

    @staticmethod
    def backward(context, cotangent):
        (soft,) = context.saved_tensors
        gradient = torch._softmax_backward_data(cotangent, soft, -1, torch.float32)
        return gradient.div_(context.temperature), None, None


def gumbel_softmax(logits, hard):
    if variant == "expert":
        return ExpertGumbelSoftmax.apply(logits, 1.0, hard)
    return F.gumbel_softmax(logits, tau=1.0, hard=hard)


def gumbel_noise(logits):
    if variant == "expert":
        return torch.rand_like(logits).clamp_(min=1e-30).log_().neg_().log_().neg_()
    return -torch.empty_like(logits).exponential_().log()


def with_gradient(function, variable, *others):
    """Calls a function and differentiates it by its first argument, against a cotangent if it has shape."""
    variable = variable.clone().requires_grad_(True)
    cotangent = None
    function = compiled(function)

    def call():
        nonlocal cotangent
        output = function(variable, *others)
        if cotangent is None:
            cotangent = torch.randn_like(output) if output.dim() else torch.ones_like(output)
        return torch.autograd.grad(output, variable, cotangent)

    return call


def elementwise(name, rows, columns):
    x = torch.randn(rows, columns)
    if name in ("gs_soft_fb", "gs_hard_fb"):
        hard = name == "gs_hard_fb"
        return with_gradient(lambda logits: gumbel_softmax(logits, hard), x)
    if name == "noise":
        function = compiled(gumbel_noise)
        return lambda: function(x)
    if name == "softmax_fwd":
        function = compiled(lambda logits: F.softmax(logits, -1))
        return lambda: function(x)
    if name == "softmax_bwd":
        y, cotangent = F.softmax(x, -1), torch.randn(rows, columns)
        if variant != "compiled":
            return lambda: torch._softmax_backward_data(cotangent, y, -1, torch.float32)
        function = compiled(lambda g, y: y * (g - (g * y).sum(-1, keepdim=True)))
        return lambda: function(cotangent, y)
    if name == "cat_sample" and variant != "compiled":
        probabilities = F.softmax(x, -1)
        return lambda: torch.multinomial(probabilities, 1)
    if name in ("adam", "adamw", "sgd") and variant != "compiled":
        return update(name, x)
    if name == "bce_fb":
        targets = (torch.rand(rows, columns) < 0.2).float()
        loss = F.binary_cross_entropy_with_logits
        return with_gradient(lambda logits, t: loss(logits, t, reduction="sum"), x, targets)
    return None


def update(name, x):
    parameter = torch.nn.Parameter(x)
    parameter.grad = torch.randn_like(x) * 1e-3
    rules = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}
    if name in rules:
        return rules[name]([parameter], lr=1e-3, fused=True).step
    return torch.optim.SGD([parameter], lr=1e-3, momentum=0.9, fused=True).step


def product(name, m, n, k):
    a = torch.randn(k, m).t() if name == "gemm_tn" else torch.randn(m, k)
    b = torch.randn(n, k).t() if name == "gemm_nt" else torch.randn(k, n)
    c = torch.empty(m, n)
    return lambda: torch.mm(a, b, out=c)


def perceptron(widths):
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [torch.nn.Linear(inputs, outputs), torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])


def training_step(name):
    encoder, decoder = map(perceptron, sizes.widths(name))
    parameters = [*encoder.parameters(), *decoder.parameters()]
    optimizer = torch.optim.Adam(parameters, lr=sizes.LEARNING_RATE, fused=True)
    data = (torch.rand(sizes.BATCHES, sizes.BATCH, 784) < sizes.PIXELS_SET).float()
    hard = name.endswith("_hard")

    @compiled
    def loss(images):
        logits = encoder(images).view(-1, sizes.LATENTS, sizes.CLASSES)
        code = gumbel_softmax(logits, hard).view(len(images), -1)
        reconstruction = F.binary_cross_entropy_with_logits(
            decoder(code), images, reduction="sum"
        )
        q = F.log_softmax(logits, -1)
        divergence = (q.exp() * (q + math.log(sizes.CLASSES))).sum()
        return (reconstruction + divergence) / len(images)

    index = 0

    def step():
        nonlocal index
        index = (index + 1) % sizes.BATCHES
        loss(data[index]).backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)

    return step


def operation(name, shape):
    if name in ("vae_linear", "vae_jang", "vae_jang_hard"):
        return training_step(name)
    if name in ("gemm_nn", "gemm_nt", "gemm_tn"):
        return product(name, *shape)
    return elementwise(name, *shape) if len(shape) == 2 else None


serve("torch " + variant, torch.__version__, operation)
