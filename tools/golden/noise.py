"""Makes test/golden/noise.json: transfers of channels, expectations and gradients of noisy circuits, from PennyLane, float64.

    python -m venv /tmp/venv-pl
    /tmp/venv-pl/bin/pip install pennylane==0.45.1 numpy==2.4.6
    /tmp/venv-pl/bin/python tools/golden/noise.py            (from the root of the checkout, a minute or two, no GPU)

Python 3.11 or later. `channels`: Tr(P_a C(P_b)) / 2^wires, row by row, of the Kraus matrices that PennyLane gives. Circuits are written as
the ops of quantum/circuit.ts and run on default.mixed. Expectations are <Z_i> of each wire or of the Pauli strings in
`measure`, (batch, outputs); gradients are of sum(cotangent * expectations): by the parameters (angles and strengths)
summed over the batch, by the inputs for each sample. They come from backpropagation, and the script stops if central
differences give others. Readout errors, of which PennyLane 0.45.1 has none that run, are put in by hand, as a device has
them: each string alone, its letters turned into Z, then a classical error of each wire, which is generalised amplitude
damping there (coherences no longer matter).
PennyLane adds 1e-14 to probabilities before it takes roots, which would show in its values; here it adds nothing.
"""

import sys
from pathlib import Path

# A neighbour's name would hide the library.
sys.path = [p for p in sys.path if Path(p).resolve() != Path(__file__).resolve().parent]

import itertools
import json

import numpy
import pennylane as qml
from pennylane import numpy as pnp

qml.math.eps = 0.0
SCRIPT = "tools/golden/noise.py"
TARGET = Path(__file__).resolve().parents[2] / "test" / "golden" / "noise.json"
WORDS = ["".join(word) for word in itertools.product("IXYZ", repeat=2)][1:]


def two_wire_pauli(*strengths, wires):
    """Of one word: PennyLane has no mixture of several."""
    [(word, strength)] = [(w, s) for w, s in zip(WORDS, strengths) if isinstance(s, dict) or not is_zero(s)]
    letters, on = zip(*[(letter, wire) for letter, wire in zip(word, wires) if letter != "I"])
    return qml.PauliError("".join(letters), strength, wires=on)


def is_zero(strength):
    return isinstance(strength, (int, float)) and strength == 0


GATES = {
    "RX": qml.RX,
    "RY": qml.RY,
    "RZ": qml.RZ,
    "Rot": qml.Rot,
    "H": qml.Hadamard,
    "X": qml.PauliX,
    "S": qml.S,
    "T": qml.T,
    "CNOT": qml.CNOT,
    "CZ": qml.CZ,
    "CRX": qml.CRX,
    "CRY": qml.CRY,
    "IsingXX": qml.IsingXX,
    "Toffoli": qml.Toffoli,
}
# Name in quantum/channels: PennyLane's operator from our strengths.
CHANNELS = {
    "depolarizing": qml.DepolarizingChannel,
    "bitFlip": qml.BitFlip,
    "phaseFlip": qml.PhaseFlip,
    "bitPhaseFlip": lambda p, wires: qml.PauliError("Y", p, wires=wires),
    "twoQubitPauli": two_wire_pauli,
    "amplitudeDamping": qml.AmplitudeDamping,
    # From 0.44 on its p is the share of decays to |1>.
    "generalizedAmplitudeDamping": lambda gamma, p, wires: qml.GeneralizedAmplitudeDamping(gamma, 1 - p, wires=wires),
    "phaseDamping": qml.PhaseDamping,
    "thermalRelaxation": lambda t1, t2, time, excited, wires: qml.ThermalRelaxationError(excited, t1, t2, time, wires=wires),
    "overRotationX": qml.RX,
    "overRotationY": qml.RY,
    "overRotationZ": qml.RZ,
    "overRotationZX": lambda angle, wires: qml.PauliRot(angle, "ZX", wires=wires),
}
PAULIS = [qml.matrix(g(0)) for g in (qml.Identity, qml.PauliX, qml.PauliY, qml.PauliZ)]
OBSERVABLES = {"X": qml.PauliX, "Y": qml.PauliY, "Z": qml.PauliZ}


