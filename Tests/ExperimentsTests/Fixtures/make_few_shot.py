"""Writes few_shot.json: scores of the 10-shot probe by NumPy.

    python3 Tests/ExperimentsTests/Fixtures/make_few_shot.py

The method is that of big_vision's evaluators/fewshot_lsr.py, written from its description: shots
standardised by their mean and population standard deviation plus 1e-5, a constant feature of 100,
targets 1 and -1, ridge regression with l2 = 1024. The solution comes from a singular value
decomposition, unlike in the Swift code, whose normal equations a Cholesky factor solves.

The representations are multiples of 1/1024, so that they are the same floats on both sides. The last
part draws the shots of the digits that ship with the project, by a Philox generator of its own, and
probes their raw pixels. Made with numpy 2.4, in a second.
"""

import base64
import gzip
import hashlib
import json
import pathlib

import numpy as np

RIDGE, BIAS_FEATURE, FLOOR = 1024.0, 100.0, 1e-5
SHOTS, DRAWS = 10, 3
HERE = pathlib.Path(__file__).resolve().parent
DIGITS = HERE.parents[2] / "Sources/Datasets/Known/DigitsContent.swift"


def probe_scores(shots, labels, classes, tests):
    """Scores [tests, classes]; everything in float64."""
    shots, tests = shots.astype(np.float64), tests.astype(np.float64)
    mean, deviation = shots.mean(axis=0), shots.std(axis=0) + FLOOR

    def features(x):
        x = (x - mean) / deviation
        return np.concatenate([x, np.full((len(x), 1), BIAS_FEATURE)], axis=1)

    targets = np.where(labels[:, None] == np.arange(classes), 1.0, -1.0)
    left, singular, right = np.linalg.svd(features(shots), full_matrices=False)
    weights = right.T @ ((singular / (singular**2 + RIDGE))[:, None] * (left.T @ targets))
    return features(tests) @ weights


def synthetic_case(name, seed, classes, width, tests, constant=(), scale=1.0):
    """Class means with noise; columns of `constant` do not vary among the shots, and do elsewhere."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(classes, width))

    def draw(labels):
        values = centres[labels] + 1.5 * rng.normal(size=(len(labels), width))
        return (np.round(scale * values * 1024) / 1024).astype(np.float32)

    labels = np.repeat(np.arange(classes), SHOTS)
    test_labels = rng.integers(0, classes, size=tests)
    shots, test = draw(labels), draw(test_labels)
    for column in constant:
        shots[:, column] = shots[0, column]
    scores = probe_scores(shots, labels, classes, test)
    return {
        "name": name,
        "classes": classes,
        "shots": shots.ravel().tolist(),
        "labels": labels.tolist(),
        "tests": test.ravel().tolist(),
        "testLabels": test_labels.tolist(),
        "scores": scores.ravel().tolist(),
        "accuracy": float((scores.argmax(axis=1) == test_labels).mean()),
    }


class RandomStream:
    """Philox 4x32-10 (Salmon et al., 2011), keyed by a seed and a name as the project does."""

    MASK32, MASK64 = 2**32 - 1, 2**64 - 1

    def __init__(self, seed, name):
        digest = 0xCBF29CE484222325
        for byte in name.encode():
            digest = (digest ^ byte) * 0x100000001B3 & self.MASK64
        key = self.mix(seed ^ self.mix(digest))
        self.key = (key & self.MASK32, key >> 32)
        self.counter, self.words = 0, []

    @classmethod
    def mix(cls, value):
        z = value + 0x9E3779B97F4A7C15 & cls.MASK64
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & cls.MASK64
        z = (z ^ z >> 27) * 0x94D049BB133111EB & cls.MASK64
        return z ^ z >> 31

    def next32(self):
        if not self.words:
            c = [self.counter & self.MASK32, self.counter >> 32, 0, 0]
            k = list(self.key)
            for _ in range(10):
                p, q = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
                c = [q >> 32 ^ c[1] ^ k[0], q & self.MASK32, p >> 32 ^ c[3] ^ k[1], p & self.MASK32]
                k = [k[0] + 0x9E3779B9 & self.MASK32, k[1] + 0xBB67AE85 & self.MASK32]
            self.words = c
            self.counter += 1
        return self.words.pop(0)

    def below(self, bound):
        product = self.next32() * bound
        while product & self.MASK32 < 2**32 % bound:
            product = self.next32() * bound
        return product >> 32

    def permutation(self, count):
        order = list(range(count))
        for i in range(count - 1, 0, -1):
            j = self.below(i + 1)
            order[i], order[j] = order[j], order[i]
        return order


def digits_case():
    """Accuracies of raw pixels in [-1, 1] as the representation, one for each draw."""
    packed = DIGITS.read_text().split('"""')[1]
    content = gzip.decompress(base64.b64decode("".join(packed.split())))
    values = np.frombuffer(content, dtype=np.uint8, offset=content.index(b"\n") + 1)
    images, labels = values[: 1797 * 64].reshape(-1, 8, 8), values[1797 * 64 :]
    images = ((images.astype(np.int32) * 255 + 8) // 16).astype(np.uint8)
    images = np.pad(images.repeat(3, axis=1).repeat(3, axis=2), ((0, 0), (2, 2), (2, 2)))
    parts = [slice(None, 897), slice(897, None)]
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(labels[part])} 28 28 1\n".encode())
        digest.update(images[part].tobytes() + labels[part].tobytes())
    digest = digest.hexdigest()
    pixels = images.reshape(-1, 784).astype(np.float32) / np.float32(127.5) - np.float32(1)
    tests, test_labels = pixels[parts[1]], labels[parts[1]]
    accuracies, all_shots = [], []
    for draw in range(DRAWS):
        stream = RandomStream(draw, "few-shot/" + digest)
        shots = []
        for label in range(10):
            members = np.flatnonzero(labels[parts[0]] == label)
            shots += [int(members[i]) for i in stream.permutation(len(members))[:SHOTS]]
        scores = probe_scores(pixels[shots], labels[shots], 10, tests)
        accuracies.append(float((scores.argmax(axis=1) == test_labels).mean()))
        all_shots.append(shots)
    return {"digest": digest, "shots": all_shots, "accuracies": accuracies}


def main():
    fixture = {
        "cases": [
            synthetic_case("more shots than features", 1, classes=4, width=6, tests=12),
            synthetic_case("more features than shots", 2, classes=2, width=33, tests=12),
            synthetic_case(
                "features that do not vary", 3, classes=3, width=8, tests=12, constant=(0, 5)),
            synthetic_case("two classes, one feature", 4, classes=2, width=1, tests=12),
            synthetic_case("large values", 5, classes=3, width=5, tests=12, scale=300.0),
        ],
        "digits": digits_case(),
    }
    (HERE / "few_shot.json").write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
    print(fixture["digits"]["digest"], fixture["digits"]["accuracies"])


if __name__ == "__main__":
    main()
