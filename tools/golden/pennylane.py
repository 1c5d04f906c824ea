"""Makes test/golden/pennylane.json: gate matrices, expectations and gradients from PennyLane's default.qubit, float64.

    python -m venv /tmp/venv-pl
    /tmp/venv-pl/bin/pip install pennylane==0.45.1 numpy==2.4.6
    /tmp/venv-pl/bin/python tools/golden/pennylane.py            (from the root of the checkout, some seconds, no GPU)

Python 3.11 or later. Circuits are written as the ops of quantum/circuit.ts. `templates` runs PennyLane's own
AngleEmbedding and StronglyEntanglingLayers, and its ops are read off their decomposition; `circuits` runs the ops
listed here. Expectations are <Z_i> of each wire, (batch, qubits); gradients are of sum(cotangent * Z): by the
parameters summed over the batch, by the inputs for each sample. They come from backpropagation, and the script stops
if PennyLane's adjoint method gives others. `measured` has other outputs in place of <Z_i>: sums of Pauli strings,
probabilities, and states (real and imaginary part of each amplitude in turn). `metrics` are block-diagonal
Fubini-Study metrics, averaged over the batch.
"""

import sys
from pathlib import Path

# This file's own name would hide the library.
sys.path = [p for p in sys.path if Path(p).resolve() != Path(__file__).resolve().parent]

import json

import numpy
import pennylane as qml
from pennylane import numpy as pnp

SCRIPT = "tools/golden/pennylane.py"
TARGET = Path(__file__).resolve().parents[2] / "test" / "golden" / "pennylane.json"
TAU = 2 * numpy.pi


def Sdg(wires):
    return qml.adjoint(qml.S(wires=wires))


def Tdg(wires):
    return qml.adjoint(qml.T(wires=wires))


# Name in quantum/gates: PennyLane's operator, its wires, its angles.
GATES = {
    "I": (qml.Identity, 1, 0),
    "Y": (qml.PauliY, 1, 0),
    "S": (qml.S, 1, 0),
    "Sdg": (Sdg, 1, 0),
    "T": (qml.T, 1, 0),
    "Tdg": (Tdg, 1, 0),
    "SX": (qml.SX, 1, 0),
    "PhaseShift": (qml.PhaseShift, 1, 1),
    "U3": (qml.U3, 1, 3),
    "CY": (qml.CY, 2, 0),
    "SWAP": (qml.SWAP, 2, 0),
    "CRX": (qml.CRX, 2, 1),
    "CRY": (qml.CRY, 2, 1),
    "CRZ": (qml.CRZ, 2, 1),
    "CPhase": (qml.ControlledPhaseShift, 2, 1),
    "IsingXX": (qml.IsingXX, 2, 1),
    "IsingYY": (qml.IsingYY, 2, 1),
    "IsingZZ": (qml.IsingZZ, 2, 1),
    "Toffoli": (qml.Toffoli, 3, 0),
    "RX": (qml.RX, 1, 1),
    "RY": (qml.RY, 1, 1),
    "RZ": (qml.RZ, 1, 1),
    "Rot": (qml.Rot, 1, 3),
    "H": (qml.Hadamard, 1, 0),
    "X": (qml.PauliX, 1, 0),
    "Z": (qml.PauliZ, 1, 0),
    "CNOT": (qml.CNOT, 2, 0),
    "CZ": (qml.CZ, 2, 0),
}
NAMES = {operator.__name__: name for name, (operator, _, _) in GATES.items()}


def matrices():
    turns = [0.0, 0.3, numpy.pi / 2, -numpy.pi, 2.5, -4.4, 7.1]
    triples = [(0.1, 0.2, 0.3), (-1.4, 2.2, 0.6), (3.1, -0.7, -2.9), (0.0, numpy.pi, 1.0), (5.9, 4.0, 6.1)]
    cases = []
    for name, (operator, wires, angles) in GATES.items():
        for values in {0: [()], 1: [(t,) for t in turns], 3: triples}[angles]:
            entries = numpy.asarray(qml.matrix(operator(*values, wires=range(wires))), dtype=complex).flatten()
            cases.append({"gate": name, "angles": values, "matrix": [[e.real, e.imag] for e in entries]})
    return cases


