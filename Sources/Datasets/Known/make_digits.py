"""Writes DigitsContent.swift, the 8 x 8 digits that ship with the project, from scikit-learn's copy.

    python3 -m pip download --no-deps scikit-learn==1.7.2
    python3 Sources/Datasets/Known/make_digits.py scikit_learn-1.7.2-*.whl

The set is the test part of "Optical Recognition of Handwritten Digits" (Alpaydin and Kaynak, 1998,
UCI Machine Learning Repository, doi 10.24432/C50P49, CC BY 4.0): 1,797 images. Their values and their
order are unchanged; only the form is ours: one line of text that names source and licence, 64 bytes
from 0 to 16 for each image, one byte for each label, all of it as gzip and then base64. A text compiles
in no time, where a list of as many bytes takes seven seconds. The digest that Digits.swift states is
printed.
"""

import base64
import gzip
import hashlib
import io
import pathlib
import sys
import zipfile

import numpy as np

NOTICE = (
    "Optical Recognition of Handwritten Digits, test part, 8 x 8 pixels from 0 to 16; E. Alpaydin and "
    "C. Kaynak, 1998, UCI Machine Learning Repository, https://doi.org/10.24432/C50P49; CC BY 4.0, "
    "https://creativecommons.org/licenses/by/4.0/; repacked without a change of values\n"
)
TRAINING_IMAGES = 897
SWIFT = """// Written by make_digits.py, which names source and licence (CC BY 4.0).

extension Digits {{
  /// gzip as base64: the source in one line, 64 bytes for each image, one for each label.
  static let content = \"\"\"
{lines}
    \"\"\"
}}
"""


def read(wheel):
    """Images [1797, 64] and labels [1797]."""
    with zipfile.ZipFile(wheel) as archive:
        table = gzip.decompress(archive.read("sklearn/datasets/data/digits.csv.gz"))
    values = np.loadtxt(io.BytesIO(table), delimiter=",")
    assert values.shape == (1797, 65) and values.min() == 0 and values[:, :64].max() == 16
    return values[:, :64].astype(np.uint8), values[:, 64].astype(np.uint8)


def enlarge(images):
    """[n, 64] from 0 to 16 becomes [n, 28, 28] from 0 to 255: pixels tripled, a border of two."""
    scaled = ((images.astype(np.int32) * 255 + 8) // 16).astype(np.uint8).reshape(-1, 8, 8)
    return np.pad(scaled.repeat(3, axis=1).repeat(3, axis=2), ((0, 0), (2, 2), (2, 2)))


def digest(images, labels):
    """As Dataset.digest has it."""
    sha = hashlib.sha256()
    for part in (slice(None, TRAINING_IMAGES), slice(TRAINING_IMAGES, None)):
        sha.update(f"{len(labels[part])} 28 28 1\n".encode())
        sha.update(images[part].tobytes())
        sha.update(labels[part].tobytes())
    return sha.hexdigest()


def main():
    images, labels = read(sys.argv[1])
    content = NOTICE.encode("ascii") + images.tobytes() + labels.tobytes()
    packed = base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()
    lines = "\n".join("    " + packed[i : i + 96] for i in range(0, len(packed), 96))
    target = pathlib.Path(__file__).parent / "DigitsContent.swift"
    target.write_text(SWIFT.format(lines=lines))
    print(f"{target}: digest {digest(enlarge(images), labels)}")


if __name__ == "__main__":
    main()
