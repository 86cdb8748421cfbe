"""Accuracies of the S/32 stand-in (width 32, depth 4, 2 heads, L = 49) on Fashion-MNIST, trained by
PyTorch with the project's recipe: what the report shows beside its own runs.

Written from the paper and the recipe, not from the Swift code; it shares no weights, no data order
and no arithmetic with it, so only means over seeds can be compared.

    pip install torch numpy
    python3 independent_accuracy.py            # all of it, an hour on one core
    python3 independent_accuracy.py softmax 60000 0

Prints one line a run: arm, images shown, seed, accuracy in per cent. What it printed stands in
Sources/Claims/independent-accuracies.yaml.
"""

import gzip
import math
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

FOLDER = "/usr/share/datasets/fashion-mnist/"
WIDTH, HEADS, DEPTH, TOKENS, PATCH, CLASSES = 32, 2, 4, 49, 4, 10
BATCH, RATE, DECAY, CLIP = 32, 3e-3, 1e-4, 1.0

# Arm: the attention, which is softmax, uniform, none or relu's alpha, and whether there is a gate.
ARMS = {
    "softmax": ("softmax", False),
    "uniform": ("uniform", False),
    "none": ("none", False),
    "relu@1": (1.0, False),
    "relu@0": (0.0, False),
    "relu@1 gated": (1.0, True),
    "relu@0 gated": (0.0, True),
}


def load(part):
    def read(name, offset):
        with gzip.open(FOLDER + name) as file:
            return np.frombuffer(file.read(), dtype=np.uint8, offset=offset)

    images = read(part + "-images-idx3-ubyte.gz", 16).reshape(-1, 28, 28)
    labels = read(part + "-labels-idx1-ubyte.gz", 8)
    pixels = torch.tensor(images.astype(np.float32) / 127.5 - 1)
    side = 28 // PATCH
    patches = pixels.reshape(-1, side, PATCH, side, PATCH).permute(0, 1, 3, 2, 4)
    return patches.reshape(-1, TOKENS, PATCH * PATCH), torch.tensor(labels.astype(np.int64))


class Norm(nn.Module):
    def __init__(self, width, bias=True):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(width))
        self.bias = nn.Parameter(torch.zeros(width)) if bias else None

    def forward(self, x):
        return F.layer_norm(x, x.shape[-1:], self.scale, self.bias, 1e-6)


def dense(inputs, outputs):
    layer = nn.Linear(inputs, outputs)
    nn.init.xavier_uniform_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer


