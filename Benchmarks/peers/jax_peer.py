"""The same step in JAX: `jax_peer.py compiled CASE`, started by compare.py.

The whole step is one compiled function whose state is donated; its formulas are torch_peer.py's.
"""

import math

from worker import case_from_arguments, pin, serve

CASE = case_from_arguments()
# Before JAX starts its threads.
pin(CASE)

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402

POINTWISE = {
    "relu": jax.nn.relu,
    "squaredReLU": lambda x: jnp.square(jax.nn.relu(x)),
    "gelu": lambda x: jax.nn.gelu(x, approximate=True),
    "softplus": jax.nn.softplus,
    "identity": lambda x: x,
    "relu6": jax.nn.relu6,
    "sigmoid": jax.nn.sigmoid,
}


def attend(kind, query, key, value):
    """[B, L, H, d] from three of the same shape, the query scaled by 1/sqrt(d)."""
    if kind == "uniform":
        return jnp.broadcast_to(value.mean(axis=1, keepdims=True), value.shape)
    logits = jnp.einsum("blhd,bmhd->bhlm", query, key)
    if kind == "softmax":
        return jnp.einsum("bhlm,bmhd->blhd", jax.nn.softmax(logits), value)
    return jnp.einsum("bhlm,bmhd->blhd", POINTWISE[kind](logits), value * (1 / value.shape[1]))


def uniform(key, shape):
    return jax.random.uniform(key, shape, jnp.float32, -1, 1)


def initial_parameters():
    shape = CASE["model"]
    width, hidden = shape["width"], 4 * shape["width"]
    key = jax.random.key(0)

    def kernel(inputs, outputs):
        nonlocal key
        key, used = jax.random.split(key)
        bound = math.sqrt(6 / (inputs + outputs))
        return {"kernel": bound * uniform(used, (inputs, outputs)), "bias": jnp.zeros(outputs)}

    def norm():
        return {"scale": jnp.ones(width), "bias": jnp.zeros(width)}

    def block():
        parts = {
            "attention_norm": norm(), "mlp_norm": norm(), "qkv": kernel(width, 3 * width),
            "query_norm": {"scale": jnp.ones(CASE["headWidth"])},
            "key_norm": {"scale": jnp.ones(CASE["headWidth"])},
            "output": kernel(width, width), "mlp_in": kernel(width, hidden),
            "mlp_out": kernel(hidden, width),
        }
        return parts | ({"gate": kernel(width, width)} if CASE["gate"] else {})

    head = {
        "kernel": jnp.zeros((width, shape["classes"])),
        "bias": jnp.full(shape["classes"], -math.log(shape["classes"] - 1), jnp.float32),
    }
    return {
        "embedding": kernel(shape["patch"] ** 2 * shape["channels"], width),
        "blocks": [block() for _ in range(shape["depth"])], "final_norm": norm(), "head": head,
    }


def linear(p, x):
    return x @ p["kernel"] + p["bias"]


def layer_norm(x, scale, bias=0.0):
    mean = x.mean(axis=-1, keepdims=True)
    centred = x - mean
    variance = jnp.square(centred).mean(axis=-1, keepdims=True)
    return centred * jax.lax.rsqrt(variance + 1e-6) * scale + bias


def attention(p, x):
    batch, length, width = x.shape
    heads, head_width = CASE["heads"], CASE["headWidth"]
    qkv = linear(p["qkv"], x).reshape(batch, length, 3, heads, head_width)
    query = layer_norm(qkv[:, :, 0], p["query_norm"]["scale"] * (1 / math.sqrt(head_width)))
    key = layer_norm(qkv[:, :, 1], p["key_norm"]["scale"])
    joined = attend(CASE["attention"], query, key, qkv[:, :, 2]).reshape(batch, length, width)
    if CASE["gate"]:
        joined = joined * linear(p["gate"], x)
    return linear(p["output"], joined)


def loss_of(p, positions, images, targets):
    shape = CASE["model"]
    patch, side = shape["patch"], shape["imageSide"] // shape["patch"]
    x = images.reshape(-1, side, patch, side, patch, shape["channels"]).swapaxes(2, 3)
    x = linear(p["embedding"], x.reshape(len(images), side * side, -1)) + positions
    for block in p["blocks"]:
        if CASE["attention"] == "none":
            x = x + block["output"]["bias"]
        else:
            x = x + attention(block, layer_norm(x, **block["attention_norm"]))
        y = linear(block["mlp_in"], layer_norm(x, **block["mlp_norm"]))
        x = x + linear(block["mlp_out"], jax.nn.gelu(y, approximate=True))
    logits = linear(p["head"], layer_norm(x, **p["final_norm"]).mean(axis=1))
    losses = jax.nn.relu(logits) - logits * targets + jnp.log1p(jnp.exp(-jnp.abs(logits)))
    return losses.sum() / len(images)


def update(parameters, first, second, count, positions, images, targets):
    gradients = jax.grad(loss_of)(parameters, positions, images, targets)
    norm = jnp.sqrt(sum(jnp.vdot(g, g) for g in jax.tree.leaves(gradients)))
    clip = jnp.minimum(1.0, 1.0 / norm)
    count = count + 1
    first_correction = 1 / (1 - 0.9**count)
    second_correction = 1 / (1 - 0.999**count)

    def adam(path, weights, gradient, m, v):
        gradient = gradient * clip
        m = 0.9 * m + 0.1 * gradient
        v = 0.999 * v + 0.001 * jnp.square(gradient)
        change = (m * first_correction) / (jnp.sqrt(v * second_correction) + 1e-8)
        decay = 3e-8 if path[-1].key == "kernel" else 0.0
        return weights - 1e-6 * change - decay * weights, m, v

    results = jax.tree_util.tree_map_with_path(adam, parameters, gradients, first, second)
    return *jax.tree.transpose(jax.tree.structure(parameters), None, results), count


def training_step():
    shape = CASE["model"]
    side, classes = shape["imageSide"], shape["classes"]
    parameters = initial_parameters()
    zeros = jax.tree.map(jnp.zeros_like, parameters)
    state = [parameters, zeros, jax.tree.map(jnp.zeros_like, parameters), jnp.float32(0)]
    positions = 0.5 * uniform(jax.random.key(1), (CASE["tokens"], shape["width"]))
    images = uniform(jax.random.key(2), (CASE["batch"], side, side, shape["channels"]))
    targets = jax.nn.one_hot(jnp.arange(CASE["batch"]) % classes, classes)
    compiled = jax.jit(update, donate_argnums=(0, 1, 2, 3))

    def step():
        state[:] = compiled(*state, positions, images, targets)

    return step, lambda: jax.block_until_ready(state)


def attention_step():
    shape = (CASE["batch"], CASE["tokens"], CASE["heads"], CASE["headWidth"])
    query, key, value, gradient = (uniform(jax.random.key(i), shape) for i in range(4))
    scale = 1 / math.sqrt(CASE["headWidth"])

    @jax.jit
    def both_ways(query, key, value, gradient):
        def forward(query, key, value):
            return attend(CASE["attention"], query * scale, key, value)

        output, backward = jax.vjp(forward, query, key, value)
        return output, backward(gradient)

    results = [None]

    def step():
        results[0] = both_ways(query, key, value, gradient)

    return step, lambda: jax.block_until_ready(results[0])


serve(*(training_step() if "model" in CASE else attention_step()))
