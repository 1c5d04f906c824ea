"""PennyLane's density matrices, default.mixed with backprop: a batch at once with torch, as in `pennylane_peer.py`, or compiled with JAX."""

import os

import protocol

ENTRIES = ["mixed-double", "mixedjit-double"]


def make(entry, threads):
    compiled = entry.startswith("mixedjit")
    if compiled and threads == 1:
        os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    import pennylane as qml

    def node_of(work, interface):
        """From (batch, qubits) or (qubits,) and the weights to <Z> of each wire; depolarizing noise after every gate, on each of its wires."""
        n, p = work.qubits, work.noise["p"]

        def noise(*wires):
            for w in wires:
                qml.DepolarizingChannel(p, wires=w)

        @qml.qnode(qml.device("default.mixed", wires=n), interface=interface, diff_method="backprop")
        def node(inputs, weights):
            for w in range(n):
                qml.RX(inputs[..., w], wires=w)
                noise(w)
            for layer in range(work.layers):
                reach = layer % (n - 1) + 1
                for w in range(n):
                    qml.Rot(*weights[layer, w], wires=w)
                    noise(w)
                for w in range(n):
                    qml.CNOT(wires=[w, (w + reach) % n])
                    noise(w, (w + reach) % n)
            return [qml.expval(qml.Z(w)) for w in range(n)]

        return node

    def torch_step(work):
        import torch

        torch.set_num_threads(threads)
        torch.set_default_dtype(torch.float64)
        node = node_of(work, "torch")
        weights = torch.tensor(work.params, requires_grad=True)
        x, cotangent = torch.tensor(work.inputs), torch.tensor(work.cotangent)

        def step():
            weights.grad = None
            out = torch.stack(node(x, weights), dim=1)
            (out * cotangent).sum().backward()
            return out.detach().numpy(), weights.grad.numpy()

        return step

    def jax_step(work, mapped):
        import jax
        import jax.numpy as jnp

        jax.config.update("jax_enable_x64", True)
        node = node_of(work, "jax")
        x, cotangent = jnp.asarray(work.inputs), jnp.asarray(work.cotangent)
        start = jnp.asarray(work.params)

        def loss(weights, x, cotangent):
            if mapped:
                out = jax.vmap(lambda row: jnp.stack(node(row, weights)))(x)
            else:
                out = jnp.stack(node(x, weights), axis=1)
            return (out * cotangent).sum(), out

        run = jax.jit(jax.value_and_grad(loss, has_aux=True))

        def step():
            (_, out), grads = jax.block_until_ready(run(start, x, cotangent))
            return out, grads

        return step

    def noisy(work):
        if compiled:
            return [
                ("vmap", lambda: jax_step(work, True)),
                ("parameter broadcasting", lambda: jax_step(work, False)),
            ]
        return [("parameter broadcasting", lambda: torch_step(work))]

    names = ["pennylane", "jax"] if compiled else ["pennylane", "torch"]
    return protocol.Peer("PennyLane default.mixed", "double", protocol.versions(names), None, None, noisy)


if __name__ == "__main__":
    options = protocol.arguments(ENTRIES)
    protocol.serve(lambda: make(options.entry, options.threads))
