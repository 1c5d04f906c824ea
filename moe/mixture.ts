import { fail } from "../core/errors.ts";
import type { Layer } from "../core/layer.ts";
import { parameterCount } from "../core/layer.ts";
import { prefixed } from "../core/parameters.ts";
import type { AggregationKind, AggregationSpec } from "./aggregation/index.ts";
import { aggregations, sumAggregation } from "./aggregation/index.ts";
import type { ExpertKind, ExpertSpec } from "./experts/index.ts";
import { experts as expertKinds } from "./experts/index.ts";
import type { GatingKind, GatingSpec } from "./gating/index.ts";
import { gatings, softmaxGating } from "./gating/index.ts";
import type { OpenMixture } from "./open-mixture.ts";
import { openMixture } from "./open-mixture.ts";
import type { RouterKind, RouterSpec } from "./routers/index.ts";
import { routers } from "./routers/index.ts";
import { checkRecord, checkSpec } from "./spec.ts";

export type { OpenMixture } from "./open-mixture.ts";

/** A mixture of experts as plain data; it fits any number of features and classes. */
export interface MixtureSpec {
  readonly router: RouterSpec;
  readonly experts: readonly ExpertSpec[];
  readonly gating: GatingSpec;
  readonly aggregation: AggregationSpec;
}

/** What `mixture` takes; without a gating, softmax, without an aggregation, sum. */
export type MixtureParts = Pick<MixtureSpec, "router" | "experts"> & Partial<MixtureSpec>;

export interface MixtureShape {
  readonly features: number;
  readonly classes: number;
}

/**
 * A mixture of experts as a layer: outputs are class logits, sum_e weight_e(x) expert_e(x), or a head of that sum. Its parameters are the
 * router's (`router.weight`), then each expert's (`experts.0.weight`), then the head's (`head.weight`).
 */
export interface Mixture extends Layer {
  readonly spec: MixtureSpec;
  /** From features to one logit for each expert. */
  readonly router: Layer;
  /** From features to what the aggregation sums up. */
  readonly experts: readonly Layer[];
  /** From the weighted sum to class logits; null: the sum is the logits. */
  readonly head: Layer | null;
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

/** Checks a mixture that came as unknown data, such as parsed JSON. Errors as `mixture`. */
export function checkMixture(value: unknown): MixtureSpec {
  const keys = ["router", "experts", "gating", "aggregation"];
  const { router, experts, gating, aggregation } = checkRecord(value, keys, "mixture");
  if (!Array.isArray(experts)) fail("mixture: experts", "a list of experts", experts);
  if (experts.length === 0) fail("mixture: experts", "at least one expert", experts);
  return {
    router: checkSpec(routers, router, "mixture: router"),
    // Not `map`, which leaves holes of the list unchecked.
    experts: Array.from(experts, (expert: unknown, e) => checkSpec(expertKinds, expert, `mixture: experts[${e}]`)),
    gating: gating === undefined ? softmaxGating() : checkSpec(gatings, gating, "mixture: gating"),
    aggregation:
      aggregation === undefined ? sumAggregation() : checkSpec(aggregations, aggregation, "mixture: aggregation"),
  };
}

/** Builds a mixture for a number of features and classes. Errors: as `mixture`; a shape that is no whole numbers, fewer than two classes. */
export function buildMixture(spec: MixtureSpec, { features, classes }: MixtureShape): Mixture {
  const checked = checkMixture(spec);
  if (!Number.isSafeInteger(features) || features < 1) fail("mixture: features", "a whole number from 1", features);
  if (!Number.isSafeInteger(classes) || classes < 2) fail("mixture: classes", "a whole number from 2", classes);
  const numExperts = checked.experts.length;
  const shape = { features, experts: numExperts };
  const routerKind: RouterKind = routers[checked.router.kind];
  const router = routerKind.build(checked.router, shape);
  const aggregationKind: AggregationKind = aggregations[checked.aggregation.kind];
  const { width, head } = aggregationKind.build(checked.aggregation, { classes });
  const expertShape = { features, outputs: width };
  let work =
    (routerKind.work?.(checked.router, shape) ?? parameterCount(router)) + (head === null ? 0 : parameterCount(head));
  const experts = checked.experts.map((spec) => {
    const kind: ExpertKind = expertKinds[spec.kind];
    const expert = kind.build(spec, expertShape);
    work += kind.work?.(spec, expertShape) ?? parameterCount(expert);
    return expert;
  });
  const gatingKind: GatingKind = gatings[checked.gating.kind];
  const gating = gatingKind.build(checked.gating, { experts: numExperts });
  return {
    spec: checked,
    router,
    experts,
    head,
    inputs: features,
    outputs: classes,
    parameters: [
      ...prefixed("router", router.parameters),
      ...experts.flatMap((expert, e) => prefixed(`experts.${e}`, expert.parameters)),
      ...prefixed("head", head?.parameters ?? []),
    ],
    work,
    open: (maxBatch) => openMixture({ router, experts, gating, width, head }, maxBatch),
  };
}