def transfer(name, strengths):
    wires = 2 if name in ("twoQubitPauli", "overRotationZX") else 1
    made = CHANNELS[name](*strengths, wires=list(range(wires)))
    if isinstance(made, qml.operation.Channel):
        on = list(made.wires)
        kraus = [qml.math.expand_matrix(k, wires=on, wire_order=range(wires)) for k in made.kraus_matrices()]
    else:
        kraus = [qml.matrix(made, wire_order=range(wires))]
    words = PAULIS if wires == 1 else [numpy.kron(a, b) for a in PAULIS for b in PAULIS]
    out = [[sum(numpy.trace(a @ k @ b @ k.conj().T) for k in kraus).real / 2**wires for b in words] for a in words]
    # What rounding leaves of zeros would only fill the file.
    entries = [[i, j, float(v)] for i, row in enumerate(out) for j, v in enumerate(row) if abs(v) > 1e-15]
    return {"channel": name, "strengths": list(strengths), "entries": entries}


def transfers():
    probabilities = [0.0, 0.02, 0.3, 0.75, 1.0]
    table = [(n, (v,)) for n in ("depolarizing", "bitFlip", "phaseFlip", "bitPhaseFlip", "amplitudeDamping", "phaseDamping") for v in probabilities]
    table += [("generalizedAmplitudeDamping", (g, p)) for g in (0.02, 0.3, 1.0) for p in (0.0, 0.35, 1.0)]
    # T2 below T1, equal, above it, and twice it.
    table += [
        ("thermalRelaxation", (t1, t2, time, excited))
        for t1, t2 in [(1.2, 0.7), (50.0, 50.0), (1.2, 1.9), (0.8, 1.6), (120.0, 35.5)]
        for time in (0.0, 0.1, 2.5)
        for excited in (0.0, 0.12, 0.5, 0.9)
    ]
    table += [("twoQubitPauli", tuple(0.23 if w == word else 0.0 for w in WORDS)) for word in WORDS]
    table += [(f"overRotation{a}", (t,)) for a in ("X", "Y", "Z", "ZX") for t in (-0.4, 0.05, 2.2)]
    return [transfer(*row) for row in table]


def source(kind, index, scale):
    return {"from": kind, "index": index, "scale": scale}


def p(index, scale=1):
    return source("param", index, scale)


def x(index, scale=1):
    return source("input", index, scale)


def op(gate, wires, *angles):
    return {"gate": gate, "wires": wires, "angles": list(angles)}


def channel(name, wires, *strengths):
    return {"channel": name, "wires": wires, "strengths": list(strengths)}


def values_of(o):
    return o["angles"] if "gate" in o else o["strengths"]


def value_of(a, params, sample):
    return a["scale"] * (params if a["from"] == "param" else sample)[a["index"]] if isinstance(a, dict) else a


def each(make, qubits, name, *values):
    """The gate or channel on every wire; values are functions of the wire or fixed."""
    return [make(name, [w], *[v(w) if callable(v) else v for v in values]) for w in range(qubits)]


def layer(qubits, first, reach=1):
    """Rot on every wire with parameters from `first` on, then a ring of CNOTs."""
    rotations = each(op, qubits, "Rot", *[lambda w, k=k: p(first + 3 * w + k) for k in range(3)])
    return rotations + [op("CNOT", [w, (w + reach) % qubits]) for w in range(qubits)]


def after_gates(ops, noise):
    """noise(wire): channel ops; after each gate on each of its wires."""
    return [made for o in ops for made in [o] + [n for w in o["wires"] for n in noise(w)]]


