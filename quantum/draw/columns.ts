import { type Angle, factorsOf } from "../angle.ts";
import { type Circuit, nameOf, type Op, valuesOf } from "../circuit.ts";
import { CONTROL, type Gate, gates } from "../gates/index.ts";

/** An op in a drawing: a label for each of its wires. */
export interface DrawnOp {
  readonly labels: readonly { readonly wire: number; readonly label: string }[];
  /** The span of wires that it covers, ends included. */
  readonly top: number;
  readonly bottom: number;
}

/** Ops one after the other, those that cover different wires side by side in one column: each as far left as it can go. */
export function columnsOf({ numQubits, ops }: Circuit): DrawnOp[][] {
  const columns: DrawnOp[][] = [];
  const free = new Array<number>(numQubits).fill(0);
  for (const op of ops) {
    const drawn = draw(op);
    let column = 0;
    for (let w = drawn.top; w <= drawn.bottom; w++) column = Math.max(column, free[w]!);
    for (let w = drawn.top; w <= drawn.bottom; w++) free[w] = column + 1;
    columns[column] ??= [];
    columns[column]!.push(drawn);
  }
  return columns;
}

function draw(given: Op): DrawnOp {
  const { wires } = given;
  const angles = valuesOf(given);
  const name = nameOf(given);
  // A channel stands by its name on all its wires.
  const symbols = "gate" in given ? (gates[given.gate] as Gate).symbols : wires.map(() => `~${name}`);
  const turns = angles.length > 0 ? `(${angles.map(angleText).join(", ")})` : "";
  const named = symbols.map((symbol) => symbol !== CONTROL).lastIndexOf(true);
  return {
    labels: wires.map((wire, k) => ({ wire, label: k === named ? `${symbols[k]}${turns}` : symbols[k]! })),
    top: Math.min(...wires),
    bottom: Math.max(...wires),
  };
}

/** An angle in few letters: t3 for a parameter, x3 for an input, t0 x3 and x0 x1 for products, with their scale; numbers to three digits, parts of pi by name. */
export function angleText(angle: Angle): string {
  if (typeof angle !== "number") {
    const { param, input, other } = factorsOf(angle);
    const names = [`t${param}`, `x${input}`, `x${other}`];
    const source = names.filter((name) => !name.endsWith("-1")).join(" ");
    if (angle.scale === 1) return source;
    return angle.scale === -1 ? `-${source}` : `${numberText(angle.scale)} ${source}`;
  }
  for (const parts of [1, 2, 3, 4, 6, 8]) {
    const times = (angle * parts) / Math.PI;
    const whole = Math.round(times);
    if (whole === 0 || Math.abs(whole) > 2 * parts || Math.abs(times - whole) > 1e-12) continue;
    const sign = whole < 0 ? "-" : "";
    const count = Math.abs(whole) === 1 ? "" : String(Math.abs(whole));
    return `${sign}${count}π${parts === 1 ? "" : `/${parts}`}`;
  }
  return numberText(angle);
}

function numberText(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** What a circuit starts from whose first inputs are amplitudes. */
export function startText({ amplitudes, complex }: Circuit): string {
  const name = (k: number): string => (complex ? `x${2 * k} + i x${2 * k + 1}` : `x${k}`);
  return `from amplitudes ${name(0)} to ${name(amplitudes - 1)}`;
}