def run(qubits, apply, params, inputs, cotangent, amplitudes=0):
    """apply(params, x) queues the gates. params: (P,); inputs: (batch, I), the first `amplitudes` of which are the start; cotangent: (batch, qubits)."""

    def body(p, x):
        if amplitudes:
            qml.AmplitudeEmbedding(x[:amplitudes], wires=range(qubits), pad_with=0.0, normalize=True)
        apply(p, x)
        return [qml.expval(qml.PauliZ(w)) for w in range(qubits)]

    def gradients(method):
        node = qml.QNode(body, qml.device("default.qubit", wires=qubits), interface="autograd", diff_method=method)
        wanted = [k for k, size in enumerate([params.size, inputs.shape[1]]) if size > 0]
        if amplitudes and method == "adjoint":
            wanted.remove(1)  # It has no derivative by a start.
        grad_params, grad_inputs, z = numpy.zeros(params.size), numpy.zeros(inputs.shape), []
        for s, (x, weights) in enumerate(zip(inputs, cotangent)):
            p, x = pnp.array(params, requires_grad=True), pnp.array(x, requires_grad=True)
            z.append(numpy.array(node(p, x), dtype=float))
            loss = lambda p, x: pnp.sum(pnp.stack(node(p, x)) * weights)
            grads = qml.grad(loss, argnums=wanted)(p, x) if wanted else ()
            for k, grad in zip(wanted, grads):
                if k == 0:
                    grad_params += grad
                else:
                    grad_inputs[s] = grad
        return numpy.array(z), grad_params, grad_inputs

    z, grad_params, grad_inputs = gradients("backprop")
    compared = (z, grad_params) if amplitudes else (z, grad_params, grad_inputs)
    for ours, theirs in zip(compared, gradients("adjoint")):
        assert numpy.allclose(ours, theirs, rtol=0, atol=1e-12), "backprop and adjoint differ"
    return {
        "params": params.tolist(),
        "inputs": inputs.tolist(),
        "cotangent": cotangent.tolist(),
        "expectations": z.tolist(),
        "gradParams": grad_params.tolist(),
        "gradInputs": grad_inputs.tolist(),
    }


def template(seed, qubits, layers, axis, batch):
    draw = numpy.random.default_rng(seed)
    weights = draw.uniform(0, TAU, (layers, qubits, 3))
    inputs = draw.uniform(-numpy.pi, numpy.pi, (batch, qubits))
    cotangent = draw.uniform(-1, 1, (batch, qubits))
    wires = range(qubits)

    def apply(p, x):
        qml.AngleEmbedding(x, wires=wires, rotation=axis)
        qml.StronglyEntanglingLayers(qml.math.reshape(p, weights.shape), wires=wires)

    # Each number is drawn once, so that it tells which parameter or input an angle of the decomposition is.
    sources = {v: source("param", i) for i, v in enumerate(weights.flatten())}
    sources |= {v: source("input", i) for i, v in enumerate(inputs[0])}
    assert len(sources) == weights.size + qubits
    decomposed = qml.AngleEmbedding(inputs[0], wires=wires, rotation=axis).decomposition()
    decomposed += qml.StronglyEntanglingLayers(weights, wires=wires).decomposition()
    ops = [op(NAMES[type(o).__name__], list(o.wires), [sources[float(v)] for v in o.data]) for o in decomposed]
    values = run(qubits, apply, weights.flatten(), inputs, cotangent)
    return {"qubits": qubits, "layers": layers, "axis": axis, "numInputs": qubits, "ops": ops, **values}


def source(kind, index, scale=1):
    return {"from": kind, "index": index, "scale": scale}


def op(gate, wires, angles=()):
    return {"gate": gate, "wires": wires, "angles": list(angles)}