def read_in_z(string, readouts):
    """Turns the string's letters into Z and reads them; readouts: (p01, p10) for each wire that has an error."""
    for letter, wire in [(f[0], int(f[1:])) for f in string.split()]:
        if letter == "Y":
            qml.adjoint(qml.S(wire))
        if letter != "Z":
            qml.Hadamard(wire)
        if wire in readouts:
            p01, p10 = readouts[wire]
            qml.GeneralizedAmplitudeDamping(p01 + p10, p01 / (p01 + p10), wires=wire)
    return qml.expval(qml.prod(*[qml.PauliZ(int(f[1:])) for f in string.split()]))


def listed(seed, name, qubits, numbers, ops, measure=None, amplitudes=0, batch=2):
    """numbers: inputs; then the ranges of the parameters behind the angles, which are strengths."""
    inputs, *strengths = numbers
    named = [a["index"] for o in ops for a in values_of(o) if isinstance(a, dict) and a["from"] == "param"]
    count = max(named, default=-1) + 1
    draw = numpy.random.default_rng(seed)
    angles = draw.uniform(0, 2 * numpy.pi, count - len(strengths))
    params = numpy.concatenate([angles, [draw.uniform(*bounds) for bounds in strengths]])
    rows = draw.uniform(-3, 3, (batch, inputs))
    outputs = len(measure) if measure else qubits
    cotangent = draw.uniform(-1, 1, (batch, outputs))
    device = qml.device("default.mixed", wires=qubits)
    strings = measure or [f"Z{w}" for w in range(qubits)]
    readouts = [o for o in ops if o.get("channel") == "readoutError"]

    def body(params, sample, measured):
        if amplitudes:
            qml.AmplitudeEmbedding(sample[:amplitudes], wires=range(qubits), pad_with=0.0, normalize=True)
        for o in ops:
            if o not in readouts:
                values = [value_of(a, params, sample) for a in values_of(o)]
                (GATES[o["gate"]] if "gate" in o else CHANNELS[o["channel"]])(*values, wires=o["wires"])
        if readouts:
            [string] = measured
            return read_in_z(string, {o["wires"][0]: [value_of(a, params, sample) for a in values_of(o)] for o in readouts})
        return [qml.expval(qml.prod(*[OBSERVABLES[f[0]](int(f[1:])) for f in s.split()])) for s in measured]

    run = qml.QNode(body, device, interface="autograd", diff_method="backprop")

    def node(params, sample):
        return [run(params, sample, [s]) for s in strings] if readouts else run(params, sample, strings)

    expectations, grad_params, grad_inputs = [], numpy.zeros(count), numpy.zeros(rows.shape)
    wanted = [k for k, size in enumerate([count, inputs]) if size > 0]
    for s, sample in enumerate(rows):
        plain = lambda a, b: float(numpy.dot(numpy.array(node(a, b), dtype=float), cotangent[s]))
        loss = lambda a, b: pnp.sum(pnp.stack(node(a, b)) * cotangent[s])
        expectations.append(numpy.array(node(params, sample), dtype=float).tolist())
        grads = qml.grad(loss, argnums=wanted)(pnp.array(params, requires_grad=True), pnp.array(sample, requires_grad=True))
        for k, grad in zip(wanted, grads):
            grad = numpy.real(numpy.array(grad))
            for j in range(len(grad)):
                step = 1e-5 * numpy.eye(len(grad))[j]
                up, down = [(params + d, sample) if k == 0 else (params, sample + d) for d in (step, -step)]
                slope = (plain(*up) - plain(*down)) / 2e-5
                assert abs(slope - grad[j]) < 1e-6, f"{name}: backprop and central differences differ: {grad[j]}, {slope}"
            if k == 0:
                grad_params += grad
            else:
                grad_inputs[s] = grad
    return {
        "name": name, "qubits": qubits, "numInputs": inputs, "amplitudes": amplitudes, "measure": measure or "z",
        "ops": ops, "params": params.tolist(), "inputs": rows.tolist(), "cotangent": cotangent.tolist(),
        "expectations": expectations, "gradParams": grad_params.tolist(), "gradInputs": grad_inputs.tolist(),
    }


