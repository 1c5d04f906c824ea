"""Qulacs: its own expectation values and gradients, one sample after the other; its rotations turn the other way, and qubit 0 is the least
significant bit."""

import protocol

ENTRIES = ["qulacs-double"]


def make():
    import numpy as np
    import qulacs

    def preparation(amplitudes, n):
        """A gate from |0...0> to real amplitudes, as Qulacs differentiates circuits from |0...0> alone: a Householder reflection."""
        unit = amplitudes / np.linalg.norm(amplitudes)
        normal = -unit
        normal[0] += 1
        length = normal @ normal
        matrix = np.eye(2**n) - (2 / length) * np.outer(normal, normal) if length > 0 else np.eye(2**n)
        return qulacs.gate.DenseMatrix(list(range(n)), matrix)

    def circuit_of(work, row):
        """The circuit of one sample, its inputs as fixed gates."""
        n = work.qubits
        circuit = qulacs.ParametricQuantumCircuit(n)
        if work.embedding == "amplitude":
            circuit.add_gate(preparation(row, n))
        else:
            for w in range(n):
                circuit.add_RX_gate(n - 1 - w, -row[w])
        for layer in range(work.layers):
            reach = layer % (n - 1) + 1
            for w in range(n):
                for add in (circuit.add_parametric_RZ_gate, circuit.add_parametric_RY_gate, circuit.add_parametric_RZ_gate):
                    add(n - 1 - w, 0.0)
            for w in range(n):
                circuit.add_CNOT_gate(n - 1 - w, n - 1 - (w + reach) % n)
        return circuit

    def variants(work):
        n = work.qubits

        def build():
            circuits = [circuit_of(work, row) for row in work.inputs]
            state = qulacs.QuantumState(n)
            zs = []
            for w in range(n):
                z = qulacs.Observable(n)
                z.add_operator(1.0, f"Z {n - 1 - w}")
                zs.append(z)

            def step():
                angles = (-work.params).ravel().tolist()
                expectations = np.empty((work.batch, n))
                grads = np.zeros(len(angles))
                for s, circuit in enumerate(circuits):
                    for k, angle in enumerate(angles):
                        circuit.set_parameter(k, angle)
                    state.set_zero_state()
                    circuit.update_quantum_state(state)
                    expectations[s] = [z.get_expectation_value(state) for z in zs]
                    loss = qulacs.Observable(n)
                    for w in range(n):
                        loss.add_operator(work.cotangent[s, w], f"Z {n - 1 - w}")
                    grads -= circuit.backprop(loss)
                return expectations, grads

            return step

        return [("backprop", build)]

    # No trainings: Qulacs has no layer for a training library.
    return protocol.Peer("Qulacs, backprop", "double", protocol.versions(["qulacs"]), variants, None)


if __name__ == "__main__":
    protocol.arguments(ENTRIES)
    protocol.serve(make)
