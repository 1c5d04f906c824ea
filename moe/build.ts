import { fail, MoireError } from "../core/errors.ts";
import type { Layer } from "../core/layer.ts";
import { parameterCount } from "../core/layer.ts";
import { prefixed } from "../core/parameters.ts";
import type { Aggregation, AggregationKind } from "./aggregation/index.ts";
import { aggregations } from "./aggregation/index.ts";
import type { BalancingKind } from "./balancing/index.ts";
import { balancings as balancingKinds } from "./balancing/index.ts";
import { openSoft } from "./body/soft.ts";
import { openStates } from "./body/states.ts";
import { openWeighted } from "./body/weighted.ts";
import { checkIdeal } from "./device.ts";
import type { ExpertKind, ExpertSpec } from "./experts/index.ts";
import { circuitState, experts as expertKinds } from "./experts/index.ts";
import type { Gating, GatingKind } from "./gating/index.ts";
import { gatings } from "./gating/index.ts";
import type { MixtureShape, MixtureSpec } from "./mixture.ts";
import type { OpenParts } from "./open-mixture.ts";
import type { RouterKind } from "./routers/index.ts";
import { routers } from "./routers/index.ts";

export interface BuiltParts {
  readonly open: OpenParts & { readonly layers: readonly Layer[] };
  readonly needsLabels: boolean;
  readonly sampled: boolean;
  readonly couples: readonly string[];
  /** Rough number of multiplications for one sample, without the aggregation's. */
  readonly work: number;
}

/** Builds the parts of a checked mixture and refuses those that do not fit together. */
export function partsOf(spec: MixtureSpec, { features, outputs }: MixtureShape): BuiltParts {
  const numExperts = spec.experts.length;
  const gating = (gatings[spec.gating.kind] as GatingKind).build(spec.gating, { features, experts: numExperts });
  const routerShape = { features, experts: gating.scores };
  const routerKind: RouterKind = routers[spec.router.kind];
  const router = routerKind.build(spec.router, routerShape);
  if (routerKind.needsLabels === true && gating.slots > 1) {
    fail(`router ${spec.router.kind}: gating`, "softMoe with one slot for each expert, or another", gating.slots);
  }
  const kinds = spec.balancing.map((one) => ({ name: one.kind, kind: balancingKinds[one.kind] as BalancingKind, one }));
  if (gating.slots > 0 && kinds.length > 0) {
    fail("mixture: balancing", "none with the gating softMoe, under which all slots are always busy", kinds[0]!.name);
  }
  const balancings = kinds.map(({ kind, one }) =>
    kind.build(one, { experts: numExperts, gating, gatingName: spec.gating.kind }),
  );
  const { aggregation, experts, shared } = expertsOf(spec, gating, { features, outputs });
  const width = aggregation.of === "outputs" ? aggregation.width : outputs;
  const workOf = (one: ExpertSpec, e: number): number =>
    (expertKinds[one.kind] as ExpertKind).work?.(one, { features, outputs: width }) ?? parameterCount(experts[e]!);
  const all = spec.experts.reduce((sum, one, e) => sum + workOf(one, e), 0);
  const everyone = shared.reduce((sum, layer) => sum + parameterCount(layer), 0);
  return {
    open: {
      router,
      gating,
      balancings,
      biasAt: kinds.findIndex(({ kind }) => kind.biases),
      experts,
      layers: experts,
      shared,
      tail:
        aggregation.of === "states"
          ? aggregation
          : { parameters: prefixed("head", aggregation.head?.parameters ?? []) },
      openBody(memory, maxBatch) {
        if (aggregation.of === "states") return openStates(experts, aggregation, memory, gating.sparse, maxBatch);
        const parts = { experts, shared, width: aggregation.width, head: aggregation.head };
        if (gating.slots > 0) return openSoft(parts, memory, gating.slots, maxBatch);
        // A gating that drops what is over capacity leaves weights of 0 even where every expert is chosen.
        return openWeighted(parts, memory, gating.sparse || !gating.covers, maxBatch);
      },
    },
    needsLabels: routerKind.needsLabels === true,
    sampled: [router, ...experts, ...shared].some(({ sampled }) => sampled === true),
    couples: [
      ...(gating.couples ? [`gating ${spec.gating.kind}`] : []),
      ...kinds.filter(({ kind }) => kind.couples).map(({ name }) => `balancing ${name}`),
    ],
    work:
      (routerKind.work?.(spec.router, routerShape) ?? parameterCount(router)) +
      everyone +
      (all * Math.min(gating.most, numExperts)) / numExperts,
  };
}

interface Experts {
  readonly aggregation: Aggregation;
  readonly experts: readonly Layer[];
  readonly shared: readonly Layer[];
}

function expertsOf(spec: MixtureSpec, gating: Gating, { features, outputs }: MixtureShape): Experts {
  const kind: AggregationKind = aggregations[spec.aggregation.kind];
  const shape = { outputs, experts: spec.experts.length };
  if (kind.of === "states") return statesOf(spec, kind, gating, { features, outputs });
  const aggregation = kind.build(spec.aggregation, { ...shape, qubits: 0 });
  if (aggregation.of === "states")
    throw new MoireError(`aggregation ${spec.aggregation.kind}: asks for outputs, not states`);
  const build = (one: ExpertSpec): Layer =>
    (expertKinds[one.kind] as ExpertKind).build(one, { features, outputs: aggregation.width });
  return { aggregation, experts: spec.experts.map(build), shared: spec.shared.map(build) };
}

function statesOf(
  spec: MixtureSpec,
  kind: AggregationKind,
  gating: Gating,
  { features, outputs }: MixtureShape,
): Experts {
  const where = `aggregation ${spec.aggregation.kind}`;
  if (spec.shared.length > 0) fail(`${where}: shared`, "no shared experts, as it joins states", spec.shared.length);
  if (gating.slots > 0 || !gating.covers) {
    const hint = "Take softmax, or topK without a capacity";
    fail(`${where}: gating`, "one that gives every sample an expert of its own", spec.gating.kind, hint);
  }
  if (gating.most === 1 && spec.experts.length > 1) {
    const why = "States are normalised, so that the weight of a single expert cancels and the router would not learn";
    fail(`${where}: gating`, "one that gives a sample two experts or more", `${spec.gating.kind} with one`, why);
  }
  const circuits = spec.experts.map((one, e) => {
    const found = (expertKinds[one.kind] as ExpertKind).circuit?.(one, features);
    return found ?? fail(`${where}: experts[${e}]`, "an expert that is a circuit: circuit or ownCircuit", one.kind);
  });
  for (const [e, { device }] of circuits.entries()) checkIdeal(device, `${where}: experts[${e}]`);
  const qubits = circuits[0]!.circuit.numQubits;
  const other = circuits.findIndex(({ circuit }) => circuit.numQubits !== qubits);
  if (other >= 0) {
    const hint = "Give the experts one number of qubits";
    fail(
      `${where}: experts[${other}]`,
      `${qubits} qubits, as experts[0] has`,
      circuits[other]!.circuit.numQubits,
      hint,
    );
  }
  const aggregation = kind.build(spec.aggregation, { outputs, experts: spec.experts.length, qubits });
  return { aggregation, experts: circuits.map((found) => circuitState(found, features)), shared: [] };
}
