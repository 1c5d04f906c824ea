"""TensorCircuit-NG with its JAX backend: one compiled function for values and derivatives."""

import os
import time

import protocol

ENTRIES = ["tensorcircuit-double", "tensorcircuit-single"]


def make(entry, threads):
    if threads == 1:
        os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    import jax
    import jax.numpy as jnp
    import numpy as np
    import optax
    import tensorcircuit as tc

    precision = entry.split("-")[1]
    tc.set_backend("jax")
    tc.set_dtype("complex128" if precision == "double" else "complex64")
    real = jnp.float64 if precision == "double" else jnp.float32

    def expectations(circuit, weights, x):
        """<Z> of each wire for one sample: the state once, then the marginal of each wire."""
        n = circuit.qubits
        if circuit.embedding == "amplitude":
            c = tc.Circuit(n, inputs=x / jnp.linalg.norm(x))
        else:
            c = tc.Circuit(n)
            for w in range(n):
                c.rx(w, theta=x[w])
        for layer in range(circuit.layers):
            reach = layer % (n - 1) + 1
            for w in range(n):
                # Rot as one gate: equal to it but for a phase of the whole state.
                phi, theta, omega = weights[layer, w]
                c.u(w, theta=theta, phi=omega, lbd=phi)
            for w in range(n):
                c.cnot(w, (w + reach) % n)
        return z_values(c.state(), n)

    def noisy_expectations(circuit, weights, x):
        """As `expectations`, the density matrix with depolarizing noise after every gate, on each of its wires."""
        n = circuit.qubits
        third = circuit.noise["p"] / 3
        # Channels as superoperators in the network; DMCircuit, which adds up Kraus terms, is slower.
        c = tc.DMCircuit2(n)

        def noise(*wires):
            for w in wires:
                c.depolarizing(w, px=third, py=third, pz=third)

        for w in range(n):
            c.rx(w, theta=x[w])
            noise(w)
        for layer in range(circuit.layers):
            reach = layer % (n - 1) + 1
            for w in range(n):
                phi, theta, omega = weights[layer, w]
                c.u(w, theta=theta, phi=omega, lbd=phi)
                noise(w)
            for w in range(n):
                c.cnot(w, (w + reach) % n)
                noise(w, (w + reach) % n)
        return marginals(jnp.real(jnp.diagonal(c.densitymatrix())), n)

    def rolled(circuit, weights, x):
        """As `expectations`, as scans over gates that always act on wire 0 and then turn the wires by one: a small program, quick to compile."""
        n = circuit.qubits
        c = tc.Circuit(n)
        for w in range(n):
            c.rx(w, theta=x[w])
        state = c.state()

        def turned(gate):
            def body(state, angles):
                c = tc.Circuit(n, inputs=state)
                gate(c, angles)
                return c.state().reshape(2, -1).T.ravel(), None

            return body

        def rotation(c, angles):
            c.u(0, theta=angles[1], phi=angles[2], lbd=angles[0])

        for layer in range(circuit.layers):
            reach = layer % (n - 1) + 1
            state, _ = jax.lax.scan(turned(rotation), state, weights[layer])
            state, _ = jax.lax.scan(turned(lambda c, _: c.cnot(0, reach)), state, None, length=n)
        return z_values(state, n)

    def z_values(state, n):
        return marginals(tc.backend.real(state * tc.backend.conj(state)), n)

    def marginals(probabilities, n):
        # Three axes, not n: XLA compiles reductions over many axes slowly.
        each = [probabilities.reshape(2**w, 2, -1).sum(axis=(0, 2)) for w in range(n)]
        return jnp.stack([m[0] - m[1] for m in each])

    def vmapped(circuit, expectations=expectations):
        def run(weights, x, cotangent):
            def loss(weights):
                values = tc.backend.vmap(lambda row: expectations(circuit, weights, row), vectorized_argnums=0)(x)
                return jnp.sum(values * cotangent), values

            (_, values), grads = tc.backend.value_and_grad(loss, has_aux=True)(weights)
            return values, grads

        return run

    def derivative_of(circuit, expectations):
        def one(weights, row, cotangent):
            values = expectations(circuit, weights, row)
            return jnp.sum(values * cotangent), values

        return tc.backend.value_and_grad(one, has_aux=True)

    def single(circuit, expectations=expectations):
        derivative = derivative_of(circuit, expectations)

        def run(weights, x, cotangent):
            (_, values), grads = derivative(weights, x[0], cotangent[0])
            return values, grads

        return run

    def scanned(circuit, expectations=expectations):
        derivative = derivative_of(circuit, expectations)

        def run(weights, x, cotangent):
            def body(total, sample):
                (_, values), grads = derivative(weights, *sample)
                return total + grads, values

            grads, values = jax.lax.scan(body, jnp.zeros_like(weights), (x, cotangent))
            return values, grads

        return run

    def builder(work):
        def build(make_run, contractor="greedy", level=None):
            # Order of contraction: "greedy" is the library's default; "plain" applies the gates as they come, which large states need.
            tc.set_contractor(contractor)
            weights = jnp.asarray(work.params, real)
            x = jnp.asarray(work.inputs, real)
            cotangent = jnp.asarray(work.cotangent, real)
            options = {} if level is None else {"xla_backend_optimization_level": level}
            run = jax.jit(make_run(work)).lower(weights, x, cotangent).compile(compiler_options=options)
            return lambda: jax.block_until_ready(run(weights, x, cotangent))

        return build

    def variants(work):
        build = builder(work)

        def rolling(make_run):
            return lambda circuit: make_run(circuit, rolled)

        if work.qubits <= 10:
            return [
                ("vmap", lambda: build(vmapped)),
                ("vmap, XLA level 1", lambda: build(vmapped, "greedy", 1)),
            ]
        if work.batch == 1:
            # Not unrolled: XLA had not compiled that after more than four minutes.
            return [("scan over gates", lambda: build(rolling(single), "plain"))]
        return [
            ("scan over samples and gates", lambda: build(rolling(scanned), "plain")),
            ("scan over samples, XLA level 1", lambda: build(scanned, "plain", 1)),
            ("vmap, scan over gates", lambda: build(rolling(vmapped), "plain")),
        ]

    def trainings(training):
        return [
            ("scan over an epoch", lambda: Trainer(training, {})),
            ("scan over an epoch, XLA level 1", lambda: Trainer(training, {"xla_backend_optimization_level": 1})),
        ]

    class Trainer:
        """A compiled scan over an epoch's batches; the last one is padded with rows of weight 0."""

        def __init__(self, training, compiler_options):
            tc.set_contractor("greedy")
            self.training = training
            self.x = jnp.asarray(training.x, real)
            self.y = jnp.asarray(training.y)
            self.optimiser = optax.adam(training.learning_rate)
            self.start = {name: jnp.asarray(values, real) for name, values in training.start.items()}
            self.epoch = jax.jit(self.scan, compiler_options=compiler_options)

        def apply(self, part, params, x):
            kind, prefix = part["kind"], part.get("prefix")
            if kind == "linear":
                return x @ params[f"{prefix}.weight"].T + params[f"{prefix}.bias"]
            if kind == "circuit":
                circuit = protocol.Circuit(part["qubits"], part["layers"], part["embedding"])
                weights = params[f"{prefix}.theta"].reshape(circuit.layers, circuit.qubits, 3)
                return tc.backend.vmap(lambda row: expectations(circuit, weights, row), vectorized_argnums=0)(x)
            for inner in part["parts"]:
                x = self.apply(inner, params, x)
            return x

        def loss(self, params, rows, weight):
            parts = self.training.parts
            x, y = self.x[rows], self.y[rows]
            routing = jax.nn.softmax(self.apply(parts["router"], params, x))
            answers = jnp.stack([self.apply(expert, params, x) for expert in parts["experts"]], axis=1)
            mixed = jnp.sum(routing[:, :, None] * answers, axis=1)
            logits = self.apply(parts["head"], params, mixed) if parts["head"] else mixed
            return jnp.sum(weight * optax.softmax_cross_entropy_with_integer_labels(logits, y)) / jnp.sum(weight)

        def scan(self, params, state, rows, weight):
            def body(carry, batch):
                params, state = carry
                loss, grads = jax.value_and_grad(self.loss)(params, *batch)
                updates, state = self.optimiser.update(grads, state, params)
                return (optax.apply_updates(params, updates), state), loss

            (params, state), losses = jax.lax.scan(body, (params, state), (rows, weight))
            return params, state, losses

        def batches(self, epoch):
            steps, batch = self.training.steps_per_epoch, self.training.batch
            order = self.training.orders[epoch]
            rows = np.zeros(steps * batch, dtype=np.int64)
            weight = np.zeros(steps * batch)
            rows[: len(order)] = order
            weight[: len(order)] = 1
            return jnp.asarray(rows.reshape(steps, batch)), jnp.asarray(weight.reshape(steps, batch), real)

        def warm(self):
            self.run(1, 0.0)

        def run(self, max_steps, max_seconds):
            """Whole epochs, so perhaps more steps than asked for."""
            end = time.perf_counter() + max_seconds
            params, state = self.start, self.optimiser.init(self.start)
            first, done = [], 0
            for epoch in range(self.training.num_epochs):
                params, state, losses = self.epoch(params, state, *self.batches(epoch))
                losses = np.asarray(losses)
                done += len(losses)
                if epoch == 0:
                    first = losses
                if done >= max_steps or time.perf_counter() > end:
                    break
            return done, first

    def noisy_run(circuit):
        return vmapped(circuit, noisy_expectations)

    def noisy(work):
        if precision == "single":
            raise protocol.Unsupported("noise is compared in double precision")
        build = builder(work)
        return [
            ("DMCircuit2, vmap", lambda: build(noisy_run)),
            ("DMCircuit2, vmap, XLA level 1", lambda: build(noisy_run, level=1)),
        ]

    names = ["tensorcircuit-ng", "jax", "optax"]
    return protocol.Peer("TensorCircuit-NG, JAX", precision, protocol.versions(names), variants, trainings, noisy)


if __name__ == "__main__":
    options = protocol.arguments(ENTRIES)
    protocol.serve(lambda: make(options.entry, options.threads))