def p(index, scale=1):
    return source("param", index, scale)


def x(index, scale=1):
    return source("input", index, scale)


def px(parameter, index, scale=1):
    """An input times a parameter."""
    return {"from": "scaledInput", "index": index, "param": parameter, "scale": scale}


def angle_of(a, params, sample):
    if not isinstance(a, dict):
        return a
    if a["from"] == "scaledInput":
        return a["scale"] * params[a["param"]] * sample[a["index"]]
    return a["scale"] * (params if a["from"] == "param" else sample)[a["index"]]


def each(gate, qubits, *angles):
    """The gate on every wire; angles are functions of the wire or fixed."""
    return [op(gate, [w], [a(w) if callable(a) else a for a in angles]) for w in range(qubits)]


def layer(qubits, first, reach=1):
    """Rot on every wire with parameters from `first` on, then a ring of CNOTs."""
    rotations = each("Rot", qubits, *[lambda w, k=k: p(first + 3 * w + k) for k in range(3)])
    return rotations + [op("CNOT", [w, (w + reach) % qubits]) for w in range(qubits)]


def random_ops(seed, qubits, params, inputs, length):
    draw = numpy.random.default_rng(seed)

    def angle():
        kind = draw.integers(5)
        if kind == 0:
            return round(draw.uniform(-4, 4), 3)
        scale = float(draw.choice([1, 1, -1, 0.5, 2.25]))
        return p(int(draw.integers(params)), scale) if kind < 3 else x(int(draw.integers(inputs)), scale)

    names = [name for name, (_, wires, _) in GATES.items() if wires <= qubits]
    ops = []
    for _ in range(length):
        name = str(draw.choice(names))
        _, wires, angles = GATES[name]
        on = [int(w) for w in draw.permutation(qubits)[:wires]]
        ops.append(op(name, on, [angle() for _ in range(angles)]))
    return ops


def listed(seed, name, qubits, ops, inputs, batch, amplitudes=0):
    sources = [a for o in ops for a in o["angles"] if isinstance(a, dict)]
    named = [a["index"] if a["from"] == "param" else a.get("param", -1) for a in sources]
    count = max([k + 1 for k in named], default=0)
    draw = numpy.random.default_rng(seed)
    values = (draw.uniform(0, TAU, count), draw.uniform(-3, 3, (batch, inputs)), draw.uniform(-1, 1, (batch, qubits)))

    def apply(params, sample):
        for o in ops:
            GATES[o["gate"]][0](*[angle_of(a, params, sample) for a in o["angles"]], wires=o["wires"])

    found = run(qubits, apply, *values, amplitudes)
    return {"name": name, "qubits": qubits, "numInputs": inputs, "amplitudes": amplitudes, "ops": ops, **found}


