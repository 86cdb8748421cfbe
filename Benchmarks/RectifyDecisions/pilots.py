"""Prints the accuracies of the pilots in a run store, as Sources/Claims/pilot-accuracies.yaml holds them.

    python3 Benchmarks/RectifyDecisions/pilots.py runs/pilots > Sources/Claims/pilot-accuracies.yaml

Arms of one model that share their seeds make a panel, in which differences are paired.
"""

import json
import pathlib
import sys

MODELS = {("32", "4"): "S/32", ("32", "2"): "S/16", ("32", "1"): "S/8", ("64", "4"): "B/32"}
# Models too dear for a pilot of this length, and the one that stands for them.
STANDING = {("S/16", 60000): ["S/8", "B/16", "L/16"]}

HEAD = """\
# What pilots on Fashion-MNIST measured, before the ladder's rules were fixed: from these the probability is
# simulated that a rung decides a claim. Made by Benchmarks/RectifyDecisions/pilots.py; see pilots.yaml
# beside it. Pilots use seeds 0 to 99, the ladder 100 and up. Accuracies are in per cent, one for each of
# the panel's seeds. S/16 stands for S/8, B/16 and L/16, which no pilot trained with 60,000 images.
schemaVersion: 2
panels:"""


def arm(fields):
    name = fields["model.attention"]
    if "model.alphaHundredths" in fields:
        name += f"@{int(fields['model.alphaHundredths']) / 100:g}"
    if fields.get("model.gate", "none") != "none":
        name += " gated"
    if fields.get("model.qkNorm", "true") == "false":
        name += " without qk-layernorm"
    return name


def main(store):
    runs = {}
    for result in sorted(pathlib.Path(store).glob("*/result.json")):
        fields = json.loads((result.parent / "spec.json").read_text())["specification"]
        seed = int(fields["seed"])
        if seed > 99:
            sys.exit(f"{result}: seed {seed} is no pilot's; name a store of pilots alone.")
        model = MODELS[fields["model.width"], fields["model.patch"]]
        key = model, int(fields["recipe.images"])
        accuracy = json.loads(result.read_text())["accuracy"]
        runs.setdefault(key, {}).setdefault(arm(fields), {})[seed] = round(100 * accuracy, 2)
    print(HEAD)
    order = list(MODELS.values())
    for (model, images), arms in sorted(runs.items(), key=lambda item: order.index(item[0][0])):
        for seeds in sorted({tuple(sorted(a)) for a in arms.values()}, key=lambda s: (-len(s), s)):
            members = {name: a for name, a in arms.items() if set(seeds) <= set(a)}
            if len(members) < 2 or "relu@1" not in members:
                continue
            print(f"  # Seeds {', '.join(map(str, seeds))}.")
            print(f"  - models: [{', '.join([model] + STANDING.get((model, images), []))}]")
            print(f"    images: {images}")
            print("    arms:")
            for name, a in sorted(members.items()):
                print(f"      - {{arm: {name}, accuracies: {[a[seed] for seed in seeds]}}}")


main(sys.argv[1])
