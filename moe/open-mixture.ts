import { fold, type Key } from "../core/key.ts";
import type { OpenLayer, ParameterSpec } from "../core/layer.ts";
import { partViews } from "../nn/index.ts";
import type { Balancing } from "./balancing/index.ts";
import type { Body, BodyViews, RoutingMemory } from "./body/body.ts";
import type { Gating } from "./gating/index.ts";
import type { Router } from "./routers/index.ts";

/** What a training forward may need besides the rows. */
export interface Given {
  /** (batch,): for a router that reads labels; else null. */
  readonly labels: Int32Array | null;
  /** For a gating that draws noise and circuits that are sampled; else null. The same key draws the same. */
  readonly key: Key | null;
}

const NOTHING: Given = { labels: null, key: null };

/** A mixture with its working memory. `forward` is what training uses. */
export interface OpenMixture extends OpenLayer {
  /** (maxBatch, experts): the routing weights of the last forward or predict, in its first rows. */
  readonly weights: Float64Array;
  /** As a layer's. Errors: a noisy gating without a key, an oracle without labels. */
  forward(params: Float64Array, x: Float64Array, batch: number, out: Float64Array, given?: Given): void;
  /** As `forward`, with the gating that prediction uses. `backward` cannot follow it. */
  predict(
    params: Float64Array,
    x: Float64Array,
    batch: number,
    out: Float64Array,
    labels?: Int32Array | null,
    key?: Key | null,
  ): void;
  /** The sum of the balancings' losses for the last forward; `backward` adds their derivatives to gradParams. 0 without balancings. */
  balanceLoss(): number;
  /** After the optimiser's step: moves the balancings' own parameters. */
  afterStep(params: Float64Array): void;
  naturalGradient(params: Float64Array, x: Float64Array, batch: number, grads: Float64Array, damping: number): void;
}

export interface OpenParts {
  readonly router: Router;
  readonly gating: Gating;
  readonly balancings: readonly Balancing[];
  /** Which of the balancings has the biases of the selection; -1: none. */
  readonly biasAt: number;
  readonly experts: readonly Weighing[];
  readonly shared: readonly Weighing[];
  readonly tail: Weighing;
  openBody(memory: RoutingMemory, maxBatch: number): Body;
}

interface Weighing {
  readonly parameters: readonly ParameterSpec[];
}

/** Allocates a mixture's working memory for batches of up to maxBatch rows. */
export function openMixture(parts: OpenParts, maxBatch: number): OpenMixture {
  const { router, gating, balancings, biasAt } = parts;
  const numExperts = parts.experts.length;
  const numScores = gating.scores;
  const openRouter = router.open(maxBatch);
  const openGating = gating.open(maxBatch);
  const openBalancings = balancings.map((balancing) => balancing.open(maxBatch));
  const memory: RoutingMemory = {
    scores: new Float64Array(maxBatch * numScores),
    gradScores: new Float64Array(maxBatch * numScores),
    weights: new Float64Array(maxBatch * numExperts),
    gradWeights: new Float64Array(maxBatch * numExperts),
  };
  const { scores, gradScores, weights, gradWeights } = memory;
  const body = parts.openBody(memory, maxBatch);
  const views = openViews(parts);
  const part = new Float64Array(maxBatch * router.inputs);
  const routing = { scores, weights, noise: openGating.noise };
  let lastBatch = 0;
  const useKey = (key: Key): void => {
    openRouter.useKey?.(fold(key, "router"));
    body.useKey(key);
  };

  return {
    weights,
    forward(params, x, batch, out, given = NOTHING) {
      const own = views.params(params);
      lastBatch = batch;
      if (given.key !== null) useKey(given.key);
      openRouter.forward(own.router, x, batch, scores, given.labels);
      const bias = biasAt < 0 ? null : own.balancings[biasAt]!;
      openGating.train(own.gating, x, scores, batch, weights, bias, given.key);
      body.forward(own, x, batch, out, false);
    },
    predict(params, x, batch, out, labels = null, key = null) {
      const own = views.params(params);
      if (key !== null) useKey(key);
      openRouter.forward(own.router, x, batch, scores, labels);
      openGating.predict(scores, batch, weights, biasAt < 0 ? null : own.balancings[biasAt]!);
      body.forward(own, x, batch, out, true);
    },
    backward(params, x, batch, gradOut, gradParams, rowStride, gradX) {
      const own = views.params(params);
      const grads = views.grads(gradParams);
      gradX?.fill(0, 0, batch * router.inputs);
      gradScores.fill(0, 0, batch * numScores);
      body.backward(own, x, batch, gradOut, grads, rowStride, gradX);
      for (let b = 0; b < openBalancings.length; b++) {
        openBalancings[b]!.addGrads(routing, batch, gradWeights, gradScores, rowStride > 0);
      }
      openGating.backward(own.gating, x, batch, weights, gradWeights, gradScores, grads.gating, rowStride, gradX);
      openRouter.backward(own.router, x, batch, gradScores, grads.router, rowStride, gradX === null ? null : part);
      if (gradX !== null) for (let i = 0; i < batch * router.inputs; i++) gradX[i]! += part[i]!;
    },
    balanceLoss() {
      let sum = 0;
      for (let b = 0; b < openBalancings.length; b++) sum += openBalancings[b]!.loss(routing, lastBatch);
      return sum;
    },
    afterStep(params) {
      if (openBalancings.length === 0) return;
      const own = views.params(params);
      for (let b = 0; b < openBalancings.length; b++) {
        openBalancings[b]!.afterStep(own.balancings[b]!, routing, lastBatch);
      }
    },
    naturalGradient(params, x, batch, grads, damping) {
      const own = views.params(params);
      const ownGrads = views.grads(grads);
      openRouter.naturalGradient?.(own.router, x, batch, ownGrads.router, damping);
      body.naturalGradient(own, x, batch, ownGrads, damping);
    },
  };
}

interface Views extends BodyViews {
  readonly router: Float64Array;
  readonly gating: Float64Array;
  readonly balancings: readonly Float64Array[];
}

/** A flat vector's views by part; made again only when another vector comes. */
function openViews({ router, experts, shared, tail, gating, balancings }: OpenParts): {
  params(vector: Float64Array): Views;
  grads(vector: Float64Array): Views;
} {
  const views = partViews([router, ...experts, ...shared, tail, gating, ...balancings]);
  const sharedAt = 1 + experts.length;
  const tailAt = sharedAt + shared.length;
  const named = (list: readonly Float64Array[]): Views => ({
    router: list[0]!,
    experts: list.slice(1, sharedAt),
    shared: list.slice(sharedAt, tailAt),
    tail: list[tailAt]!,
    gating: list[tailAt + 1]!,
    balancings: list.slice(tailAt + 2),
  });
  const remembered = (split: (vector: Float64Array) => readonly Float64Array[]): ((vector: Float64Array) => Views) => {
    let last: readonly Float64Array[] | null = null;
    let parts: Views | null = null;
    return (vector) => {
      const list = split(vector);
      if (parts === null || list !== last) {
        last = list;
        parts = named(list);
      }
      return parts;
    };
  };
  return { params: remembered(views.params), grads: remembered(views.grads) };
}
