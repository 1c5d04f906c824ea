// What is compared, and how each entry is started.
import { fileURLToPath } from "node:url";

const here = (file) => fileURLToPath(new URL(file, import.meta.url));

const python = (peer, id, file, precision, label, packages) => ({
  peer,
  id,
  file: here(file),
  precision,
  label,
  packages,
});

const torch = ["pennylane", "torch"];

/** Names for messages before a peer has started; `pip` are the packages it needs. */
export const entries = [
  { peer: "moire", id: "moire-double", file: here("moire-peer.mjs"), precision: "double", label: "Moire" },
  { peer: "moire", id: "moire-single", file: here("moire-peer.mjs"), precision: "single", label: "Moire" },
  ...["double", "single"].flatMap((precision) => [
    python("lightning", `lightning-${precision}`, "pennylane_peer.py", precision, "PennyLane lightning.qubit", [
      ...torch,
      "pennylane-lightning",
    ]),
    python("default", `default-${precision}`, "pennylane_peer.py", precision, "PennyLane default.qubit", torch),
    python("tensorcircuit", `tensorcircuit-${precision}`, "tensorcircuit_peer.py", precision, "TensorCircuit-NG", [
      "tensorcircuit-ng",
      "jax",
      "optax",
    ]),
  ]),
  python("mixed", "mixed-double", "pennylane_mixed_peer.py", "double", "PennyLane default.mixed", torch),
  python("mixedJit", "mixedjit-double", "pennylane_mixed_peer.py", "double", "PennyLane default.mixed, jax.jit", [
    "pennylane",
    "jax",
  ]),
  python("qulacs", "qulacs-double", "qulacs_peer.py", "double", "Qulacs", ["qulacs"]),
];
