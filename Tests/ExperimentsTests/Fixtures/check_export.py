"""Rebuilds an exported model in plain PyTorch, from nothing but the two exported files and the IDX
test images, and compares logits.

    rectify export RUN --weights run.safetensors --logits run.npy --images 1000
    pip install torch numpy
    python3 check_export.py run.safetensors run.npy [folder of IDX files]

Prints the largest difference of logits, and ends with 1 where it is above 1e-4. Written from the
paper and from the names and shapes that big_vision and flax use, not from the Swift code.
"""

import gzip
import hashlib
import json
import math
import os
import sys

import numpy as np
import torch
import torch.nn.functional as F

BOUND = 1e-4
DEFAULT_FOLDER = "/usr/share/datasets/fashion-mnist"

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


def load_safetensors(path):
    """Tensors by name, and the texts of the metadata."""
    with open(path, "rb") as file:
        content = file.read()
    length = int.from_bytes(content[:8], "little")
    header = json.loads(content[8:8 + length])
    data = content[8 + length:]
    metadata = header.pop("__metadata__")
    tensors, covered = {}, 0
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        assert entry["dtype"] == "F32", f"{name} is {entry['dtype']}"
        values = np.frombuffer(data[start:end], dtype="<f4").reshape(entry["shape"])
        tensors[name] = torch.tensor(values)
        covered += end - start
    assert covered == len(data), f"{covered} bytes of tensors in {len(data)} bytes of data"
    # The tensors lie in the order of the run's record, so that their bytes have its digest.
    assert hashlib.sha256(data).hexdigest() == metadata["weightDigest"], "the weights' digest"
    return tensors, metadata


def load_images(folder, count):
    """[count, height, width], scaled to [-1, 1]."""
    path = os.path.join(folder, "t10k-images-idx3-ubyte")
    opener = gzip.open if os.path.exists(path + ".gz") else open
    with opener(path + ".gz" if opener is gzip.open else path, "rb") as file:
        content = file.read()
    _, height, width = (int.from_bytes(content[i:i + 4], "big") for i in (4, 8, 12))
    pixels = np.frombuffer(content, dtype=np.uint8, offset=16, count=count * height * width)
    return torch.tensor(pixels.reshape(count, height, width).astype(np.float32) / 127.5 - 1)


class Model:
    def __init__(self, tensors, metadata):
        self.tensors = tensors
        self.text = metadata
        self.width, self.heads = int(metadata["model.width"]), int(metadata["model.heads"])
        self.depth, self.patch = int(metadata["model.depth"]), int(metadata["model.patch"])
        self.used = set()

    def __getitem__(self, name):
        self.used.add(name)
        return self.tensors[name]

    def norm(self, name, x, bias=True):
        shift = self[name + "/bias"] if bias else None
        return F.layer_norm(x, x.shape[-1:], self[name + "/scale"], shift, 1e-6)

    def dense(self, name, x):
        return x @ self[name + "/kernel"] + self[name + "/bias"]

    def positions(self, rows, columns):
        if self.text["model.positionEmbedding"] == "learned":
            return self["pos_embedding"]
        quarter = self.width // 4
        frequency = 10000.0 ** (-torch.arange(quarter, dtype=torch.float64) / (quarter - 1))
        y, x = torch.meshgrid(
            torch.arange(rows, dtype=torch.float64), torch.arange(columns, dtype=torch.float64),
            indexing="ij")
        x, y = x.reshape(-1, 1) * frequency, y.reshape(-1, 1) * frequency
        return torch.cat([x.sin(), x.cos(), y.sin(), y.cos()], 1).float()[None]

    def embed(self, images):
        # big_vision's kernel is [height, width, in, out]; PyTorch's is [out, in, height, width].
        kernel = self["embedding/kernel"].permute(3, 2, 0, 1)
        x = F.conv2d(images[:, None], kernel, self["embedding/bias"], stride=self.patch)
        rows, columns = x.shape[-2:]
        x = x.flatten(2).transpose(1, 2) + self.positions(rows, columns)
        if self.text["model.pooling"] == "classToken":
            x = torch.cat([self["cls"].expand(len(x), 1, self.width), x], 1)
        return x

    def attention(self, name, x):
        kind = self.text["model.attention"]
        if kind == "none":
            return self[name + "out/bias"].expand_as(x)

        def project(part):
            kernel, bias = self[name + part + "/kernel"], self[name + part + "/bias"]
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
        return torch.einsum("bhle,hed->bld", mixed, self[name + "out/kernel"]) + self[
            name + "out/bias"]

    def __call__(self, images):
        x = self.embed(images)
        for index in range(self.depth):
            block = f"Transformer/encoderblock_{index}/"
            x = x + self.attention(
                block + "MultiHeadDotProductAttention_0/", self.norm(block + "LayerNorm_0", x))
            y = self.dense(block + "MlpBlock_0/Dense_0", self.norm(block + "LayerNorm_1", x))
            x = x + self.dense(block + "MlpBlock_0/Dense_1", F.gelu(y, approximate="tanh"))
        x = self.norm("Transformer/encoder_norm", x)
        x = x[:, 0] if self.text["model.pooling"] == "classToken" else x.mean(1)
        if self.text["model.preLogits"] == "true":
            x = torch.tanh(self.dense("pre_logits", x))
        return self.dense("head", x)


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    tensors, text = load_safetensors(sys.argv[1])
    theirs = torch.tensor(np.load(sys.argv[2]))
    folder = sys.argv[3] if len(sys.argv) == 4 else DEFAULT_FOLDER
    model = Model(tensors, text)
    with torch.no_grad():
        images = load_images(folder, len(theirs))
        ours = torch.cat([model(part) for part in images.split(250)])
    difference = (ours - theirs).abs().max().item()
    alpha = text.get("model.alphaHundredths")
    print(
        f"{text['run']} {text['model.attention']}"
        + (f" alpha {int(alpha) / 100:g}" if alpha else "")
        + f" step {text['step']}: largest difference {difference:.2e} in {len(theirs)} x "
        f"{theirs.shape[1]} logits up to {theirs.abs().max().item():.1f}, bound {BOUND:g}")
    controls = text["model.attention"] in ("none", "uniform")
    unused = sorted(set(tensors) - model.used)
    if unused and not controls:
        sys.exit(f"tensors that the rebuilt model has no use for: {', '.join(unused)}")
    # Not a number is no agreement either.
    sys.exit(0 if difference <= BOUND else 1)


if __name__ == "__main__":
    main()
