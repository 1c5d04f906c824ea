import { checkBytes } from "../engine/memory.ts";
import { prefixProductSize, wireStateSize } from "../engine/product.ts";
import type { Plan } from "../plan.ts";
import type { Precision } from "./module.ts";

/** Bytes of a block's states, so that a whole circuit runs in the first cache. */
const BLOCK_BYTES = 16384;

/** Where everything lies in a circuit's memory (byte offsets), and how the batch is cut into blocks. */
export interface Layout {
  /** Vectors of 16 bytes that hold one block's lanes. */
  readonly V: number;
  readonly lanes: number;
  readonly numBlocks: number;
  readonly bytes: number;
  /** Bytes of a block of states. */
  readonly stateBytes: number;
  psi(block: number, stage: number): number;
  wires(block: number): number;
  prefixes(block: number): number;
  readonly lambda: number;
  readonly back: number;
  readonly scratch: number;
  readonly mu: number;
  z(block: number): number;
  readonly cotangent: number;
  readonly lastMap: number;
  table(stage: number): number;
  map(stage: number): number;
  /** One vector for each basis state: sums for the phases of a stage. */
  phaseSums(stage: number): number;
  /** One vector for each shared angle. */
  readonly angleSums: number;
  readonly sharedCos: number;
  readonly sharedSin: number;
  readonly sampleCos: number;
  readonly sampleSin: number;
  readonly gradSample: number;
  /** (slot, V) vectors: derivatives by shared angles lane by lane. */
  readonly gradLanes: number;
  readonly wLanes: number;
  /** +1 or -1 for each basis state of a phase whose angle differs by sample, before the map; and after it. */
  signs(stage: number, term: number): number;
  signsAfter(stage: number, term: number): number;
}

export function layoutFor(plan: Plan, maxBatch: number, precision: Precision): Layout {
  const width = precision === "f64" ? 2 : 4;
  const element = 16 / width;
  const size = 2 ** plan.numQubits;
  let V = 1;
  while (2 * V * width <= maxBatch && size * 32 * 2 * V <= BLOCK_BYTES) V *= 2;
  const lanes = V * width;
  const numBlocks = Math.ceil(maxBatch / lanes);
  const stateBytes = size * 32 * V;
  const kept = plan.stages.length + 1;
  let end = 1024;
  const take = (bytes: number): number => {
    const at = end;
    end += Math.ceil(bytes / 64) * 64;
    return at;
  };
  const psi = take(numBlocks * kept * stateBytes);
  const wiresBytes = wireStateSize(plan) * 16 * V;
  const wires = take(numBlocks * wiresBytes);
  const prefixBytes = prefixProductSize(plan.numQubits) * 16 * V;
  const prefixes = take(numBlocks * prefixBytes);
  const zBytes = plan.numQubits * 16 * V;
  const z = take(numBlocks * zBytes);
  const tables = plan.stages.map(() => take(size * 2 * element));
  const maps = plan.stages.map(() => take(size * 4));
  const sums = plan.stages.map(() => take(size * 16));
  const angleSums = take(plan.sharedAngles.length * 16);
  const sampleBytes = plan.sampleAngles.length * numBlocks * lanes * element;
  const signRows = (): number[][] =>
    plan.stages.map(({ phases }) => phases.filter(({ angle }) => angle.sample).map(() => take(size * element)));
  const signs = signRows();
  const signsAfter = signRows();
  const layout = {
    V,
    lanes,
    numBlocks,
    stateBytes,
    psi: (block: number, stage: number) => psi + (block * kept + stage) * stateBytes,
    wires: (block: number) => wires + block * wiresBytes,
    prefixes: (block: number) => prefixes + block * prefixBytes,
    lambda: take(stateBytes),
    back: take(stateBytes),
    scratch: take(size * 16 * V),
    mu: take(64 * V),
    z: (block: number) => z + block * zBytes,
    cotangent: take(zBytes),
    lastMap: take(size * 4),
    table: (stage: number) => tables[stage]!,
    map: (stage: number) => maps[stage]!,
    phaseSums: (stage: number) => sums[stage]!,
    angleSums,
    sharedCos: take(plan.sharedAngles.length * 16),
    sharedSin: take(plan.sharedAngles.length * 16),
    sampleCos: take(sampleBytes),
    sampleSin: take(sampleBytes),
    gradSample: take(sampleBytes),
    gradLanes: take(plan.sharedAngles.length * 16 * V),
    wLanes: take(size * 16 * V),
    signs: (stage: number, term: number) => signs[stage]![term]!,
    signsAfter: (stage: number, term: number) => signsAfter[stage]![term]!,
  };
  checkBytes(plan, maxBatch, end);
  return { ...layout, bytes: end };
}
