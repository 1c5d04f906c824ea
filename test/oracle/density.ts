import { radians } from "../../quantum/angle.ts";
import { type Channel, channels } from "../../quantum/channels/index.ts";
import { type Circuit, nameOf, type Op, valuesOf } from "../../quantum/circuit.ts";
import { type Gate, gates, type Matrix } from "../../quantum/gates/index.ts";
import {
  type Complex,
  combined,
  fromMatrix,
  identity,
  kronecker,
  PAULIS,
  product,
  type Rows,
  rowsOf,
  throughKraus,
  trace,
} from "./matrix.ts";

/** A slow, plain simulator of noisy circuits: every gate and Kraus matrix becomes a full 2^n x 2^n matrix. n <= 4 or so. */
type Numbers = ArrayLike<number>;

/** The density matrix after the circuit, from |0..0> or the amplitudes; readout errors are not in it. */
export function oracleDensity(source: Circuit, params: Numbers, inputs: Numbers): Complex[][] {
  const { numQubits: n, amplitudes, complex } = source;
  const given = Array.from(
    { length: 2 ** n },
    (_, i): Complex =>
      amplitudes === 0
        ? [i === 0 ? 1 : 0, 0]
        : i >= amplitudes
          ? [0, 0]
          : complex
            ? [inputs[2 * i]!, inputs[2 * i + 1]!]
            : [inputs[i]!, 0],
  );
  const square = given.reduce((sum, [re, im]) => sum + re * re + im * im, 0);
  let rho = rowsOf(2 ** n, (row, column) => {
    const [a, b] = given[row]!;
    const [c, d] = given[column]!;
    return [(a * c + b * d) / square, (b * c - a * d) / square];
  });
  for (const op of source.ops) {
    if (!isReadout(op)) {
      rho = throughKraus(
        matricesOf(op, params, inputs).map((matrix) => onAllWires(matrix, op.wires, n)),
        rho,
      );
    }
  }
  return rho;
}

/** Expectations of Pauli strings such as "X0 Z2" (or "I"); under readout errors each letter is read in its own basis. */
export function oracleStrings(source: Circuit, params: Numbers, inputs: Numbers, strings: readonly string[]): number[] {
  const rho = oracleDensity(source, params, inputs);
  return strings.map((text) => {
    const factors: Rows[] = Array.from({ length: source.numQubits }, () => identity(2));
    for (const part of text.split(" ")) {
      if (part === "I") continue;
      const wire = Number(part.slice(1));
      const pauli = PAULIS[part[0] as "X" | "Y" | "Z"];
      const [zero, one] = effects(pauli, confusion(source, wire, params, inputs));
      factors[wire] = combined([
        [1, zero],
        [-1, one],
      ]);
    }
    return trace(product(rho, kronecker(factors)))[0];
  });
}

/** <Z> of every wire. */
export function oracleNoisyZ(source: Circuit, params: Numbers, inputs: Numbers): number[] {
  const strings = Array.from({ length: source.numQubits }, (_, wire) => `Z${wire}`);
  return oracleStrings(source, params, inputs, strings);
}

/** Probabilities of the outcomes of some wires, the first one most significant; default: all. */
export function oracleProbabilities(
  source: Circuit,
  params: Numbers,
  inputs: Numbers,
  wires: readonly number[] = Array.from({ length: source.numQubits }, (_, wire) => wire),
): number[] {
  const rho = oracleDensity(source, params, inputs);
  return Array.from({ length: 2 ** wires.length }, (_, outcome) => {
    const factors: Rows[] = Array.from({ length: source.numQubits }, () => identity(2));
    for (const [k, wire] of wires.entries()) {
      const read = (outcome >> (wires.length - 1 - k)) & 1;
      factors[wire] = effects(PAULIS.Z, confusion(source, wire, params, inputs))[read]!;
    }
    return trace(product(rho, kronecker(factors)))[0];
  });
}

/** What is measured when 0 and when 1 is read: the projectors on P = +1 and P = -1, mixed by P(read | is). */
function effects(pauli: Rows, [[a, b], [c, d]]: Confusion): [Rows, Rows] {
  const onto = (sign: number): Rows =>
    combined([
      [0.5, identity(2)],
      [sign / 2, pauli],
    ]);
  const mixed = (zero: number, one: number): Rows =>
    combined([
      [zero, onto(1)],
      [one, onto(-1)],
    ]);
  return [mixed(a, b), mixed(c, d)];
}

/** Row: what is read; column: what is. */
type Confusion = readonly [readonly [number, number], readonly [number, number]];

function confusion(source: Circuit, wire: number, params: Numbers, inputs: Numbers): Confusion {
  const found = source.ops.find((op) => isReadout(op) && op.wires[0] === wire);
  const [p01 = 0, p10 = 0] = found === undefined ? [] : valuesOf(found).map((s) => radians(s, params, inputs));
  return [
    [1 - p01, p10],
    [p01, 1 - p10],
  ];
}

function isReadout(op: Op): boolean {
  return "channel" in op && (channels[op.channel] as Channel).form === "readout";
}

/** A gate's matrix, or a channel's Kraus matrices. */
function matricesOf(op: Op, params: Numbers, inputs: Numbers): readonly Matrix[] {
  const values = valuesOf(op).map((value) => radians(value, params, inputs));
  if ("gate" in op) return [(gates[op.gate] as Gate).matrix(values)];
  const found: Channel = channels[op.channel];
  const wrong = found.check?.(values) ?? null;
  if (wrong !== null) throw new Error(`${nameOf(op)}: ${wrong}`);
  return found.kraus(values);
}

/** The matrix on its wires times the identity on the others: SWAPs would do, here the bits are put together by hand. */
function onAllWires(matrix: Matrix, wires: readonly number[], n: number): Rows {
  const small = fromMatrix(matrix);
  const bits = (i: number): number => wires.reduce((found, wire) => 2 * found + ((i >> (n - 1 - wire)) & 1), 0);
  const rest = (i: number): number => i & ~wires.reduce((mask, wire) => mask | (1 << (n - 1 - wire)), 0);
  return rowsOf(2 ** n, (row, column) => (rest(row) === rest(column) ? small[bits(row)]![bits(column)]! : [0, 0]));
}
