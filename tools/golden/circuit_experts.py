"""Makes test/golden/circuit-experts.json: outputs, gradients and a short training of mixtures with circuits in experts and routers.

    python -m venv /tmp/venv-pl
    /tmp/venv-pl/bin/pip install torch==2.15.0 pennylane==0.45.1 numpy==2.4.6
    /tmp/venv-pl/bin/python tools/golden/circuit_experts.py            (from the root of the checkout, some seconds, no GPU)

Circuits are PennyLane's own AngleEmbedding or AmplitudeEmbedding (pad_with=0, normalize=True) and StronglyEntanglingLayers on
default.qubit, float64; torch does the rest, and differentiates all of it.
"""

import json
import sys
from pathlib import Path

# A neighbour's name would hide the library.
sys.path = [p for p in sys.path if Path(p).resolve() != Path(__file__).resolve().parent]

import pennylane as qml
import torch

SCRIPT = "tools/golden/circuit_experts.py"
TARGET = Path(__file__).resolve().parents[2] / "test" / "golden" / "circuit-experts.json"
torch.set_default_dtype(torch.float64)

BATCH, STEPS, LEARNING_RATE = 7, 10, 0.05


class Reader:
    """Cuts arrays off a flat vector, in the order in which they are asked for."""

    def __init__(self, flat):
        self.flat, self.at = flat, 0

    def take(self, *shape):
        size = torch.Size(shape).numel()
        self.at += size
        return self.flat[self.at - size : self.at].reshape(shape)

    def linear(self, x, outputs):
        weight, bias = self.take(outputs, x.shape[1]), self.take(outputs)
        return x @ weight.T + bias


def expectations(x, theta, embedding, axis):
    wires = range(theta.shape[1])

    @qml.qnode(qml.device("default.qubit", wires=len(wires)), interface="torch", diff_method="backprop")
    def node(x, theta):
        if embedding == "angle":
            qml.AngleEmbedding(x, wires=wires, rotation=axis)
        else:
            qml.AmplitudeEmbedding(x, wires=wires, pad_with=0, normalize=True)
        qml.StronglyEntanglingLayers(theta, wires=wires)
        return [qml.expval(qml.PauliZ(w)) for w in wires]

    return torch.stack(node(x, theta), 1)


def linear(reader, x, outputs):
    return reader.linear(x, outputs)


def mlp(hidden):
    def part(reader, x, outputs):
        return reader.linear(torch.relu(reader.linear(x, hidden)), outputs)

    return part


def circuit(qubits, layers, embedding, axis="X", readout="linear"):
    def part(reader, x, outputs):
        inputs = qubits if embedding == "angle" else min(x.shape[1], 2**qubits)
        mapped = x if x.shape[1] == inputs else reader.linear(x, inputs)
        z = expectations(mapped, reader.take(layers, qubits, 3), embedding, axis)
        return z if readout == "none" else reader.linear(z, outputs)

    return part


def case(seed, features, classes, model, router, experts, width=None):
    draw = torch.Generator().manual_seed(seed)
    x = torch.rand(BATCH, features, generator=draw) * torch.pi
    y = torch.randint(classes, (BATCH,), generator=draw)

    def forward(flat):
        reader = Reader(flat)
        weights = torch.softmax(router(reader, x, len(experts)), 1)
        answers = torch.stack([expert(reader, x, width or classes) for expert in experts], 1)
        total = (weights[:, :, None] * answers).sum(1)
        return weights, reader.linear(total, classes) if width else total, reader.at

    length = forward(torch.full((100_000,), 0.5))[2]
    params = torch.nn.Parameter(torch.rand(length, generator=draw) * 2 - 1)
    start = params.tolist()
    weights, logits, _ = forward(params)
    loss = torch.nn.functional.cross_entropy(logits, y)
    (grads,) = torch.autograd.grad(loss, params)
    optimiser = torch.optim.Adam([params], lr=LEARNING_RATE)
    losses = []
    for _ in range(STEPS):
        optimiser.zero_grad()
        step_loss = torch.nn.functional.cross_entropy(forward(params)[1], y)
        step_loss.backward()
        optimiser.step()
        losses.append(step_loss.item())
    return {
        "model": model,
        "features": features,
        "classes": classes,
        "x": x.flatten().tolist(),
        "y": y.tolist(),
        "params": start,
        "weights": weights.flatten().tolist(),
        "logits": logits.flatten().tolist(),
        "loss": loss.item(),
        "grads": grads.tolist(),
        "trained": {"losses": losses, "params": params.tolist()},
    }


def spec(router, experts, aggregation):
    return {"router": router, "experts": experts, "gating": {"kind": "softmax"}, "aggregation": aggregation}


LINEAR, SUM = {"kind": "linear"}, {"kind": "sum"}
amplitudes = {"kind": "circuit", "embedding": "amplitude"}
phase1 = {**amplitudes, "qubits": 4, "layers": 2, "readout": "none"}
angles = {"kind": "circuit", "layers": 1, "axis": "Y"}
head = lambda width: {"kind": "head", "width": width}

golden = {
    "tool": "PennyLane and torch",
    "version": f"PennyLane {qml.__version__}, torch {torch.__version__}",
    "script": SCRIPT,
    "learningRate": LEARNING_RATE,
    "cases": [
        # Phase 1 of arXiv 2512.22296: 16 pixels, circuits of 4 qubits on amplitudes, a head.
        case(1, 16, 2, spec(LINEAR, [phase1] * 3, head(4)), linear, [circuit(4, 2, "amplitude", readout="none")] * 3, 4),
        # The same with its classical experts.
        case(2, 16, 2, spec(LINEAR, [{"kind": "mlp", "hidden": 8}] * 3, head(4)), linear, [mlp(8)] * 3, 4),
        # Padded amplitudes behind no map, a readout, a sum.
        case(3, 6, 3, spec(LINEAR, [{**amplitudes, "layers": 1}] * 2, SUM), linear, [circuit(3, 1, "amplitude")] * 2),
        # More features than amplitudes: the derivative goes through the normalisation to the map before it.
        case(4, 5, 2, spec(LINEAR, [{**amplitudes, "layers": 2, "qubits": 2}] * 2, SUM), linear, [circuit(2, 2, "amplitude")] * 2),
        # Angles, direct and behind a map; experts of several kinds; a router on amplitudes.
        case(
            5,
            3,
            2,
            spec({"kind": "quantum", "layers": 2, "embedding": "amplitude"}, [angles, {**angles, "qubits": 2}, LINEAR], head(5)),
            circuit(2, 2, "amplitude"),
            [circuit(3, 1, "angle", "Y"), circuit(2, 1, "angle", "Y"), linear],
            5,
        ),
    ],
}
TARGET.write_text(json.dumps(golden) + "\n")