def circuits():
    swap = [op("CNOT", [0, 2]), op("CNOT", [2, 0]), op("CNOT", [0, 2])]
    middle = [op("H", [0]), op("CZ", [0, 1]), op("X", [1]), op("Z", [2]), op("CZ", [2, 0]), op("H", [2])]
    reuploaded = []
    for k in range(4):
        reuploaded += each("Rot", 1, p(3 * k), p(3 * k + 1), p(3 * k + 2)) + each("RX", 1, x(0, 1 + k / 2))
    diagonal = each("H", 3) + each("RZ", 3, x) + each("RY", 3, lambda w: p(3 + w))
    diagonal += [op("CZ", [0, 1]), op("CZ", [1, 2])] + each("RX", 3, p)
    shared = each("RX", 3, p(0)) + each("RY", 3, lambda w: p(1, w - 1.5)) + swap + each("Rot", 3, p(0, -2), p(1), p(0))
    entangled = [op("X", [0]), op("CNOT", [0, 2]), op("H", [1]), op("CNOT", [1, 2])]
    phases = each("RZ", 2, lambda w: p(6 + w)) + [op("CZ", [0, 1]), op("Z", [0])] + each("RZ", 2, x)
    constants = [op("RX", [0], [0.7]), op("CNOT", [0, 1]), op("RY", [1], [-1.2])]
    # Name, qubits, inputs, batch, then the ops in parts.
    table = [
        ("input uploaded four times", 1, 1, 3, reuploaded),
        ("input twice in one Rot", 1, 1, 3, each("Rot", 1, x(0), p(0), x(0, -2)), each("RY", 1, 0.25)),
        (
            "uploaded twice, scaled", 3, 3, 3,
            each("RX", 3, x), layer(3, 0), each("RX", 3, lambda w: x(w, 0.5)), layer(3, 9, 2),
        ),
        (
            "uploaded about Y then Z, scales of both signs", 4, 4, 3,
            each("RY", 4, lambda w: x(w, 1.5)), layer(4, 0), each("RZ", 4, lambda w: x(w, -0.75)), layer(4, 12, 3),
        ),
        ("uploaded three times, layers share parameters", 2, 2, 3, (each("RX", 2, x) + layer(2, 0)) * 3),
        ("diagonal embedding between Hadamards, twice", 3, 3, 3, diagonal * 2),
        ("each parameter in many gates, with scales", 3, 0, 1, shared),
        (
            "H, X, Z and CZ in the middle", 3, 3, 3,
            each("RY", 3, x), layer(3, 0), middle, each("RX", 3, lambda w: p(9 + w)),
        ),
        ("entangled before the first rotation, and a swap", 3, 3, 3, entangled, each("RX", 3, x), swap, layer(3, 0)),
        ("phases before the measurement", 2, 2, 3, each("RX", 2, x), layer(2, 0), phases),
        ("one input on every wire, others unused", 4, 4, 3, each("RX", 4, lambda w: x(1, w + 1)), layer(4, 0)),
        ("no parameters", 2, 2, 3, each("RY", 2, x), [op("CZ", [0, 1])], each("Rot", 2, 0.4, x, -1.1), each("H", 2)),
        ("no inputs and no parameters", 2, 0, 1, constants),
        ("five qubits, uploaded twice", 5, 3, 2, (each("RY", 5, lambda w: x(w % 3)) + layer(5, 0, 2) + middle) * 2),
        (
            "six qubits, uploaded twice", 6, 6, 2,
            each("RX", 6, x), layer(6, 0, 5), each("RY", 6, lambda w: x(5 - w, 0.3)), layer(6, 18, 4),
        ),
        *[(f"random on {n} qubits", n, 4, 3, random_ops(300 + n, n, 5, 4, 12 * n)) for n in (1, 2, 3, 4, 5)],
    ]
    # Name, qubits, inputs, amplitudes, batch, then the ops in parts.
    started = [
        ("one qubit from two amplitudes", 1, 2, 2, 3, each("Rot", 1, p(0), p(1), p(2))),
        ("two layers on 16 amplitudes", 4, 16, 16, 3, layer(4, 0), layer(4, 12, 2)),
        ("five amplitudes of eight, padded", 3, 5, 5, 3, layer(3, 0), layer(3, 9, 2)),
        ("amplitudes that are angles as well", 2, 4, 3, 3, each("RX", 2, lambda w: x(w)), layer(2, 0), each("RY", 2, lambda w: x(3 - w, 0.5))),
        ("amplitudes, then entangled at once", 3, 8, 8, 2, entangled, phases, layer(3, 8)),
        (
            "inputs with trainable scales, uploaded twice", 3, 3, 0, 3,
            each("RX", 3, lambda w: px(w, w)), layer(3, 3), each("RY", 3, lambda w: px(2 - w, w, 0.5)), layer(3, 12, 2),
        ),
    ]
    return [
        listed(100 + k, name, qubits, sum(parts, []), inputs, batch)
        for k, (name, qubits, inputs, batch, *parts) in enumerate(table)
    ] + [
        listed(200 + k, name, qubits, sum(parts, []), inputs, batch, amplitudes)
        for k, (name, qubits, inputs, amplitudes, batch, *parts) in enumerate(started)
    ]


