"""PennyLane with torch: lightning.qubit with adjoint derivatives (the stack of arXiv 2512.22296) and default.qubit with backprop."""

import protocol

ENTRIES = ["lightning-double", "lightning-single", "default-double", "default-single"]


def make(entry, threads):
    import numpy as np
    import pennylane as qml
    import torch
    from torch_mixture import TorchTraining

    torch.set_num_threads(threads)
    device_name, precision = entry.split("-")
    double = precision == "double"
    dtype = torch.float64 if double else torch.float32
    torch.set_default_dtype(dtype)
    lightning = device_name == "lightning"
    names = ["pennylane", "torch"] + (["pennylane-lightning"] if lightning else [])

    def layer(circuit, theta, device_vjp, loop):
        """A TorchLayer from (batch, inputs) to (batch, qubits), its weights set to theta."""
        n = circuit.qubits
        wires = range(n)
        if lightning:
            options = {"c_dtype": np.complex128 if double else np.complex64}
            device = qml.device("lightning.qubit", wires=n, **options)
            how = {"diff_method": "adjoint", "device_vjp": device_vjp}
        else:
            device = qml.device("default.qubit", wires=n)
            how = {"diff_method": "backprop"}

        @qml.qnode(device, interface="torch", **how)
        def node(inputs, weights):
            if circuit.embedding == "amplitude":
                qml.AmplitudeEmbedding(inputs, wires=wires, normalize=True)
            else:
                qml.AngleEmbedding(inputs, wires=wires, rotation="X")
            qml.StronglyEntanglingLayers(weights, wires=wires)
            return [qml.expval(qml.Z(w)) for w in wires]

        shape = (circuit.layers, n, 3)
        module = qml.qnn.TorchLayer(node, {"weights": shape}).to(dtype)
        with torch.no_grad():
            module.weights.copy_(torch.tensor(np.reshape(theta, shape)))
        return Loop(module) if loop else module

    class Loop(torch.nn.Module):
        """One execution for each sample."""

        def __init__(self, layer):
            super().__init__()
            self.layer = layer

        @property
        def weights(self):
            return self.layer.weights

        def forward(self, x):
            return torch.stack([self.layer(row) for row in x])

    def ways(circuit):
        if not lightning:
            return [("parameter broadcasting", False, False)]
        looped = [] if circuit.embedding == "angle" else [("one sample at a time", False, True)]
        whole = [("adjoint, device_vjp", True, False)]
        # One pass for all wires' Jacobian rows has as many bras as wires: slower by far where states are large.
        jacobian = [("adjoint", False, False)] if circuit.qubits < 16 else []
        return jacobian + whole + looped

    def variants(work):
        def build(device_vjp, loop):
            module = layer(work, work.params, device_vjp, loop)
            x = torch.tensor(work.inputs, dtype=dtype)
            cotangent = torch.tensor(work.cotangent, dtype=dtype)

            def step():
                module.zero_grad()
                out = module(x)
                (out * cotangent).sum().backward()
                return out.detach().numpy(), module.weights.grad.numpy()

            return step

        return [(name, lambda v=v, s=s: build(v, s)) for name, v, s in ways(work)]

    def trainings(training):
        def build(device_vjp, loop):
            def circuit_layer(part, theta):
                return layer(protocol.Circuit(part["qubits"], part["layers"], part["embedding"]), theta, device_vjp, loop)

            return TorchTraining(training, circuit_layer, dtype)

        some = protocol.Circuit(0, 0, "angle")
        return [(name, lambda v=v, s=s: build(v, s)) for name, v, s in ways(some)]

    device = "lightning.qubit, adjoint" if lightning else "default.qubit, backprop"
    return protocol.Peer(f"PennyLane {device}", precision, protocol.versions(names), variants, trainings)


if __name__ == "__main__":
    options = protocol.arguments(ENTRIES)
    protocol.serve(lambda: make(options.entry, options.threads))
