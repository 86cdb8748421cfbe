#!/usr/bin/env python3
"""Trains exported runs again in PyTorch, from the same weights on the same images, and compares.

    make trajectory                                  # all of it: train, export, compare
    python3 trajectory.py FOLDER... --record FILE    # of runs that were exported before

A folder holds what these two commands write for one run:

    rectify export RUN --step 0 --weights FOLDER/start.safetensors --batches FOLDER/order.npy
    rectify export RUN --step 30 --weights FOLDER/end.safetensors

Written from the paper, from big_vision and from the files' metadata, not from the Swift code; model and
optimiser are a few lines each, so that they can be read. Prints for every run the difference of the
weights after those steps, |PyTorch - Rectify| / |Rectify| in Euclidean norms over all weights together,
and beside it the same of PyTorch in float32 against PyTorch in float64: what rounding alone does to this
trajectory, in a program that is not ours. Ends with 1 where a difference is above BOUND.

The bounds. A float32 gradient is off by some units of 2^-24 = 6e-8, grown by the sums that it is made of
(1,568 tokens): about 1e-6 of its norm. Adam divides each component by the root of its own mean square, so
that components near zero weigh as much as the others, and their relative errors are the larger ones: 1e-5
of the change of the weights, which in these 30 steps is 6 % of the weights. SMOOTH_BOUND is 1e-6 of the
weights. Where rounding alone decides, it decides more: ReLU and ReLU6 have a kink, and now and then a logit
lies on one side of it or the other; without qk-layernorm the gradient of softmax's key bias is zero but for
rounding, and Adam makes whole steps of it. The loss's curvature carries that on, in float32 against float64
just as here: up to some 1e-5. BOUND is 4e-5.

What the bounds notice can be seen with --mistake. Of the smooth kinds a decay that is multiplied by the
learning rate makes 5e-4, no clipping up to 2e-3, and an exact GELU in the place of its tanh form 3e-5.

One detail of float32 is part of the recipe: Adam's second moment takes 1 - 0.999 of the squared gradient,
and in float32 that is 0.00099998713, 1.3e-5 less than in float64. Every step is 6.5e-6 longer, in all
arms alike. MOMENTS holds the numbers as float32 has them; with those of float64 (--mistake moments) the
smooth kinds come to 5e-7, so the bounds hold with either.
"""

import argparse
import gzip
import hashlib
import json
import math
import os
import platform
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

SMOOTH_BOUND, BOUND = 1e-6, 4e-5
DEFAULT_FOLDER = "/usr/share/datasets/fashion-mnist"
EPSILON, NORM_EPSILON = 1e-8, 1e-6
BETAS = (0.9, 0.999)
# Of each moment, what stays of the old one and what is taken of the new, as float32 has both.
MOMENTS = [(float(np.float32(b)), float(np.float32(1) - np.float32(b))) for b in BETAS]
EXACT_MOMENTS = [(b, 1 - b) for b in BETAS]

# h of L^-alpha h(q.k / sqrt(d)), by the names in the metadata.
POINTWISE = {
    "relu": F.relu,
    "squaredReLU": lambda x: F.relu(x) ** 2,
    "gelu": lambda x: F.gelu(x, approximate="tanh"),
    "softplus": F.softplus,
    "identity": lambda x: x,
    "relu6": F.relu6,
    "sigmoid": torch.sigmoid,
}


# Files


def load_weights(path):
    """Tensors by name, and the texts of the metadata."""
    content = Path(path).read_bytes()
    length = int.from_bytes(content[:8], "little")
    header, data = json.loads(content[8 : 8 + length]), content[8 + length :]
    text = header.pop("__metadata__")
    assert hashlib.sha256(data).hexdigest() == text["weightDigest"], f"{path}: the weights' digest"
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        values = np.frombuffer(data[start:end], dtype="<f4").reshape(entry["shape"])
        tensors[name] = torch.tensor(values)
    return tensors, text


