import { fail } from "../core/errors.ts";
import type { Layer } from "../core/layer.ts";
import { parameterCount } from "../core/layer.ts";
import { prefixed } from "../core/parameters.ts";
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
}

/** What `mixture` takes; without a gating, softmax. */
export type MixtureParts = Omit<MixtureSpec, "gating"> & Partial<Pick<MixtureSpec, "gating">>;

export interface MixtureShape {
  readonly features: number;
  readonly classes: number;
}

/**
 * A mixture of experts as a layer: outputs are class logits, sum_e weight_e(x) expert_e(x). Its parameters are the router's
 * (`router.weight`), then each expert's (`experts.0.weight`).
 */
export interface Mixture extends Layer {
  readonly spec: MixtureSpec;
  /** From features to one logit for each expert. */
  readonly router: Layer;
  /** From features to class logits. */
  readonly experts: readonly Layer[];
  /** Rough number of multiplications for one sample. */
  readonly work: number;
  open(maxBatch: number): OpenMixture;
}

/**
 * Describes a mixture: `mixture({ router: quantumRouter(), experts: [linearExpert(), linearExpert()] })`. The gating is softmax unless given.
 * Errors: no expert, an unknown kind, an option out of bounds.
 */
export function mixture(parts: MixtureParts): MixtureSpec {
  return checkMixture(parts);
}

/** Checks a mixture that came as unknown data, such as parsed JSON. Errors as `mixture`. */
export function checkMixture(value: unknown): MixtureSpec {
  const { router, experts, gating } = checkRecord(value, ["router", "experts", "gating"], "mixture");
  if (!Array.isArray(experts)) fail("mixture: experts", "a list of experts", experts);
  if (experts.length === 0) fail("mixture: experts", "at least one expert", experts);
  return {
    router: checkSpec(routers, router, "mixture: router"),
    // Not `map`, which leaves holes of the list unchecked.
    experts: Array.from(experts, (expert: unknown, e) => checkSpec(expertKinds, expert, `mixture: experts[${e}]`)),
    gating: gating === undefined ? softmaxGating() : checkSpec(gatings, gating, "mixture: gating"),
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
  const experts = checked.experts.map((expert) => {
    const kind: ExpertKind = expertKinds[expert.kind];
    return kind.build(expert, { features, classes });
  });
  const gatingKind: GatingKind = gatings[checked.gating.kind];
  const gating = gatingKind.build(checked.gating, { experts: numExperts });
  const expertWork = experts.reduce((sum, expert) => sum + parameterCount(expert), 0);
  return {
    spec: checked,
    router,
    experts,
    inputs: features,
    outputs: classes,
    parameters: [
      ...prefixed("router", router.parameters),
      ...experts.flatMap((expert, e) => prefixed(`experts.${e}`, expert.parameters)),
    ],
    work: (routerKind.work?.(checked.router, shape) ?? parameterCount(router)) + expertWork,
    open: (maxBatch) => openMixture({ router, experts, gating, classes }, maxBatch),
  };
}