def random_ops(seed, qubits, angles, strengths, inputs, length):
    """Gates and channels of all kinds; strengths are constants or the parameters behind the angles, which lie in [0.05, 0.2]."""
    draw = numpy.random.default_rng(seed)
    gates = {"RX": (1, 1), "RY": (1, 1), "RZ": (1, 1), "Rot": (1, 3), "H": (1, 0), "X": (1, 0), "S": (1, 0), "T": (1, 0)}
    gates |= {"CNOT": (2, 0), "CZ": (2, 0), "CRX": (2, 1), "CRY": (2, 1), "IsingXX": (2, 1), "Toffoli": (3, 0)}
    gates = {name: sizes for name, sizes in gates.items() if sizes[0] <= qubits}

    def angle():
        kind, scale = draw.integers(4), float(draw.choice([1, -1, 0.5]))
        if kind == 0:
            return round(draw.uniform(-3, 3), 3)
        return p(int(draw.integers(angles)), scale) if kind < 3 else x(int(draw.integers(inputs)), scale)

    def strength():
        return round(draw.uniform(0.01, 0.3), 3) if draw.integers(2) else p(angles + int(draw.integers(strengths)), 1.5)

    ops = []
    for _ in range(length):
        on = [int(w) for w in draw.permutation(qubits)]
        if draw.integers(2):
            name = str(draw.choice(list(gates)))
            ops.append(op(name, on[: gates[name][0]], *[angle() for _ in range(gates[name][1])]))
            continue
        name = str(draw.choice([c for c in CHANNELS if qubits > 1 or c not in ("twoQubitPauli", "overRotationZX")]))
        if name == "thermalRelaxation":
            t2 = round(draw.uniform(0.4, 1.9), 3)
            ops.append(channel(name, on[:1], 1.0, t2, strength(), round(draw.uniform(0, 0.4), 3)))
        elif name == "twoQubitPauli":
            chosen = draw.integers(15)
            ops.append(channel(name, on[:2], *[strength() if k == chosen else 0 for k in range(15)]))
        else:
            wires = on[:2] if name == "overRotationZX" else on[:1]
            ops.append(channel(name, wires, *[strength() for _ in range(2 if name.startswith("general") else 1)]))
    return ops