def load_training_images(folder):
    """Bytes [n, height, width] and labels [n] of IDX files."""

    def read(name, offset):
        path = os.path.join(folder, name)
        with gzip.open(path + ".gz") if os.path.exists(path + ".gz") else open(path, "rb") as file:
            content = file.read()
        return content, np.frombuffer(content, dtype=np.uint8, offset=offset)

    header, pixels = read("train-images-idx3-ubyte", 16)
    count, height, width = (int.from_bytes(header[i : i + 4], "big") for i in (4, 8, 12))
    return pixels.reshape(count, height, width), read("train-labels-idx1-ubyte", 8)[1]


def augmented(images, drawn):
    """Images [B, height, width], each mirrored where drawn[:, 0] is 1, then shifted down by
    drawn[:, 1] and right by drawn[:, 2] pixels, with black moving in."""
    height, width = images.shape[1:]
    result = np.zeros_like(images)
    for target, image, (flip, down, right) in zip(result, images, drawn):
        image = image[:, ::-1] if flip else image
        rows, columns = max(0, down), max(0, right)
        part = image[rows - down : height - max(0, down), columns - right : width - max(0, right)]
        target[rows : rows + part.shape[0], columns : columns + part.shape[1]] = part
    return result


# The model


class Model:
    def __init__(self, tensors, text, gelu="tanh"):
        self.tensors, self.text, self.gelu = tensors, text, gelu
        self.width, self.depth = int(text["model.width"]), int(text["model.depth"])
        self.patch = int(text["model.patch"])

    def norm(self, name, x, bias=True):
        shift = self.tensors[name + "/bias"] if bias else None
        return F.layer_norm(x, x.shape[-1:], self.tensors[name + "/scale"], shift, NORM_EPSILON)

    def dense(self, name, x):
        return x @ self.tensors[name + "/kernel"] + self.tensors[name + "/bias"]

    def positions(self, rows, columns, dtype):
        if self.text["model.positionEmbedding"] == "learned":
            return self.tensors["pos_embedding"]
        quarter = self.width // 4
        frequency = 10000.0 ** (-torch.arange(quarter, dtype=torch.float64) / (quarter - 1))
        y, x = torch.meshgrid(
            torch.arange(rows, dtype=torch.float64), torch.arange(columns, dtype=torch.float64),
            indexing="ij")
        x, y = x.reshape(-1, 1) * frequency, y.reshape(-1, 1) * frequency
        # To float32 first: the table is a constant of the model.
        return torch.cat([x.sin(), x.cos(), y.sin(), y.cos()], 1).float().to(dtype)[None]

    def embed(self, images):
        # big_vision's kernel is [height, width, in, out]; PyTorch's is [out, in, height, width].
        kernel = self.tensors["embedding/kernel"].permute(3, 2, 0, 1)
        x = F.conv2d(images[:, None], kernel, self.tensors["embedding/bias"], stride=self.patch)
        rows, columns = x.shape[-2:]
        x = x.flatten(2).transpose(1, 2) + self.positions(rows, columns, x.dtype)
        if self.text["model.pooling"] == "classToken":
            x = torch.cat([self.tensors["cls"].expand(len(x), 1, self.width), x], 1)
        return x

    def attention(self, name, x):
        kind = self.text["model.attention"]
        if kind == "none":
            return self.tensors[name + "out/bias"].expand_as(x)

        def project(part):
            kernel, bias = (self.tensors[f"{name}{part}/{kind}"] for kind in ("kernel", "bias"))
            return torch.einsum("bld,dhe->bhle", x, kernel) + bias[None, :, None]

        values = project("value")
        if kind == "uniform":
            mixed = values.mean(2, keepdim=True).expand_as(values)
        else:
            queries, keys = project("query"), project("key")
            if self.text["model.qkNorm"] == "true":
                queries = self.norm(name + "query_ln", queries, bias=False)
                keys = self.norm(name + "key_ln", keys, bias=False)
            logits = queries @ keys.transpose(-1, -2) / math.sqrt(queries.shape[-1])
            if kind == "softmax":
                weights = logits.softmax(-1)
            else:
                alpha = int(self.text["model.alphaHundredths"]) / 100
                weights = POINTWISE[kind](logits) * x.shape[1] ** -alpha
            mixed = weights @ values
        if self.text["model.gate"] != "none":
            gate = project("gate")
            mixed = mixed * (F.silu(gate) if self.text["model.gate"] == "silu" else gate)
        kernel, bias = self.tensors[name + "out/kernel"], self.tensors[name + "out/bias"]
        return torch.einsum("bhle,hed->bld", mixed, kernel) + bias

    def logits(self, images):
        x = self.embed(images)
        for index in range(self.depth):
            block = f"Transformer/encoderblock_{index}/"
            attention = block + "MultiHeadDotProductAttention_0/"
            x = x + self.attention(attention, self.norm(block + "LayerNorm_0", x))
            y = self.dense(block + "MlpBlock_0/Dense_0", self.norm(block + "LayerNorm_1", x))
            x = x + self.dense(block + "MlpBlock_0/Dense_1", F.gelu(y, approximate=self.gelu))
        x = self.norm("Transformer/encoder_norm", x)
        x = x[:, 0] if self.text["model.pooling"] == "classToken" else x.mean(1)
        if self.text["model.preLogits"] == "true":
            x = torch.tanh(self.dense("pre_logits", x))
        return self.dense("head", x)

    def loss(self, images, targets):
        """Sigmoid cross-entropy, summed over classes, mean over images."""
        losses = F.binary_cross_entropy_with_logits(self.logits(images), targets, reduction="none")
        return losses.sum(1).mean()


