"""Makes test/golden/mixtures.json: torch's outputs, gradients and a short training for a mixture behind each kind of router.

    pip install torch==2.15.0 numpy
    python tools/golden/mixtures.py            (from the root of the checkout)

The circuit is a statevector simulated in torch, wire 0 most significant, differentiated by torch's autograd.
"""

import itertools
import json
from pathlib import Path

import torch

SCRIPT = "tools/golden/mixtures.py"
TARGET = Path(__file__).resolve().parents[2] / "test" / "golden" / "mixtures.json"
torch.set_default_dtype(torch.float64)

BATCH, EXPERTS, CLASSES, STEPS, LEARNING_RATE = 7, 3, 2, 10, 0.05


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


def products(x, factors):
    columns = []
    for choice in itertools.product(factors, repeat=x.shape[1]):
        columns.append(torch.stack([f(x[:, i]) for i, f in enumerate(choice)]).prod(0))
    return torch.stack(columns[1:], 1)


def matrix(rows):
    return torch.stack([torch.stack([e.to(torch.complex128) for e in row], -1) for row in rows], -2)


def rotation(axis, t):
    c, s = torch.cos(t / 2), torch.sin(t / 2)
    if axis == "X":
        return matrix([[c, -1j * s], [-1j * s, c]])
    if axis == "Y":
        return matrix([[c, -s], [s, c]])
    return matrix([[torch.exp(-0.5j * t), 0 * t], [0 * t, torch.exp(0.5j * t)]])


def apply(state, wire, u):
    """state: (batch, 2, ..., 2); u: (2, 2) or (batch, 2, 2)."""
    moved = state.movedim(wire + 1, -1).contiguous()
    shape = moved.shape
    flat = moved.reshape(shape[0], -1, 2)
    return (flat @ u.mT).reshape(shape).movedim(-1, wire + 1)


def cnot(state, control, target):
    zero, one = state.unbind(control + 1)
    axis = target + 1 if target < control else target
    return torch.stack([zero, one.flip(axis)], control + 1)


def circuit(x, theta, axis):
    batch, n = x.shape
    state = torch.zeros(batch, 2**n, dtype=torch.complex128)
    state[:, 0] = 1
    state = state.reshape(batch, *[2] * n)
    for w in range(n):
        state = apply(state, w, rotation(axis, x[:, w]))
    for l, layer in enumerate(theta):
        for w in range(n):
            for kind, angle in zip("ZYZ", layer[w]):
                state = apply(state, w, rotation(kind, angle))
        for w in range(n):
            state = cnot(state, w, (w + l % (n - 1) + 1) % n)
    probabilities = state.abs() ** 2
    signs = torch.tensor([1.0, -1.0])
    others = lambda w: [a for a in range(1, n + 1) if a != w + 1]
    return torch.stack([probabilities.sum(others(w)) @ signs if n > 1 else probabilities @ signs for w in range(n)], 1)


def linear_router(reader, x):
    return reader.linear(x, EXPERTS)


def mlp_router(reader, x):
    return reader.linear(torch.relu(reader.linear(x, 5)), EXPERTS)


def trigonometric_router(factors):
    def router(reader, x):
        inputs = reader.linear(x, 4) if x.shape[1] > 4 else x
        return reader.linear(products(inputs, factors), EXPERTS)

    return router


def quantum_router(layers, axis, qubits):
    def router(reader, x):
        inputs = x if x.shape[1] == qubits else reader.linear(x, qubits)
        theta = reader.take(layers, qubits, 3)
        return reader.linear(circuit(inputs, theta, axis), EXPERTS)

    return router


def case(seed, features, spec, router):
    draw = torch.Generator().manual_seed(seed)
    x = torch.rand(BATCH, features, generator=draw) * torch.pi
    y = torch.randint(CLASSES, (BATCH,), generator=draw)

    def forward(flat):
        reader = Reader(flat)
        weights = torch.softmax(router(reader, x), 1)
        answers = torch.stack([reader.linear(x, CLASSES) for _ in range(EXPERTS)], 1)
        return weights, (weights[:, :, None] * answers).sum(1), reader.at

    length = forward(torch.zeros(100_000))[2]
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
        "router": spec,
        "features": features,
        "x": x.flatten().tolist(),
        "y": y.tolist(),
        "params": start,
        "weights": weights.flatten().tolist(),
        "logits": logits.flatten().tolist(),
        "loss": loss.item(),
        "grads": grads.tolist(),
        "trained": {"losses": losses, "params": params.tolist()},
    }


one = torch.ones_like
everything, cosines = [one, torch.cos, torch.sin], [one, torch.cos]
golden = {
    "tool": "torch",
    "version": f"torch {torch.__version__}",
    "script": SCRIPT,
    "experts": EXPERTS,
    "classes": CLASSES,
    "learningRate": LEARNING_RATE,
    "cases": [
        case(1, 2, {"kind": "linear"}, linear_router),
        case(2, 3, {"kind": "mlp", "hidden": 5}, mlp_router),
        case(3, 2, {"kind": "trigonometric", "terms": "all"}, trigonometric_router(everything)),
        case(4, 3, {"kind": "trigonometric", "terms": "cosine"}, trigonometric_router(cosines)),
        case(5, 6, {"kind": "trigonometric", "terms": "cosine"}, trigonometric_router(cosines)),
        case(6, 2, {"kind": "quantum", "layers": 3}, quantum_router(3, "X", 2)),
        case(7, 3, {"kind": "quantum", "layers": 2, "axis": "Y"}, quantum_router(2, "Y", 3)),
        case(8, 6, {"kind": "quantum", "layers": 1}, quantum_router(1, "X", 4)),
    ],
}
TARGET.write_text(json.dumps(golden) + "\n")
