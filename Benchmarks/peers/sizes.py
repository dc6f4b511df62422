"""The model of the training steps: 20 latents of 10 classes over 784 pixels, batches of 100."""

LATENTS, CLASSES, BATCH, BATCHES = 20, 10, 100, 20
PIXELS_SET = 0.13
LEARNING_RATE = 1e-3


def widths(operation):
    """The widths of encoder and decoder: linear, or 512 and 256 units as in Jang et al. (2017)."""
    hidden = [512, 256] if operation.startswith("vae_jang") else []
    code = LATENTS * CLASSES
    return [784, *hidden, code], [code, *reversed(hidden), 784]