# The training


def schedule(step, steps, warm_up):
    if step < warm_up:
        return (step + 1) / warm_up
    return (1 + math.cos(math.pi * (step - warm_up) / max(1, steps - warm_up))) / 2


def train(start, text, batches, dtype, mistake=None):
    """The weights after all of `batches`, pairs of images and targets."""
    tensors = {name: value.to(dtype).clone().requires_grad_() for name, value in start.items()}
    model = Model(tensors, text, "none" if mistake == "gelu" else "tanh")
    first = {name: torch.zeros_like(value) for name, value in tensors.items()}
    second = {name: torch.zeros_like(value) for name, value in tensors.items()}
    rate, decay = float(text["recipe.learningRate"]), float(text["recipe.weightDecay"])
    clip = math.inf if mistake == "clip" else float(text["recipe.clipNorm"])
    steps = int(text["recipe.images"]) // int(text["recipe.batch"])
    warm_up = max(1, math.floor(steps * int(text["recipe.warmUpHundredths"]) / 100 + 0.5))
    moments = EXACT_MOMENTS if mistake == "moments" else MOMENTS
    if mistake == "decay":
        decay *= rate
    for step, (images, targets) in enumerate(batches):
        gradients = torch.autograd.grad(
            model.loss(images.to(dtype), targets.to(dtype)), list(tensors.values()),
            allow_unused=True)
        # What an attention does not use has no gradient, and only decays.
        gradients = [torch.zeros_like(w) if g is None else g
                     for w, g in zip(tensors.values(), gradients)]
        norm = torch.sqrt(sum((g**2).sum() for g in gradients))
        scale = clip / norm if norm > clip else 1.0
        factor = schedule(step, steps, warm_up)
        with torch.no_grad():
            for (name, weights), gradient in zip(tensors.items(), gradients):
                gradient = gradient * scale
                m, v = first[name], second[name]
                m.mul_(moments[0][0]).add_(gradient, alpha=moments[0][1])
                v.mul_(moments[1][0]).addcmul_(gradient, gradient, value=moments[1][1])
                m, v = m / (1 - BETAS[0] ** (step + 1)), v / (1 - BETAS[1] ** (step + 1))
                change = rate * m / (v.sqrt() + EPSILON)
                # Of matrices alone, and not multiplied by the rate, as in big_vision.
                if name.endswith("/kernel"):
                    change = change + decay * weights
                weights.sub_(factor * change)
    return {name: value.detach() for name, value in tensors.items()}


def distance(left, right):
    """Euclidean, over all tensors together, in float64."""
    return math.sqrt(sum(((left[k].double() - right[k].double()) ** 2).sum().item() for k in left))


# The comparison