class Attention(nn.Module):
    def __init__(self, arm):
        super().__init__()
        self.attention, has_gate = arm
        self.query, self.key, self.value, self.output = (dense(WIDTH, WIDTH) for _ in range(4))
        self.gate = dense(WIDTH, WIDTH) if has_gate else None
        self.query_norm = Norm(WIDTH // HEADS, bias=False)
        self.key_norm = Norm(WIDTH // HEADS, bias=False)

    def forward(self, x):
        if self.attention == "none":
            return self.output.bias.expand_as(x)
        batch = x.shape[0]

        def split(y):
            return y.reshape(batch, TOKENS, HEADS, WIDTH // HEADS).transpose(1, 2)

        values = split(self.value(x))
        if self.attention == "uniform":
            mixed = values.mean(2, keepdim=True).expand_as(values)
        else:
            queries = self.query_norm(split(self.query(x)))
            keys = self.key_norm(split(self.key(x)))
            logits = queries @ keys.transpose(-1, -2) / math.sqrt(WIDTH // HEADS)
            if self.attention == "softmax":
                weights = logits.softmax(-1)
            else:
                weights = F.relu(logits) * TOKENS ** -self.attention
            mixed = weights @ values
        joined = mixed.transpose(1, 2).reshape(batch, TOKENS, WIDTH)
        return self.output(joined if self.gate is None else joined * self.gate(x))


class Block(nn.Module):
    def __init__(self, arm):
        super().__init__()
        self.attention_norm, self.mlp_norm = Norm(WIDTH), Norm(WIDTH)
        self.attention = Attention(arm)
        self.inward, self.outward = dense(WIDTH, 4 * WIDTH), dense(4 * WIDTH, WIDTH)
        nn.init.normal_(self.inward.bias, std=1e-6)
        nn.init.normal_(self.outward.bias, std=1e-6)

    def forward(self, x):
        x = x + self.attention(self.attention_norm(x))
        return x + self.outward(F.gelu(self.inward(self.mlp_norm(x)), approximate="tanh"))


class Transformer(nn.Module):
    def __init__(self, arm):
        super().__init__()
        self.embedding = nn.Linear(PATCH * PATCH, WIDTH)
        deviation = 1 / math.sqrt(PATCH * PATCH) / 0.87962566103423978
        nn.init.trunc_normal_(
            self.embedding.weight, std=deviation, a=-2 * deviation, b=2 * deviation)
        nn.init.zeros_(self.embedding.bias)
        self.blocks = nn.ModuleList([Block(arm) for _ in range(DEPTH)])
        self.norm = Norm(WIDTH)
        self.head = nn.Linear(WIDTH, CLASSES)
        nn.init.zeros_(self.head.weight)
        nn.init.constant_(self.head.bias, -math.log(CLASSES - 1))
        quarter = WIDTH // 4
        frequency = 10000.0 ** (-torch.arange(quarter) / (quarter - 1))
        rows, columns = torch.meshgrid(torch.arange(7.0), torch.arange(7.0), indexing="ij")
        x, y = columns.reshape(-1, 1) * frequency, rows.reshape(-1, 1) * frequency
        self.register_buffer("positions", torch.cat([x.sin(), x.cos(), y.sin(), y.cos()], 1))

    def forward(self, patches):
        x = self.embedding(patches) + self.positions
        for block in self.blocks:
            x = block(x)
        return self.head(self.norm(x).mean(1))


def accuracy(arm, images_shown, seed, train, test):
    torch.manual_seed(seed)
    model = Transformer(ARMS[arm])
    # AdamW multiplies its decay by the rate; the recipe's is not.
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for p in model.parameters() if p.ndim == 2], "weight_decay": DECAY / RATE},
            {"params": [p for p in model.parameters() if p.ndim < 2], "weight_decay": 0.0},
        ],
        lr=RATE)
    steps = images_shown // BATCH
    warm = max(1, round(steps / 10))
    order = torch.randperm(len(train[0]))
    for step in range(steps):
        if step < warm:
            factor = (step + 1) / warm
        else:
            factor = 0.5 * (1 + math.cos(math.pi * (step - warm) / (steps - warm)))
        for group in optimiser.param_groups:
            group["lr"] = RATE * factor
        index = order[step * BATCH:(step + 1) * BATCH]
        targets = F.one_hot(train[1][index], CLASSES).float()
        losses = F.binary_cross_entropy_with_logits(
            model(train[0][index]), targets, reduction="none")
        optimiser.zero_grad(set_to_none=True)
        losses.sum(1).mean().backward()
        # A parameter that the arm does not use has no gradient, and only decays in theory.
        nn.utils.clip_grad_norm_([p for p in model.parameters() if p.grad is not None], CLIP)
        optimiser.step()
    with torch.no_grad():
        logits = torch.cat([model(part) for part in test[0].split(500)])
    return 100 * (logits.argmax(1) == test[1]).float().mean().item()


def main():
    train, test = load("train"), load("t10k")
    if len(sys.argv) == 4:
        runs = [(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))]
    else:
        runs = [(arm, 60000, seed) for seed in range(8) for arm in ARMS]
    for arm, images_shown, seed in runs:
        value = accuracy(arm, images_shown, seed, train, test)
        print(f"{arm} {images_shown} {seed} {value:.2f}", flush=True)


if __name__ == "__main__":
    main()
