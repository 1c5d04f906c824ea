"""Makes test/golden/ibm-noise.json: what Qiskit Aer makes of samples/ibm-backend.json, gate by gate.

    python -m venv /tmp/venv-aer
    /tmp/venv-aer/bin/pip install qiskit==1.4.6 qiskit-aer==0.16.4
    /tmp/venv-aer/bin/python tools/golden/ibm_noise.py            (from the root of the checkout, some seconds)

Entries are Pauli transfer matrices by row and column with the words over I, X, Y, Z, the first of the gate's qubits most significant; those that are 0 are left
out. Aer orders qubits the other way round.
"""

import json
import warnings
from pathlib import Path

warnings.simplefilter("ignore")

import qiskit
import qiskit_aer
from qiskit.providers.models import BackendProperties
from qiskit.quantum_info import PTM
from qiskit_aer.noise.device.models import basic_device_gate_errors, basic_device_readout_errors

SCRIPT = "tools/golden/ibm_noise.py"
ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "test" / "golden" / "ibm-noise.json"


def turned(word, wires):
    """The same word with its first letter last."""
    return word if wires == 1 else (word % 4) * 4 + word // 4


def entries(error, wires):
    matrix = PTM(error).data.real
    size = len(matrix)
    return [
        [row, column, float(matrix[turned(row, wires), turned(column, wires)])]
        for row in range(size)
        for column in range(size)
        if abs(matrix[turned(row, wires), turned(column, wires)]) > 1e-15
    ]


properties = BackendProperties.from_dict(json.loads((ROOT / "samples" / "ibm-backend.json").read_text()))
gates = [
    {"gate": name, "qubits": list(qubits), "entries": entries(error, len(qubits))}
    for name, qubits, error in basic_device_gate_errors(properties)
    if name == "sx" or (name == "cx" and qubits[0] < qubits[1])
]
readout = [error.probabilities.tolist() for _, error in basic_device_readout_errors(properties)]
out = {
    "tool": "Qiskit Aer, basic_device_gate_errors and basic_device_readout_errors",
    "version": f"qiskit {qiskit.__version__}, qiskit-aer {qiskit_aer.__version__}",
    "script": SCRIPT,
    "gates": gates,
    "readout": readout,
}
TARGET.write_text(json.dumps(out, separators=(",", ":")) + "\n")
