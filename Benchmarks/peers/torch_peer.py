"""The same step in PyTorch: `torch_peer.py eager|compiled CASE`, started by compare.py.

Its best settings as far as we found them: one product for query, key and value; 1/sqrt(d) folded
into the query norm's scale and 1/L into the values; scaled_dot_product_attention for softmax; the
patch embedding as one product; fused AdamW; subnormals flushed to zero. Compiled, a pointwise
attention copies its operands before its products: as views they end in loops that the compiler
does not vectorise (run-S/16 took 373 ms a step so, and 158 with copies).
"""

import math
import sys

import torch
import torch.nn.functional as F

from worker import case_from_arguments, serve

POINTWISE = {
    "relu": F.relu,
    "squaredReLU": lambda x: F.relu(x).square(),
    "gelu": lambda x: F.gelu(x, approximate="tanh"),
    "softplus": F.softplus,
    "identity": lambda x: x,
    "relu6": F.relu6,
    "sigmoid": torch.sigmoid,
}


def attend(kind, query, key, value, query_is_scaled):
    """[B, H, L, d] from three of the same shape."""
    heads, length, head_width = query.shape[1:]
    scale = 1.0 if query_is_scaled else 1 / math.sqrt(head_width)
    if kind == "softmax":
        return F.scaled_dot_product_attention(query, key, value, scale=scale)
    if kind == "uniform":
        return value.mean(dim=2, keepdim=True).expand_as(value)
    query = query if query_is_scaled else query * scale
    value = value * (1 / length)
    if torch.compiler.is_compiling():
        query, key, value = (x.contiguous().flatten(0, 1) for x in (query, key, value))
        joined = torch.bmm(POINTWISE[kind](torch.bmm(query, key.transpose(1, 2))), value)
        return joined.unflatten(0, (-1, heads))
    return POINTWISE[kind](query @ key.transpose(-1, -2)) @ value


