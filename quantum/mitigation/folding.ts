import { fail, lookUp } from "../../core/errors.ts";
import { type Circuit, circuit, type GateOp, gateOps, type Op, op } from "../circuit.ts";
import { type Gate, type GateName, gates } from "../gates/index.ts";
import type { Mark } from "../marks.ts";

const foldings = {
  /** U becomes U (U^-1 U)^k; for what is left over, the last gates are undone and done once more. */
  global: (blocks: readonly Block[], whole: number, extra: number): Piece[] => {
    const whichever = (some: readonly Block[]): Piece[] => [...backward(some), ...forward(some)];
    return [
      ...forward(blocks),
      ...Array.from({ length: whole }, () => whichever(blocks)).flat(),
      ...whichever(blocks.slice(blocks.length - extra)),
    ];
  },
  /** Each gate G becomes G (G^-1 G)^k; for what is left over, so do gates at even distances once more. Marks are repeated where they are. */
  local: (blocks: readonly Block[], whole: number, extra: number): Piece[] =>
    blocks.flatMap(({ before, gate, after }, i) => {
      const count = blocks.length;
      const folds = whole + Math.floor(((i + 1) * extra) / count) - Math.floor((i * extra) / count);
      const often = (marks: readonly Piece[]): Piece[] =>
        marks.flatMap((mark) => Array.from({ length: 2 * folds + 1 }, () => mark));
      const again = Array.from({ length: folds }, () => [...inverseOf(gate), gate]).flat();
      return [...often(before), gate, ...again, ...often(after)];
    }),
};
export type Folding = keyof typeof foldings;
export const FOLDINGS = Object.keys(foldings) as Folding[];

/** Most that a circuit is folded. */
export const MAX_SCALE = 99;

/** A gate, or the end of a part. */
type Piece = GateOp | Mark;
/** A gate with the marks behind it; the first one also with those before it. */
interface Block {
  readonly before: readonly Mark[];
  readonly gate: GateOp;
  readonly after: readonly Mark[];
}

/**
 * The same circuit, made `scale` times as long by undoing and repeating gates, so that noise which comes with gates is `scale` times as much while without noise
 * nothing changes: unitary folding, Giurgica-Tiron et al., arXiv 2005.10921. "global": all of it, U (U^-1 U)^k; "local": gate by gate, G (G^-1 G)^k. Odd whole
 * scales repeat each gate `scale` times. Between them some gates are folded once more: the last ones (global), or gates at even distances (local); the scale that
 * comes out is `foldedScale`. At odd whole scales each mark, too, is there `scale` times: one after the other (local), or mirrored where gates are undone
 * (global), so that noise at a mark acts so often where it stood. At others a mark is there as often as the gate before it (local), or, where that gate is not
 * among the last ones, less often than the scale (global): noise at marks then grows otherwise than the scale. The mark of the last layer, where
 * `betweenLayers` has no noise, is kept once. The start from amplitudes is not folded; nor are noise before the measurement and readout errors, which
 * `withNoise` puts at the end once. Errors: a scale outside 1 to 99; an unknown folding; a circuit with channels, as noise is placed on what was folded.
 */
export function folded(source: Circuit, scale: number, folding: Folding): Circuit {
  const ops = gateOps(source, "folded");
  const fold = lookUp(foldings, folding, "folding");
  const folds = foldsOf(ops.length, scale);
  if (folds === 0) return source;
  const whole = Math.floor(folds / ops.length);
  const pieces = fold(blocksOf(ops, source.marks), whole, folds - whole * ops.length);
  const last = source.marks.findLast(({ part }) => part === "layer");
  const end = last === undefined ? -1 : pieces.lastIndexOf(last);
  const out: Op[] = [];
  const marks: Mark[] = [];
  pieces.forEach((piece, i) => {
    if ("gate" in piece) out.push(piece);
    else if (piece !== last || i === end) marks.push({ part: piece.part, after: out.length });
  });
  const { numQubits, numInputs, amplitudes, complex, parameters } = source;
  return circuit(numQubits, out, { numInputs, amplitudes, complex, parameters, marks });
}

/** How many times as many gates `folded` gives: the scale itself where it is odd and whole, else the nearest that so many gates allow. Errors as `folded`. */
export function foldedScale(source: Circuit, scale: number): number {
  const count = gateOps(source, "foldedScale").length;
  return count === 0 ? 1 : 1 + (2 * foldsOf(count, scale)) / count;
}

/** What undoes a gate, up to a global phase, the first gate first. */
export function inverseOf({ gate, wires, angles }: GateOp): GateOp[] {
  return (gates[gate] as Gate).inverse(angles).map(([name, turned]) => op(name as GateName, wires, turned));
}

/** How often a gate is folded, all of them together. */
function foldsOf(count: number, scale: number): number {
  if (!(typeof scale === "number" && scale >= 1 && scale <= MAX_SCALE)) {
    fail("scale", `a number from 1 to ${MAX_SCALE}`, scale);
  }
  return Math.round((count * (scale - 1)) / 2);
}

function blocksOf(ops: readonly GateOp[], marks: readonly Mark[]): Block[] {
  return ops.map((gate, i) => ({
    before: i === 0 ? marks.filter(({ after }) => after === 0) : [],
    gate,
    after: marks.filter(({ after }) => after === i + 1),
  }));
}

function forward(blocks: readonly Block[]): Piece[] {
  return blocks.flatMap(({ before, gate, after }) => [...before, gate, ...after]);
}

function backward(blocks: readonly Block[]): Piece[] {
  return blocks.toReversed().flatMap(({ before, gate, after }): Piece[] => {
    return [...after.toReversed(), ...inverseOf(gate), ...before.toReversed()];
  });
}
