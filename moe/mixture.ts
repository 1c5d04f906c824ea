import { fail } from "../core/errors.ts";
import type { Layer, ParameterSpec } from "../core/layer.ts";
import { parameterCount } from "../core/layer.ts";
import { prefixed } from "../core/parameters.ts";
import { checkRecord, checkSpec } from "../core/spec.ts";
import type { AggregationSpec } from "./aggregation/index.ts";
import { aggregations, sumAggregation } from "./aggregation/index.ts";
import type { BalancingSpec } from "./balancing/index.ts";
import { balancings } from "./balancing/index.ts";
import { partsOf } from "./build.ts";
import type { ExpertSpec } from "./experts/index.ts";
import { experts as expertKinds } from "./experts/index.ts";
import type { GatingSpec } from "./gating/index.ts";
import { gatings, softmaxGating } from "./gating/index.ts";
import type { OpenMixture } from "./open-mixture.ts";
import { openMixture } from "./open-mixture.ts";
import type { Router, RouterSpec } from "./routers/index.ts";
import { routers } from "./routers/index.ts";

export type { Given, OpenMixture } from "./open-mixture.ts";

/** A mixture of experts as plain data; it fits any number of features and classes. */
export interface MixtureSpec {
  readonly router: RouterSpec;
  /** The experts that the router chooses among. */
  readonly experts: readonly ExpertSpec[];
  /** Experts that every sample goes to, with weight 1, besides. */
  readonly shared: readonly ExpertSpec[];
  readonly gating: GatingSpec;
  /** What keeps the experts evenly busy. */
  readonly balancing: readonly BalancingSpec[];
  readonly aggregation: AggregationSpec;
}

/** What `mixture` takes; without a gating, softmax, without an aggregation, sum, without balancing or shared experts, none. */
export type MixtureParts = Pick<MixtureSpec, "router" | "experts"> & Partial<MixtureSpec>;

export interface MixtureShape {
  readonly features: number;
  /** Class scores, or targets of a regression. */
  readonly outputs: number;
}

/**
 * A mixture of experts as a layer: outputs are class logits (or targets), sum_e weight_e(x) expert_e(x), or what the aggregation makes of the experts. Its
 * parameters are the router's (`router.weight`), then each expert's (`experts.0.weight`), each shared expert's (`shared.0.weight`), the aggregation's (`head.weight`), the
 * gating's (`gating.noise.weight`) and the balancing's (`balancing.bias`).
 */
export interface Mixture {
  readonly spec: MixtureSpec;
  readonly inputs: number;
  readonly outputs: number;
  readonly parameters: readonly ParameterSpec[];
  /** From features to one score for each expert. */
  readonly router: Router;
  /** From features to what the aggregation takes. */
  readonly experts: readonly Layer[];
  /** The router reads labels: an upper bound, which cannot predict. */
  readonly needsLabels: boolean;
  /** Training draws noise, and so `forward` needs a key. */
  readonly needsKey: boolean;
  /** Circuits are sampled by shots or trajectories, at prediction, too, so that `predict` needs a key. */
  readonly sampled: boolean;
  /** Names of the parts by which samples of a batch depend on each other at training; no sample then has a gradient of its own. */
  readonly couples: readonly string[];
  /** Rough number of multiplications for one sample. */
  readonly work: number;
  open(maxBatch: number): OpenMixture;
}

/**
 * Describes a mixture: `mixture({ router: quantumRouter(), experts: [linearExpert(), linearExpert()] })`. The gating is softmax and
 * the aggregation sum unless given. Errors: no expert, an unknown kind, an option out of bounds.
 */
export function mixture(parts: MixtureParts): MixtureSpec {
  return checkMixture(parts);
}

const KEYS = ["router", "experts", "shared", "gating", "balancing", "aggregation"];

/** Checks a mixture that came as unknown data, such as parsed JSON. Errors as `mixture`. */
export function checkMixture(value: unknown): MixtureSpec {
  const { router, experts, shared = [], gating, balancing = [], aggregation } = checkRecord(value, KEYS, "mixture");
  if (Array.isArray(experts) && experts.length === 0) fail("mixture: experts", "at least one expert", experts);
  const kinds = checkList(balancing, "balancing", (one, where) => checkSpec(balancings, one, where));
  const names = kinds.map(({ kind }) => kind);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) fail("mixture: balancing", "kinds that differ", twice);
  return {
    router: checkSpec(routers, router, "mixture: router"),
    experts: checkList(experts, "experts", (expert, where) => checkSpec(expertKinds, expert, where)),
    shared: checkList(shared, "shared", (expert, where) => checkSpec(expertKinds, expert, where)),
    gating: gating === undefined ? softmaxGating() : checkSpec(gatings, gating, "mixture: gating"),
    balancing: kinds,
    aggregation:
      aggregation === undefined ? sumAggregation() : checkSpec(aggregations, aggregation, "mixture: aggregation"),
  };
}

function checkList<T>(value: unknown, name: string, check: (one: unknown, where: string) => T): T[] {
  if (!Array.isArray(value)) fail(`mixture: ${name}`, `a list of ${name}`, value);
  // Not `map`, which leaves holes of the list unchecked.
  return Array.from(value, (one: unknown, i) => check(one, `mixture: ${name}[${i}]`));
}

/** Builds a mixture for numbers of features and outputs. Errors: as `mixture`; a shape that is no whole numbers from 1; parts that do not fit together. */
export function buildMixture(spec: MixtureSpec, { features, outputs }: MixtureShape): Mixture {
  const checked = checkMixture(spec);
  if (!Number.isSafeInteger(features) || features < 1) fail("mixture: features", "a whole number from 1", features);
  if (!Number.isSafeInteger(outputs) || outputs < 1) fail("mixture: outputs", "a whole number from 1", outputs);
  const { open, needsLabels, sampled, couples, work } = partsOf(checked, { features, outputs });
  const { router, experts, shared, tail, gating, balancings: balancing } = open;
  const numbered = (name: string, layers: readonly Pick<Layer, "parameters">[]): ParameterSpec[] =>
    layers.flatMap((layer, e) => prefixed(`${name}.${e}`, layer.parameters));
  return {
    spec: checked,
    inputs: features,
    outputs,
    parameters: [
      ...prefixed("router", router.parameters),
      ...numbered("experts", experts),
      ...numbered("shared", shared),
      ...tail.parameters,
      ...prefixed("gating", gating.parameters),
      ...balancing.flatMap(({ parameters }) => prefixed("balancing", parameters)),
    ],
    router,
    experts: open.layers,
    needsLabels,
    needsKey: gating.noisy || sampled,
    sampled,
    couples,
    work: work + parameterCount(tail),
    open: (maxBatch) => openMixture(open, maxBatch),
  };
}
