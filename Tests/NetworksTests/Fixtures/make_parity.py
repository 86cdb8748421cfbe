#!/usr/bin/env python3
"""Writes parity.json: the model in PyTorch float64, for `ReferenceParityTests`.

Run it in this folder, with PyTorch installed:

    python3 make_parity.py

The model is written here from the paper's formulas and PyTorch's own operations, and its gradients
are PyTorch's. Nothing big is stored: parameters, images, labels and the directions that gradients
are projected on come from a SplitMix64 generator keyed by name, which the Swift tests repeat. For
each case the file holds the logits, the loss and, for each parameter, the gradient's norm and its
inner products with two fixed random directions; for two cases also a few training steps.
"""

import json
import math

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
MASK = (1 << 64) - 1


class Generator:
    """SplitMix64 from the 64-bit FNV-1a hash of a name."""

    def __init__(self, name):
        self.state = 0xCBF29CE484222325
        for byte in name.encode():
            self.state = ((self.state ^ byte) * 0x100000001B3) & MASK

    def bits(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def symmetric(self):
        """Uniform in [-1, 1)."""
        return 2.0 * ((self.bits() >> 11) * 2.0**-53) - 1.0

    def tensor(self, shape):
        count = math.prod(shape)
        return torch.tensor([self.symmetric() for _ in range(count)]).reshape(shape)


def parameter_shapes(case):
    """Name and shape of every parameter; kernels are [inputs, outputs]."""
    width, hidden = case["width"], 4 * case["width"]
    patch_vector = case["patch"] ** 2 * case["channels"]
    patches = (case["imageHeight"] // case["patch"]) * (case["imageWidth"] // case["patch"])
    shapes = {"embedding/kernel": [patch_vector, width], "embedding/bias": [width]}
    if case["positionEmbedding"] == "learned":
        shapes["position_embedding"] = [patches, width]
    if case["pooling"] == "classToken":
        shapes["class_token"] = [width]
    for i in range(case["depth"]):
        block = f"block{i}/"
        for norm in ["attention_norm", "mlp_norm"]:
            shapes[block + norm + "/scale"] = [width]
            shapes[block + norm + "/bias"] = [width]
        projections = ["query", "key", "value", "output"]
        if case["gate"] != "none":
            projections.append("gate")
        for projection in projections:
            shapes[block + projection + "/kernel"] = [width, width]
            shapes[block + projection + "/bias"] = [width]
        if case["qkNorm"]:
            shapes[block + "query_norm/scale"] = [width // case["heads"]]
            shapes[block + "key_norm/scale"] = [width // case["heads"]]
        shapes[block + "mlp_in/kernel"] = [width, hidden]
        shapes[block + "mlp_in/bias"] = [hidden]
        shapes[block + "mlp_out/kernel"] = [hidden, width]
        shapes[block + "mlp_out/bias"] = [width]
    shapes["final_norm/scale"] = [width]
    shapes["final_norm/bias"] = [width]
    if case["preLogits"]:
        shapes["pre_logits/kernel"] = [width, width]
        shapes["pre_logits/bias"] = [width]
    shapes["head/kernel"] = [width, case["classes"]]
    shapes["head/bias"] = [case["classes"]]
    return shapes


def parameter(case, name, shape):
    """A parameter's value: no slice at zero, so that every gradient that can live does.

    The scales of queries and keys are large enough for logits beyond 6, where relu6 bends.
    """
    values = Generator(f"{case['name']}:{name}").tensor(shape)
    if name.endswith("/kernel"):
        return values * math.sqrt(6.0 / (shape[0] + shape[1]))
    if name.endswith("query_norm/scale") or name.endswith("key_norm/scale"):
        return 2.0 + 0.5 * values
    if name.endswith("/scale"):
        return 1.0 + 0.25 * values
    return 0.25 * values


POINTWISE = {
    "relu": F.relu,
    "squaredReLU": lambda x: F.relu(x) ** 2,
    "gelu": lambda x: F.gelu(x, approximate="tanh"),
    # PyTorch's own softplus is the identity beyond 20, which is 2e-9 off.
    "softplus": lambda x: torch.logaddexp(x, torch.zeros_like(x)),
    "identity": lambda x: x,
    "relu6": F.relu6,
    "sigmoid": torch.sigmoid,
}


def weights(case, logits):
    """Attention weights [B, H, L, L] from q.k / sqrt(d)."""
    length = logits.shape[-1]
    if case["attention"] == "softmax":
        return torch.softmax(logits, dim=-1)
    if case["attention"] == "uniform":
        return torch.full_like(logits, 1.0 / length)
    alpha = case["alphaHundredths"] / 100.0
    return length**-alpha * POINTWISE[case["attention"]](logits)


def layer_norm(x, scale, bias=None):
    return F.layer_norm(x, [x.shape[-1]], weight=scale, bias=bias, eps=1e-6)


def attention(case, p, block, x):
    def project(name, y):
        return y @ p[f"{block}{name}/kernel"] + p[f"{block}{name}/bias"]

    if case["attention"] == "none":
        return p[block + "output/bias"].expand_as(x)
    batch, length, width = x.shape
    heads = case["heads"]

    def split(y):
        return y.reshape(batch, length, heads, width // heads).transpose(1, 2)

    query, key, value = (split(project(name, x)) for name in ["query", "key", "value"])
    if case["qkNorm"]:
        query = layer_norm(query, p[block + "query_norm/scale"])
        key = layer_norm(key, p[block + "key_norm/scale"])
    logits = query @ key.transpose(-1, -2) / math.sqrt(width // heads)
    joined = (weights(case, logits) @ value).transpose(1, 2).reshape(batch, length, width)
    if case["gate"] == "linear":
        joined = joined * project("gate", x)
    if case["gate"] == "silu":
        joined = joined * F.silu(project("gate", x))
    return project("output", joined)


def positions(case, p):
    if case["positionEmbedding"] == "learned":
        return p["position_embedding"]
    rows = case["imageHeight"] // case["patch"]
    columns = case["imageWidth"] // case["patch"]
    quarter = case["width"] // 4
    y, x = torch.meshgrid(torch.arange(rows), torch.arange(columns), indexing="ij")
    frequencies = 10000.0 ** -(torch.arange(quarter) / (quarter - 1.0))
    x = x.reshape(-1, 1) * frequencies
    y = y.reshape(-1, 1) * frequencies
    return torch.cat([x.sin(), x.cos(), y.sin(), y.cos()], dim=1)


def model(case, p, images):
    """Logits [B, C] of images [B, height, width, channels]."""
    patch, channels, width = case["patch"], case["channels"], case["width"]
    # The patch embedding is a convolution whose stride is the patch.
    kernel = p["embedding/kernel"].reshape(patch, patch, channels, width).permute(3, 2, 0, 1)
    x = F.conv2d(images.permute(0, 3, 1, 2), kernel, p["embedding/bias"], stride=patch)
    x = x.flatten(2).transpose(1, 2) + positions(case, p)
    if case["pooling"] == "classToken":
        x = torch.cat([p["class_token"].expand(x.shape[0], 1, width), x], dim=1)
    for i in range(case["depth"]):
        block = f"block{i}/"
        y = layer_norm(x, p[block + "attention_norm/scale"], p[block + "attention_norm/bias"])
        x = x + attention(case, p, block, y)
        y = layer_norm(x, p[block + "mlp_norm/scale"], p[block + "mlp_norm/bias"])
        y = F.gelu(y @ p[block + "mlp_in/kernel"] + p[block + "mlp_in/bias"], approximate="tanh")
        x = x + y @ p[block + "mlp_out/kernel"] + p[block + "mlp_out/bias"]
    x = layer_norm(x, p["final_norm/scale"], p["final_norm/bias"])
    x = x.mean(dim=1) if case["pooling"] == "mean" else x[:, 0]
    if case["preLogits"]:
        x = torch.tanh(x @ p["pre_logits/kernel"] + p["pre_logits/bias"])
    return x @ p["head/kernel"] + p["head/bias"]


def loss_of(logits, labels):
    targets = F.one_hot(labels, logits.shape[-1]).to(logits.dtype)
    return F.binary_cross_entropy_with_logits(logits, targets, reduction="sum") / len(labels)


def projections(case, name, values):
    """The norm of `values` and its inner products with two random directions."""
    directions = [
        Generator(f"{case['name']}:{name}:direction{i}").tensor(values.shape) for i in range(2)
    ]
    return [values.norm().item()] + [(values * d).sum().item() for d in directions]


def evaluate(case):
    shapes = parameter_shapes(case)
    p = {
        name: parameter(case, name, shape).requires_grad_() for name, shape in shapes.items()
    }
    batch = case["batch"]
    images = Generator(case["name"] + ":images").tensor(
        [batch, case["imageHeight"], case["imageWidth"], case["channels"]]
    )
    generator = Generator(case["name"] + ":labels")
    labels = torch.tensor([generator.bits() % case["classes"] for _ in range(batch)])
    logits = model(case, p, images)
    loss = loss_of(logits, labels)
    loss.backward()
    record = {
        "case": case,
        "logits": logits.flatten().tolist(),
        "loss": loss.item(),
        "gradients": {
            name: projections(case, name, torch.zeros(shapes[name]) if v.grad is None else v.grad)
            for name, v in p.items()
        },
    }
    if "trainingSteps" in case:
        record["losses"], record["trained"] = train(case, p, images, labels)
    return record


def train(case, p, images, labels):
    """Losses of a few steps on one batch, and the projections of the parameters after them.

    lr 3e-3, decay 1e-4 that the learning rate does not multiply (PyTorch's decay is multiplied by
    it, hence the quotient), clipping at norm 1, warm-up over 10 % of the steps, then cosine.
    """
    rate, decay, steps = 3e-3, 1e-4, case["trainingSteps"]
    kernels = [v for name, v in p.items() if name.endswith("/kernel")]
    others = [v for name, v in p.items() if not name.endswith("/kernel")]
    optimiser = torch.optim.AdamW(
        [
            {"params": kernels, "weight_decay": decay / rate},
            {"params": others, "weight_decay": 0.0},
        ],
        lr=rate,
        betas=(0.9, 0.999),
        eps=1e-8,
    )
    warm_up = max(1, round(steps * 10 / 100))
    losses = []
    for t in range(steps):
        if t < warm_up:
            factor = (t + 1) / warm_up
        else:
            factor = 0.5 * (1 + math.cos(math.pi * (t - warm_up) / (steps - warm_up)))
        for group in optimiser.param_groups:
            group["lr"] = rate * factor
        optimiser.zero_grad(set_to_none=False)
        loss = loss_of(model(case, p, images), labels)
        loss.backward()
        losses.append(loss.item())
        norm = torch.sqrt(sum((v.grad**2).sum() for v in p.values()))
        if norm > 1.0:
            for v in p.values():
                v.grad *= 1.0 / norm
        optimiser.step()
    with torch.no_grad():
        return losses, {name: projections(case, name, v) for name, v in p.items()}


def cases():
    base = {
        "depth": 2, "attention": "softmax", "alphaHundredths": None, "qkNorm": True,
        "gate": "none", "positionEmbedding": "sincos2d", "pooling": "mean", "preLogits": False,
    }
    small = {
        "L49": {
            "batch": 3, "imageHeight": 14, "imageWidth": 14, "channels": 3, "patch": 2,
            "width": 64, "heads": 2, "classes": 5,
        },
        "L50": {
            "batch": 2, "imageHeight": 28, "imageWidth": 28, "channels": 1, "patch": 4,
            "width": 48, "heads": 3, "classes": 10, "pooling": "classToken",
        },
        "L7": {
            "batch": 1, "imageHeight": 21, "imageWidth": 3, "channels": 2, "patch": 3,
            "width": 32, "heads": 1, "classes": 3,
        },
    }
    # A grid with unequal sides tells rows from columns.
    oblong = {
        "batch": 2, "imageHeight": 6, "imageWidth": 10, "channels": 2, "patch": 2,
        "width": 40, "heads": 4, "classes": 4,
    }
    variants = [{"attention": kind} for kind in ["softmax", "uniform", "none"]]
    variants += [
        {"attention": h, "alphaHundredths": alpha} for h in POINTWISE for alpha in [0, 50, 100, 200]
    ]
    relu = {"attention": "relu", "alphaHundredths": 100}
    squared = {"attention": "squaredReLU", "alphaHundredths": 100}
    variants += [kind | {"qkNorm": False} for kind in [{}, relu, squared]]
    variants += [kind | {"gate": gate} for kind in [{}, relu] for gate in ["linear", "silu"]]
    variants += [{"attention": kind, "gate": "linear"} for kind in ["uniform", "none"]]
    variants += [{"positionEmbedding": "learned"}, {"preLogits": True}]
    everything = relu | {"gate": "silu", "positionEmbedding": "learned", "preLogits": True}
    oblongs = [{}, {"positionEmbedding": "learned"}, everything | {"pooling": "classToken"}]

    for size, shape, variants in [(s, small[s], variants) for s in small] + [
        ("L15", oblong, oblongs)
    ]:
        for variant in variants:
            case = base | shape | variant
            name = [size, case["attention"]]
            if case["alphaHundredths"] is not None:
                name.append(f"alpha{case['alphaHundredths']}")
            name += [] if case["qkNorm"] else ["no-qk-norm"]
            name += [] if case["gate"] == "none" else [case["gate"] + "-gate"]
            name += ["learned"] if case["positionEmbedding"] == "learned" else []
            name += ["pre-logits"] if case["preLogits"] else []
            case["name"] = "-".join(name)
            if case["name"] in ["L7-softmax", "L15-relu-alpha100-silu-gate-learned-pre-logits"]:
                case["trainingSteps"] = 20
            yield case


if __name__ == "__main__":
    with open("parity.json", "w") as file:
        lines = [json.dumps(evaluate(case), separators=(",", ":")) for case in cases()]
        file.write("[\n" + ",\n".join(lines) + "\n]\n")