def arm(text):
    """As the project's claims file writes it, and with "gated (silu)"."""
    alpha = text.get("model.alphaHundredths")
    name = text["model.attention"] + (f"@{int(alpha) / 100:g}" if alpha else "")
    gate = {"none": "", "linear": " gated", "silu": " gated (silu)"}[text["model.gate"]]
    return name + gate + ("" if text["model.qkNorm"] == "true" else " without qk-layernorm")


def bound_of(text):
    has_kink = text["model.attention"] in ("relu", "relu6")
    return BOUND if has_kink or text["model.qkNorm"] == "false" else SMOOTH_BOUND


def place(row):
    """Where a row stands in the table: by recipe, option and kind."""
    name = row["arm"].split(" ")[0]
    kind, _, alpha = name.partition("@")
    kinds = ["softmax", "uniform", "none", *POINTWISE]
    return row["recipe"] != "i21k", row["arm"][len(name):], kinds.index(kind), float(alpha or 0)


def compare(folder, pixels, labels, mistake):
    start, text = load_weights(folder / "start.safetensors")
    end, end_text = load_weights(folder / "end.safetensors")
    assert text["step"] == "0" and text["run"] == end_text["run"], f"{folder}: two runs"
    order = np.load(folder / "order.npy")
    steps = int(end_text["step"])
    augmentation = folder / "order-augmentation.npy"
    drawn = np.load(augmentation) if augmentation.exists() else None
    assert (drawn is None) == (text["recipe.augmentation"] == "none"), f"{folder}: augmentation"
    batches = []
    for step in range(steps):
        images = pixels[order[step]]
        if drawn is not None:
            images = augmented(images, drawn[step])
        targets = F.one_hot(torch.tensor(labels[order[step]].astype(np.int64)), 10).float()
        batches.append((torch.tensor(images.astype(np.float32) / np.float32(127.5) - 1), targets))
    single = train(start, text, batches, torch.float32, mistake)
    double = train(start, text, batches, torch.float64, mistake)
    size = math.sqrt(sum((value.double() ** 2).sum().item() for value in end.values()))
    return {
        "arm": arm(text),
        "recipe": "i1k" if text["model.pooling"] == "classToken" else "i21k",
        "run": text["run"],
        "steps": steps,
        "change": float(f"{distance(end, start) / size:.3f}"),
        "difference": float(f"{distance(single, end) / size:.1e}"),
        "bound": bound_of(text),
        "rounding": float(f"{distance(single, double) / size:.1e}"),
    }, text


def processor():
    with open("/proc/cpuinfo") as file:
        names = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    return names[0] if names else platform.machine()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, help="one for each exported run")
    parser.add_argument("--data", default=DEFAULT_FOLDER, help="the IDX files trained on")
    parser.add_argument("--record", type=Path, help="a JSON file for the results")
    parser.add_argument("--mistake", choices=["decay", "gelu", "clip", "moments"],
                        help="make one, to see what the comparison notices")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    pixels, labels = load_training_images(arguments.data)
    results = [compare(folder, pixels, labels, arguments.mistake) for folder in arguments.folders]
    rows = sorted((row for row, _ in results), key=place)
    print(f"{'arm':30} {'recipe':6} {'difference':>10} {'bound':>7} {'rounding':>8}")
    for row in rows:
        print(f"{row['arm']:30} {row['recipe']:6} {row['difference']:10.1e} {row['bound']:7.0e}"
              f" {row['rounding']:8.1e}")
    # Not a number is no agreement either.
    failed = [row["arm"] for row in rows if not row["difference"] <= row["bound"]]
    if arguments.record and not arguments.mistake and not failed:
        text = results[0][1]
        record = {
            "schemaVersion": 1,
            "script": "Benchmarks/peers/trajectory.py",
            "torch": torch.__version__.split("+")[0],
            "python": platform.python_version(),
            "processor": processor(),
            "numericsRevision": int(text["numericsRevision"]),
            "model": "S/32",
            "images": int(text["recipe.images"]),
            "steps": rows[0]["steps"],
            "runs": [{k: v for k, v in row.items() if k != "steps"} for row in rows],
        }
        arguments.record.write_text(json.dumps(record, indent=2) + "\n")
    print(f"{len(rows) - len(failed)} of {len(rows)} within their bounds"
          + (f"; above it: {', '.join(failed)}" if failed else ""))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
