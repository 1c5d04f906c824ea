import { fold, type Key } from "../../core/key.ts";
import { stream, uniformInto } from "../../core/random.ts";
import { type Angle, input, inputProduct, param, scaledInput } from "../../quantum/angle.ts";
import { type Circuit, circuit, type Op, op } from "../../quantum/circuit.ts";
import { anglesOf, type Gate, type GateName, gates } from "../../quantum/gates/index.ts";

/** Any gates on any wires, from |0..0> or from amplitudes; angles are constants, parameters (some shared between ops, some scaled), inputs anywhere in the circuit and products. */
export function randomCircuit(key: Key, numQubits: number, numOps: number, amplitudes = 0, complex = false): Circuit {
  const random = stream(key);
  const names = (Object.keys(gates) as GateName[]).filter((name) => (gates[name] as Gate).wires <= numQubits);
  const angle = (): Angle => {
    const kind = random.integer(6);
    if (kind === 0) return 6 * random.uniform() - 3;
    if (kind === 1) return input(random.integer(3), 0.5 + random.uniform());
    if (kind === 2) return scaledInput(random.integer(3), random.integer(8), 0.3 + random.uniform());
    if (kind === 4) return inputProduct(random.integer(3), random.integer(3), random.uniform() - 0.5);
    return param(random.integer(8), kind === 3 ? 1 : -0.7);
  };
  const ops: Op[] = Array.from({ length: numOps }, () => {
    const name = names[random.integer(names.length)]!;
    const { wires } = gates[name] as Gate;
    const angles = anglesOf(gates[name]);
    const free = Array.from({ length: numQubits }, (_, w) => w);
    const chosen = Array.from({ length: wires }, () => free.splice(random.integer(free.length), 1)[0]!);
    return op(name, chosen, Array.from({ length: angles }, angle));
  });
  const numInputs = Math.max(3, complex ? 2 * amplitudes : amplitudes);
  return circuit(numQubits, ops, { numInputs, amplitudes, complex });
}

/** Numbers uniform in [low, high). */
export function uniforms(key: Key, length: number, low: number, high: number): Float64Array {
  const out = new Float64Array(length);
  uniformInto(fold(key, "numbers"), low, high, out);
  return out;
}
