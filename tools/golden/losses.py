"""Makes test/golden/losses.json: losses of torch, each a mean over the batch, and their derivatives by the outputs.

    pip install torch==2.15.0 numpy
    python tools/golden/losses.py            (from the root of the checkout)
"""

import json
from pathlib import Path

import torch
from torch.nn import BCEWithLogitsLoss, CrossEntropyLoss, HuberLoss, MSELoss

SCRIPT = "tools/golden/losses.py"
TARGET = Path(__file__).resolve().parents[2] / "test" / "golden" / "losses.json"
torch.set_default_dtype(torch.float64)
BATCH = 7


def case(kind, options, size, outputs, targets, loss):
    outputs = outputs.requires_grad_()
    value = loss(outputs)
    value.backward()
    return {
        "spec": {"kind": kind, **options},
        "size": size,
        "batch": BATCH,
        "outputs": outputs.flatten().tolist(),
        "targets": targets.flatten().tolist(),
        "loss": value.item(),
        "grads": outputs.grad.flatten().tolist(),
    }


def cross_entropy(classes, weights, smoothing):
    draw = torch.Generator().manual_seed(classes)
    outputs = 3 * torch.randn(BATCH, classes, generator=draw)
    labels = torch.arange(BATCH) % classes
    rule = CrossEntropyLoss(weight=torch.tensor(weights) if weights else None, label_smoothing=smoothing)
    options = {"classWeights": weights, "smoothing": smoothing}
    return case("crossEntropy", options, classes, outputs, labels, lambda z: rule(z, labels))


def binary(weight):
    draw = torch.Generator().manual_seed(11)
    outputs = 4 * torch.randn(BATCH, 1, generator=draw)
    labels = torch.arange(BATCH) % 2
    rule = BCEWithLogitsLoss(pos_weight=torch.tensor(weight))
    return case("binary", {"positiveWeight": weight}, 2, outputs, labels, lambda z: rule(z[:, 0], labels.double()))


def numbers(kind, options, size, rule):
    draw = torch.Generator().manual_seed(12 + size)
    outputs = torch.randn(BATCH, size, generator=draw)
    targets = outputs + 1.5 * torch.randn(BATCH, size, generator=draw)
    return case(kind, options, size, outputs, targets, lambda z: rule(z, targets))


golden = {
    "tool": "torch.nn",
    "version": f"torch {torch.__version__}",
    "script": SCRIPT,
    "cases": [
        cross_entropy(2, [], 0.0),
        cross_entropy(3, [], 0.0),
        cross_entropy(2, [0.3, 2.5], 0.0),
        cross_entropy(4, [1.0, 0.2, 3.0, 7.0], 0.0),
        cross_entropy(2, [], 0.1),
        cross_entropy(3, [1.0, 0.5, 4.0], 0.25),
        cross_entropy(3, [], 1.0),
        binary(1.0),
        binary(3.5),
        numbers("meanSquared", {}, 1, MSELoss()),
        numbers("meanSquared", {}, 3, MSELoss()),
        numbers("huber", {"delta": 1.0}, 1, HuberLoss()),
        numbers("huber", {"delta": 0.4}, 3, HuberLoss(delta=0.4)),
    ],
}
TARGET.write_text(json.dumps(golden) + "\n")
