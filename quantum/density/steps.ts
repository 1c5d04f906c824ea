import { type Angle, hasInput, type LinearAngle } from "../angle.ts";
import { type Chain, isTrained, linksOf, openChain } from "./chain.ts";
import { type Diagonal, openDiagonal } from "./diagonal.ts";
import type { DensityKernels } from "./kernels.ts";
import type { Room } from "./memory.ts";
import type { BodyOp, DensityPlan, MapOp, Noise, Turn, WireOp } from "./plan.ts";
import type { PlacedChannel, SharedValues } from "./values.ts";

/** A plan's ops with their places in memory. */
export type Step = ChainStep | TurnStep | MapStep;

export interface ChainStep {
  readonly kind: "chain";
  /** Coordinates between two letters of the wire. */
  readonly stride: number;
  readonly chain: Chain;
  /** (12,): the map; (12, 2): sums of the derivatives by it. */
  readonly matrix: number;
  readonly gram: number;
}

export interface TurnStep {
  readonly kind: "turn";
  readonly stride: number;
  readonly p: number;
  readonly q: number;
  /** Number of the angle that differs by sample. */
  readonly slot: number;
}

export interface MapStep {
  readonly kind: "map";
  readonly diagonal: Diagonal;
  /** (4^n,) integers; (4^n,) factors; (4^n,) sums where a strength is trained. */
  readonly images: number;
  readonly factors: number;
  readonly sums: number;
  readonly op: MapOp;
}

export interface Steps {
  readonly prefix: readonly (readonly (ChainStep | TurnStep)[])[];
  readonly body: readonly Step[];
  readonly sharedAngles: readonly LinearAngle[];
  readonly sampleAngles: readonly LinearAngle[];
  readonly placed: readonly PlacedChannel[];
  /** Where all chains' sums lie, and how many numbers they are. */
  readonly grams: number;
  readonly gramsLength: number;
}

/** Gives every op its slots and its room. */
export function stepsOf({ circuit, prefix, body }: DensityPlan, room: Room): Steps {
  const { numQubits: n } = circuit;
  const size = 2 ** (2 * n);
  const sharedAngles: LinearAngle[] = [];
  const sampleAngles: LinearAngle[] = [];
  const placed: PlacedChannel[] = [];
  const gramsLength = 24 * [...prefix.flat(), ...body].filter(({ kind }) => kind === "chain").length;
  const grams = room.doubles(gramsLength);
  let nextGram = grams;
  const noiseSlot = ({ name, channel, strengths }: Omit<PlacedChannel, never>): number =>
    placed.push({ name, channel, strengths }) - 1;
  const wireStep = (given: WireOp, stride: number): ChainStep | TurnStep => {
    if (given.kind === "turn") {
      return { kind: "turn", stride, p: given.p, q: given.q, slot: sampleAngles.push(given.angle) - 1 };
    }
    const links = linksOf(
      given.factors,
      ({ angle }: Turn) => sharedAngles.push(angle) - 1,
      (noise: Noise) => noiseSlot(noise),
    );
    nextGram += 24;
    return { kind: "chain", stride, chain: openChain(links), matrix: room.doubles(12), gram: nextGram - 24 };
  };
  const step = (given: BodyOp): Step => {
    if (given.kind !== "map") return wireStep(given, 2 ** (2 * (n - 1 - given.wire)));
    const slots = given.terms.map(noiseSlot);
    const trained = given.terms.map((term: { readonly strengths: readonly Angle[] }) => isTrained(term));
    return {
      kind: "map",
      diagonal: openDiagonal(given, slots, trained),
      images: room.integers(size),
      factors: room.doubles(size),
      sums: trained.includes(true) ? room.doubles(size) : -1,
      op: given,
    };
  };
  return {
    prefix: prefix.map((list) => list.map((given) => wireStep(given, 1))),
    body: body.map(step),
    sharedAngles,
    sampleAngles,
    placed,
    grams,
    gramsLength,
  };
}

/** Steps from this one on are the same for all samples. */
export function sharedFrom(body: DensityPlan["body"]): number {
  return body.findLastIndex((given) => given.kind === "turn" && hasInput(given.angle)) + 1;
}

/** Where the cosines and sines of samples lie for the block in hand: slot s at cos + s * stride. */
export interface BlockAngles {
  readonly cos: number;
  readonly sin: number;
  readonly stride: number;
}

/** One step on an array (count, lanes), or its transpose. Turns take the block's angles. */
export function runStep(
  k: DensityKernels,
  step: Step,
  from: number,
  to: number,
  count: number,
  lanes: number,
  back: boolean,
  angles: BlockAngles,
): void {
  switch (step.kind) {
    case "chain":
      if (back) k.matrixBack(from, to, count * lanes, step.stride * lanes, step.matrix);
      else k.matrix(from, to, count * lanes, step.stride * lanes, step.matrix);
      break;
    case "turn": {
      const { stride, p, q, slot } = step;
      const at = slot * angles.stride;
      k.turn(from, to, count * lanes, stride * lanes, lanes, p, q, angles.cos + at, angles.sin + at, back ? -1 : 1);
      break;
    }
    case "map":
      if (back) k.gather(from, to, count, lanes, step.images, step.factors);
      else k.scatter(from, to, count, lanes, step.images, step.factors);
      break;
    default:
      step satisfies never;
  }
}

/** Derivatives of a chain's angles and strengths, from the sums that were gathered. slope: room for 12 numbers. */
export function chainGradients(step: ChainStep, memory: Float64Array, values: SharedValues, slope: Float64Array): void {
  const { gram } = step;
  for (let i = 0; i < 12; i++) slope[i] = memory[gram + 2 * i]! + memory[gram + 2 * i + 1]!;
  step.chain.backward(values, slope, 0);
}