def zz_feature_map(x, qubits, repeats):
    """As Qiskit defines it, with PennyLane's gates."""
    for _ in range(repeats):
        for w in range(qubits):
            qml.Hadamard(wires=w)
            qml.PhaseShift(2 * x[w], wires=w)
        for a in range(qubits):
            for b in range(a + 1, qubits):
                qml.CNOT(wires=[a, b])
                qml.PhaseShift(2 * (numpy.pi - x[a]) * (numpy.pi - x[b]), wires=b)
                qml.CNOT(wires=[a, b])


def efficient_su2(p, qubits, layers):
    """As Qiskit defines it, with linear entanglement."""
    for l in range(layers + 1):
        for k, gate in enumerate([qml.RY, qml.RZ]):
            for w in range(qubits):
                gate(p[(2 * l + k) * qubits + w], wires=w)
        if l < layers:
            for w in range(qubits - 1):
                qml.CNOT(wires=[w, w + 1])


def part(seed, name, embedding, ansatz, qubits, repeats, layers, batch=3):
    draw = numpy.random.default_rng(seed)
    count = {"basicEntangler": layers * qubits, "hardwareEfficient": 2 * qubits * (layers + 1)}[ansatz]
    values = (draw.uniform(0, TAU, count), draw.uniform(-3, 3, (batch, qubits)), draw.uniform(-1, 1, (batch, qubits)))

    def apply(p, x):
        if embedding == "iqp":
            qml.IQPEmbedding(x, wires=range(qubits), n_repeats=repeats)
        else:
            zz_feature_map(x, qubits, repeats)
        if ansatz == "basicEntangler":
            qml.BasicEntanglerLayers(qml.math.reshape(p, (layers, qubits)), wires=range(qubits))
        else:
            efficient_su2(p, qubits, layers)

    shape = {"embedding": embedding, "ansatz": ansatz, "qubits": qubits, "repeats": repeats, "layers": layers}
    return {"name": name, **shape, "numInputs": qubits, **run(qubits, apply, *values)}


def parts():
    table = [
        ("iqp", "basicEntangler", 1, 1, 2), ("iqp", "basicEntangler", 2, 1, 2), ("iqp", "basicEntangler", 4, 2, 3),
        ("iqp", "hardwareEfficient", 3, 1, 2), ("zz", "hardwareEfficient", 2, 2, 1), ("zz", "basicEntangler", 3, 2, 2),
    ]
    return [part(400 + k, f"{row[0]} and {row[1]}, {row[2]} qubits", *row) for k, row in enumerate(table)]


PAULIS = {"X": qml.PauliX, "Y": qml.PauliY, "Z": qml.PauliZ}


def observable(terms):
    """terms: [weight, "X0 Y2"] each; "I" is the identity."""
    words = [
        qml.prod(*[PAULIS[f[0]](int(f[1:])) for f in word.split()]) if word != "I" else qml.Identity(0)
        for _, word in terms
    ]
    return qml.dot([weight for weight, _ in terms], words)


def outputs_of(measure):
    if isinstance(measure, list):
        return [qml.expval(observable(o["terms"])) for o in measure]
    if measure == "state":
        return qml.state()
    return qml.probs(wires=measure["probabilities"])