def circuits():
    table = []

    def add(name, qubits, numbers, *parts, **options):
        table.append((name, qubits, numbers, sum(parts, []), options))

    layers = layer(2, 0) + layer(2, 6) + layer(2, 12)
    for strength in (0.02, 0.1, 0.2):
        noise = each(channel, 2, "depolarizing", strength)
        add(f"depolarizing at two places, p = {strength}", 2, [2], each(op, 2, "RX", x), noise, layers, noise)
    trained = each(channel, 2, "depolarizing", p(18))
    add("depolarizing at two places, p trained", 2, [2, (0.05, 0.2)], each(op, 2, "RX", x), trained, layers, trained)
    add(
        "depolarizing after every gate, p trained", 3, [3, (0.01, 0.05)],
        after_gates(each(op, 3, "RX", x) + layer(3, 0) + layer(3, 9, 2), lambda w: [channel("depolarizing", [w], p(18))]),
    )
    damped = lambda k: each(channel, 3, "amplitudeDamping", lambda w: p(18 + k, 1 + w / 2))
    add(
        "damping between layers, trained", 3, [3, (0.05, 0.2), (0.05, 0.2)],
        each(op, 3, "RY", x), damped(0), layer(3, 0), damped(1), layer(3, 9, 2), damped(1),
    )
    relaxed = lambda w: [channel("thermalRelaxation", [w], p(9), p(10, 1 + w / 2), p(11, 0.1), 0.03)]
    add(
        "relaxation after every gate, T1, T2 and the time trained", 3, [3, (1.4, 1.6), (1, 1.2), (0.5, 1)],
        after_gates(each(op, 3, "RX", x) + layer(3, 0), relaxed),
    )
    mixed = each(channel, 4, "phaseDamping", p(24)) + each(channel, 4, "depolarizing", 0.03)
    add("16 amplitudes, noise between layers", 4, [16, (0.05, 0.2)], layer(4, 0), mixed, layer(4, 12, 2), mixed, amplitudes=16)
    add("5 amplitudes of 8, damping", 3, [5, (0.05, 0.2)], each(channel, 3, "amplitudeDamping", p(9)), layer(3, 0), amplitudes=5)
    warm = each(channel, 2, "generalizedAmplitudeDamping", p(12), p(13))
    add(
        "uploaded twice, at a temperature", 2, [2, (0.05, 0.2), (0.6, 0.9)],
        each(op, 2, "RX", x), warm, layer(2, 0), warm, each(op, 2, "RX", lambda w: x(w, 0.5)), warm, layer(2, 6), warm,
    )
    pair = [channel("twoQubitPauli", [0, 1], *[p(9) if w == "ZX" else 0 for w in WORDS])]
    pair += [channel("twoQubitPauli", [2, 1], *[0.04 if w == "YI" else 0 for w in WORDS])]
    add("errors of pairs", 3, [3, (0.05, 0.2)], each(op, 3, "RX", x), pair, layer(3, 0), pair)
    turned = each(channel, 3, "overRotationX", 0.05) + each(channel, 3, "overRotationY", p(10)) + each(channel, 3, "overRotationZ", p(9, -1))
    turned += [channel("overRotationZX", [w, (w + 1) % 3], p(9, 0.5)) for w in range(3)]
    add("over-rotations and a flip", 3, [3, (0.05, 0.2), (0.05, 0.2)], each(op, 3, "RX", x), turned, layer(3, 0), turned, each(channel, 3, "bitFlip", 0.02))
    flips = each(channel, 2, "bitFlip", p(6)) + each(channel, 2, "phaseFlip", p(7)) + each(channel, 2, "bitPhaseFlip", p(7, 0.5))
    add("flips of three kinds, trained", 2, [2, (0.05, 0.2), (0.05, 0.2)], each(op, 2, "RY", x), flips, layer(2, 0), flips)
    strings = ["X0 Z2", "Y1", "Z0 Z1 Z2", "X0 Y1 Z2", "Z1"]
    noisy = each(channel, 3, "depolarizing", p(9)) + each(channel, 3, "amplitudeDamping", p(9, 0.5))
    add("strings after noise", 3, [3, (0.05, 0.2)], each(op, 3, "RX", x), noisy, layer(3, 0), noisy, measure=strings)
    read = [channel("readoutError", [0], 0.03, 0.11), channel("readoutError", [1], p(9, 0.3), p(9))]
    add("strings after noise, readout errors", 3, [3, (0.05, 0.2)], each(op, 3, "RX", x), noisy, layer(3, 0), noisy, read, measure=strings)
    read = [channel("readoutError", [0], 0.08, 0.02), channel("readoutError", [1], p(6), p(7))]
    add("readout errors alone", 2, [2, (0.05, 0.2), (0.05, 0.2)], each(op, 2, "RX", x), layer(2, 0), read)
    for qubits in (1, 2, 3, 4):
        ops = random_ops(800 + qubits, qubits, 5, 3, 3, 12 * qubits)
        # So that every parameter is named.
        ops += each(op, qubits, "Rot", p(3), p(4), x(0)) + each(channel, qubits, "depolarizing", p(7, 0.2))
        strings = [f"{letter}{w}" for w in range(qubits) for letter in "XYZ"][:: qubits if qubits > 2 else 1]
        add(f"random on {qubits} qubits", qubits, [3, (0.05, 0.2), (0.05, 0.2), (0.05, 0.2)], ops, measure=strings)
    return [listed(700 + k, name, *row, **options) for k, (name, *row, options) in enumerate(table)]


if __name__ == "__main__":
    found = {
        "tool": "PennyLane default.mixed, float64",
        "version": f"pennylane {qml.__version__}, numpy {numpy.__version__}",
        "script": SCRIPT,
        "channels": transfers(),
        "circuits": circuits(),
    }
    TARGET.write_text(json.dumps(found, allow_nan=False, separators=(",", ":")) + "\n")
    print(TARGET, TARGET.stat().st_size)