class Model:
    """A Vision Transformer as functions over a dictionary of parameters."""

    def __init__(self, case):
        self.case = case
        shape = case["model"]
        width, hidden = shape["width"], 4 * shape["width"]
        patch_vector = shape["patch"] ** 2 * shape["channels"]
        self.parameters = {}
        self.kernel("embedding", patch_vector, width)
        for i in range(shape["depth"]):
            for norm in ["attention_norm", "mlp_norm"]:
                self.norm(f"{i}.{norm}", width)
            self.kernel(f"{i}.qkv", width, 3 * width)
            for norm in ["query_norm", "key_norm"]:
                self.parameters[f"{i}.{norm}.scale"] = torch.ones(case["headWidth"])
            self.kernel(f"{i}.output", width, width)
            if case["gate"]:
                self.kernel(f"{i}.gate", width, width)
            self.kernel(f"{i}.mlp_in", width, hidden)
            self.kernel(f"{i}.mlp_out", hidden, width)
        self.norm("final_norm", width)
        self.kernel("head", width, shape["classes"])
        with torch.no_grad():
            self.parameters["head.kernel"].zero_()
            self.parameters["head.bias"].fill_(-math.log(shape["classes"] - 1))
        for value in self.parameters.values():
            value.requires_grad_()
        self.positions = torch.randn(case["tokens"], width) * 0.5

    def kernel(self, name, inputs, outputs):
        bound = math.sqrt(6 / (inputs + outputs))
        # [outputs, inputs], as PyTorch's linear layers have it.
        self.parameters[name + ".kernel"] = torch.empty(outputs, inputs).uniform_(-bound, bound)
        self.parameters[name + ".bias"] = torch.zeros(outputs)

    def norm(self, name, width):
        self.parameters[name + ".scale"] = torch.ones(width)
        self.parameters[name + ".bias"] = torch.zeros(width)

    def linear(self, name, x):
        return F.linear(x, self.parameters[name + ".kernel"], self.parameters[name + ".bias"])

    def normalise(self, name, x):
        p = self.parameters
        return F.layer_norm(x, [x.shape[-1]], p[name + ".scale"], p[name + ".bias"], eps=1e-6)

    def attention(self, i, x):
        batch, length, width = x.shape
        heads, head_width = self.case["heads"], self.case["headWidth"]
        qkv = self.linear(f"{i}.qkv", x).view(batch, length, 3, heads, head_width)
        query, key, value = qkv.unbind(2)
        p = self.parameters
        query_scale = p[f"{i}.query_norm.scale"] * (1 / math.sqrt(head_width))
        query = F.layer_norm(query, [head_width], query_scale, eps=1e-6)
        key = F.layer_norm(key, [head_width], p[f"{i}.key_norm.scale"], eps=1e-6)
        query, key, value = (y.transpose(1, 2) for y in (query, key, value))
        joined = attend(self.case["attention"], query, key, value, query_is_scaled=True)
        joined = joined.transpose(1, 2).reshape(batch, length, width)
        if self.case["gate"]:
            joined = joined * self.linear(f"{i}.gate", x)
        return self.linear(f"{i}.output", joined)

    def loss(self, images, targets):
        """Sigmoid cross-entropy of images [B, height, width, channels]."""
        shape = self.case["model"]
        patch, side = shape["patch"], shape["imageSide"] // shape["patch"]
        x = images.view(-1, side, patch, side, patch, shape["channels"]).transpose(2, 3)
        x = self.linear("embedding", x.reshape(len(images), side * side, -1)) + self.positions
        for i in range(shape["depth"]):
            y = self.normalise(f"{i}.attention_norm", x)
            if self.case["attention"] == "none":
                x = x + self.parameters[f"{i}.output.bias"]
            else:
                x = x + self.attention(i, y)
            y = self.linear(f"{i}.mlp_in", self.normalise(f"{i}.mlp_norm", x))
            x = x + self.linear(f"{i}.mlp_out", F.gelu(y, approximate="tanh"))
        logits = self.linear("head", self.normalise("final_norm", x).mean(dim=1))
        loss = F.binary_cross_entropy_with_logits(logits, targets, reduction="sum")
        return loss / len(images)


def training_step(case, compiled):
    shape = case["model"]
    model = Model(case)
    loss_of = torch.compile(model.loss, dynamic=False) if compiled else model.loss
    side = shape["imageSide"]
    images = torch.rand(case["batch"], side, side, shape["channels"]) * 2 - 1
    labels = torch.arange(case["batch"]) % shape["classes"]
    targets = F.one_hot(labels, shape["classes"]).float()
    kernels = [v for name, v in model.parameters.items() if name.endswith(".kernel")]
    others = [v for name, v in model.parameters.items() if not name.endswith(".kernel")]
    optimiser = torch.optim.AdamW(
        [{"params": kernels, "weight_decay": 0.03}, {"params": others, "weight_decay": 0.0}],
        lr=1e-6, betas=(0.9, 0.999), eps=1e-8, fused=True,
    )
    parameters = kernels + others

    def step():
        optimiser.zero_grad(set_to_none=True)
        loss_of(images, targets).backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0, foreach=True)
        optimiser.step()

    return step


def attention_step(case, compiled):
    shape = [case["batch"], case["heads"], case["tokens"], case["headWidth"]]
    query, key, value, gradient = (torch.rand(shape) * 2 - 1 for _ in range(4))
    inputs = [x.requires_grad_() for x in (query, key, value)]

    def forward(query, key, value):
        return attend(case["attention"], query, key, value, query_is_scaled=False)

    if compiled:
        forward = torch.compile(forward, dynamic=False)

    def step():
        torch.autograd.grad(forward(*inputs), inputs, gradient)

    return step


def main():
    case = case_from_arguments()
    compiled = sys.argv[1] == "compiled"
    torch.set_num_threads(case["threads"])
    torch.set_flush_denormal(True)
    torch.manual_seed(0)
    make = training_step if "model" in case else attention_step
    serve(make(case, compiled))


main()