def measured(seed, name, qubits, ops, inputs, measure, amplitudes=0, complex_start=False, batch=3):
    count = max([a["index"] + 1 for o in ops for a in o["angles"] if isinstance(a, dict) and a["from"] == "param"])
    draw = numpy.random.default_rng(seed)
    params, rows = draw.uniform(0, TAU, count), draw.uniform(-3, 3, (batch, inputs))

    def node(p, sample):
        @qml.qnode(qml.device("default.qubit", wires=qubits), interface="autograd", diff_method="backprop")
        def run_circuit(p, sample):
            if amplitudes:
                # Divided here: through PennyLane's own division of complex amplitudes autograd's derivatives are wrong.
                used = sample[: 2 * amplitudes] if complex_start else sample[:amplitudes]
                used = used / pnp.sqrt(pnp.sum(used**2))
                start = used[::2] + 1j * used[1::2] if complex_start else used
                qml.AmplitudeEmbedding(start, wires=range(qubits), pad_with=0.0, validate_norm=False)
            for o in ops:
                GATES[o["gate"]][0](*[angle_of(a, p, sample) for a in o["angles"]], wires=o["wires"])
            return outputs_of(measure)

        found = run_circuit(p, sample)
        if measure == "state":
            return pnp.stack([pnp.real(found), pnp.imag(found)], axis=1).flatten()
        return pnp.stack(found) if isinstance(measure, list) else found

    first = node(pnp.array(params), pnp.array(rows[0]))
    cotangent = draw.uniform(-1, 1, (batch, len(first)))
    outputs, grad_params, grad_inputs = [], numpy.zeros(count), numpy.zeros(rows.shape)
    for s in range(batch):
        p, sample = pnp.array(params, requires_grad=True), pnp.array(rows[s], requires_grad=True)
        outputs.append(numpy.array(node(p, sample), dtype=float).tolist())
        by_params, by_inputs = qml.grad(lambda p, x: pnp.sum(node(p, x) * cotangent[s]), argnums=[0, 1])(p, sample)
        grad_params += by_params
        grad_inputs[s] = by_inputs
        for k in range(inputs):
            step = 1e-5 * numpy.eye(inputs)[k]
            slope = (node(params, rows[s] + step) - node(params, rows[s] - step)) @ cotangent[s] / 2e-5
            assert abs(slope - by_inputs[k]) < 1e-6, "backprop and central differences differ"
    return {
        "name": name, "qubits": qubits, "numInputs": inputs, "amplitudes": amplitudes, "complex": complex_start,
        "measure": measure, "ops": ops, "params": params.tolist(), "inputs": rows.tolist(),
        "cotangent": cotangent.tolist(), "outputs": outputs, "gradParams": grad_params.tolist(),
        "gradInputs": grad_inputs.tolist(),
    }


def measurements():
    sums = [
        {"terms": [[0.5, "X0 Y2"], [1, "I"]]},
        {"terms": [[1, "Z0 Z1 Z2"]]},
        {"terms": [[-0.7, "Y0 Y1"], [0.3, "Z1"], [1.1, "X2"]]},
        {"terms": [[2, "Y1"]]},
        {"terms": [[0.4, "Z1 X0"], [0.4, "Y2 Z0"]]},
    ]
    diagonal = [{"terms": [[1, "Z0 Z2"], [-0.5, "Z1"]]}, {"terms": [[3, "I"], [0.25, "Z0"]]}]
    local = [{"terms": [[0.5, "Z0"], [-2, "Z2"], [0.1, "I"]]}, {"terms": [[1, "Z1"]]}]
    start = each("RX", 3, x)
    phased = start + each("U3", 3, lambda w: p(w), lambda w: p(3 + w), x) + [
        op("S", [0]), op("T", [1]), op("SX", [2]), op("Y", [0]), op("H", [1]), op("Z", [2]),
        op("PhaseShift", [1], [p(0, -1.5)]), op("CPhase", [0, 2], [p(1)]), op("CZ", [1, 2]), op("CY", [2, 0]),
        op("CRZ", [0, 1], [x(1)]), op("Toffoli", [2, 0, 1]), op("IsingYY", [0, 2], [p(2)]), op("Sdg", [2]), op("Tdg", [0]),
    ]
    table = [
        ("sums of Pauli strings", 3, start + layer(3, 0) + layer(3, 9, 2), 3, sums),
        ("diagonal strings", 3, start + layer(3, 0), 3, diagonal),
        ("sums of single Z", 3, start + layer(3, 0), 3, local),
        ("sums after gates with phases", 3, phased, 3, sums),
        ("all probabilities", 3, phased, 3, {"probabilities": [0, 1, 2]}),
        ("probabilities of two wires, turned", 3, phased + layer(3, 6), 3, {"probabilities": [2, 0]}),
        ("state after gates with phases", 3, phased, 3, "state"),
        ("state of one wire", 1, each("RZ", 1, x) + each("U3", 1, p(0), p(1), x) + each("PhaseShift", 1, p(2)), 1, "state"),
        ("state from real amplitudes", 3, layer(3, 0) + phased, 8, "state", 8),
        ("state from complex amplitudes", 3, layer(3, 0) + phased, 16, "state", 8, True),
        ("sums from complex amplitudes, padded", 3, layer(3, 0), 10, sums, 5, True),
        ("single Z from complex amplitudes", 2, layer(2, 0), 8, [{"terms": [[1, "Z0"]]}, {"terms": [[1, "Z1"]]}], 4, True),
        *[(f"state, random on {n} qubits", n, random_ops(500 + n, n, 5, 3, 10 * n), 3, "state") for n in (1, 2, 3, 4)],
    ]
    return [measured(600 + k, *row) for k, row in enumerate(table)]


