import { radians } from "../../quantum/angle.ts";
import { type Circuit, gateOps } from "../../quantum/circuit.ts";
import { type Gate, gates } from "../../quantum/gates/index.ts";

/** A slow, plain simulator to check engines with: every op becomes a full 2^n x 2^n matrix from the gate table. n <= 4 or so. */
type Complex = readonly [number, number];
const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];

/** The state after the circuit, from |0..0> or the amplitudes: 2^n complex numbers. */
export function oracleState(source: Circuit, params: ArrayLike<number>, inputs: ArrayLike<number>): Complex[] {
  const { numQubits: n, amplitudes, complex } = source;
  const given = Array.from(
    { length: amplitudes },
    (_, i): Complex => (complex ? [inputs[2 * i]!, inputs[2 * i + 1]!] : [inputs[i]!, 0]),
  );
  const length = Math.sqrt(given.reduce((sum, [re, im]) => sum + re * re + im * im, 0));
  let state: Complex[] = Array.from({ length: 2 ** n }, (_, i) =>
    amplitudes > 0 ? [(given[i]?.[0] ?? 0) / length, (given[i]?.[1] ?? 0) / length] : [i === 0 ? 1 : 0, 0],
  );
  for (const { gate, wires, angles } of gateOps(source, "oracleState")) {
    const values = angles.map((angle) => radians(angle, params, inputs));
    const matrix = (gates[gate] as Gate).matrix(values);
    const side = 2 ** wires.length;
    const local = (i: number): number => wires.reduce((bits, wire) => 2 * bits + ((i >> (n - 1 - wire)) & 1), 0);
    const rest = (i: number): number => i & ~wires.reduce((mask, wire) => mask | (1 << (n - 1 - wire)), 0);
    state = state.map((_, i) =>
      state.reduce<Complex>(
        ([re, im], amplitude, j) => {
          if (rest(i) !== rest(j)) return [re, im];
          const [x, y] = times(matrix[local(i) * side + local(j)]!, amplitude);
          return [re + x, im + y];
        },
        [0, 0],
      ),
    );
  }
  return state;
}

/** <Z> of every wire. */
export function oracleZ(circuit: Circuit, params: ArrayLike<number>, inputs: ArrayLike<number>): number[] {
  const state = oracleState(circuit, params, inputs);
  return Array.from({ length: circuit.numQubits }, (_, wire) =>
    state.reduce(
      (sum, [re, im], i) => sum + ((i >> (circuit.numQubits - 1 - wire)) & 1 ? -1 : 1) * (re * re + im * im),
      0,
    ),
  );
}