def metric(seed, name, qubits, ops, inputs, batch=2):
    count = max([a["index"] + 1 for o in ops for a in o["angles"] if isinstance(a, dict) and a["from"] == "param"])
    draw = numpy.random.default_rng(seed)
    params, rows = draw.uniform(0, TAU, count), draw.uniform(-3, 3, (batch, inputs))
    found = numpy.zeros((count, count))
    for sample in rows:

        @qml.qnode(qml.device("default.qubit", wires=qubits), interface="autograd")
        def node(values):
            for o in ops:
                GATES[o["gate"]][0](*[angle_of(a, values, sample) for a in o["angles"]], wires=o["wires"])
            return qml.expval(qml.PauliZ(0))

        found += numpy.array(qml.metric_tensor(node, approx="block-diag")(pnp.array(params, requires_grad=True))) / batch
    return {
        "name": name, "qubits": qubits, "numInputs": inputs, "ops": ops, "params": params.tolist(),
        "inputs": rows.tolist(), "metric": found.tolist(),
    }


def metrics():
    start = [op("RX", [w], [x(w)]) for w in range(3)]
    pairs = [op("IsingXX", [0, 1], [p(9)]), op("RY", [2], [p(10)]), op("IsingZZ", [1, 2], [p(11)])]
    table = [
        ("one layer", 2, each("RY", 2, x) + each("RX", 2, lambda w: p(w)), 2),
        ("strongly entangling", 3, start + layer(3, 0) + layer(3, 9, 2), 3),
        ("Ising rotations, uploaded twice", 3, start + layer(3, 0) + pairs + start + layer(3, 12), 3),
        ("Rot and phases", 2, each("H", 2) + each("Rot", 2, lambda w: p(3 * w), lambda w: p(3 * w + 1), lambda w: p(3 * w + 2)) + [op("CZ", [0, 1])] + each("PhaseShift", 2, lambda w: p(6 + w)) + each("RX", 2, lambda w: p(8 + w)), 1),
    ]
    return [metric(700 + k, *row) for k, row in enumerate(table)]


templates = [
    (1, 1, "X"), (1, 3, "Y"), (1, 2, "Z"), (2, 3, "X"), (2, 1, "Y"), (2, 5, "Z"), (3, 2, "X"), (3, 4, "Y"), (3, 1, "Z"),
    (4, 3, "X"), (4, 2, "Y"), (4, 5, "Z"), (5, 2, "X"), (5, 5, "Y"), (6, 1, "Y"), (6, 5, "X"),
]
golden = {
    "tool": "PennyLane default.qubit, float64",
    "version": f"pennylane {qml.__version__}, numpy {numpy.__version__}",
    "script": SCRIPT,
    "matrices": matrices(),
    "templates": [template(k, *shape, batch=3 if shape[0] < 5 else 2) for k, shape in enumerate(templates)],
    "circuits": circuits(),
    "parts": parts(),
    "measured": measurements(),
    "metrics": metrics(),
}
TARGET.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
