import { fail } from "../../core/errors.ts";
import { parameterCount } from "../../core/layer.ts";
import { layoutOf, viewOf } from "../../core/parameters.ts";
import { mean } from "../../core/statistics/index.ts";
import { linear } from "../../nn/index.ts";
import {
  type FitError,
  type FittedOptions,
  type FourierSeries,
  fittedSeries,
  fourierOf,
  MOST_TERMS,
  quadraticOf,
  spectrumOf,
} from "../../quantum/fourier/index.ts";
import type { Circuit, NoiseModel } from "../../quantum/index.ts";
import { circuitFor } from "../circuit.ts";
import { deviceOf } from "../device.ts";
import { buildMixture, type MixtureShape, type MixtureSpec } from "../mixture.ts";
import type { RouterSpec } from "./index.ts";
import { twinRouter } from "./twin.ts";

/** A mixture with its parameters. */
export interface Modelled {
  readonly model: MixtureSpec;
  readonly params: Float64Array;
}

/** Options of a fit are those of `fittedSeries`. */
export interface TwinOptions extends Pick<FittedOptions, "fitTerms" | "ridge" | "heldOut" | "key" | "engine"> {
  /** Most terms of an exact series. Default 20,000. */
  readonly maxTerms?: number;
  /** Rows as the router sees them (scaled), (N, features), to fit a series to that would be longer. Default null: it is refused. */
  readonly rows?: Float64Array | null;
}

/** A mixture whose router is classical and routes as the quantum one did. */
export interface Twin extends Modelled {
  /** "exact": to rounding. "fitted": to `error`. */
  readonly kind: "exact" | "fitted";
  /** How many terms it has, and how many the exact series has. */
  readonly terms: number;
  readonly allTerms: number;
  /** Of a fit: how far expectations are off on held-out rows, over all circuits. */
  readonly error: FitError | null;
}

/** What of a router is a circuit. */
interface Source {
  readonly circuit: Circuit;
  readonly noise: NoiseModel | null;
  /** Where the parameters of each copy of the circuit begin. */
  readonly groups: readonly string[];
}

interface Surrogate extends Omit<Twin, "model" | "params"> {
  readonly router: RouterSpec;
  /** (outputs, terms) and (outputs,). */
  readonly weight: Float64Array;
  readonly bias: Float64Array;
}

/**
 * The classical twin of a trained mixture: its quantum router (`quantum`, `ownCircuit`, `randomCircuit`) becomes a `twin` router whose coefficients are those of the circuit's exact
 * series, with noise where it had some; input map, readout, experts and all else keep their parameters. It predicts the same to rounding, unless the series is longer than
 * maxTerms: then it is fitted to `rows`, and says how far it is off. A fitted model becomes its twin by `{ ...fitted, model: twin.model, params: twin.params }`. shape: numbers of
 * features and outputs of the mixture. Errors: a router without a circuit; shots, trajectories or mitigation, whose results are no expectations of one circuit; amplitudes
 * together with angles; too many terms without rows. Schreiber, Eisert, Meyer, arXiv 2206.11740.
 */
export function twinOf(model: MixtureSpec, params: Float64Array, shape: MixtureShape, options: TwinOptions = {}): Twin {
  const original = buildMixture(model, shape);
  const layout = layoutOf(original.parameters);
  if (!(params instanceof Float64Array && params.length === layout.length)) {
    fail("twinOf: params", `a Float64Array of ${layout.length} numbers`, params);
  }
  const source = sourceOf(original.spec.router, shape.features);
  const circuits = source.groups.map((name) => {
    const group = source.circuit.parameters[0];
    return group === undefined ? new Float64Array(0) : params.subarray(layout.slices[`${name}.${group.name}`]!.offset);
  });
  const map = layout.slices["router.inputMap.weight"];
  const { rows = null } = options;
  const seen =
    rows === null || map === undefined
      ? rows
      : mapped(rows, params.subarray(map.offset), shape.features, source.circuit.numInputs);
  const { router, weight, bias, ...report } = surrogateOf(source, circuits, { ...options, rows: seen });
  const twin = buildMixture({ ...original.spec, router }, shape);
  const own = layoutOf(twin.parameters);
  const vector = new Float64Array(own.length);
  for (const name of Object.keys(own.slices)) {
    const view = viewOf(own, vector, name);
    if (name === "router.coefficients.weight") view.set(weight);
    else if (name === "router.coefficients.bias") view.set(bias);
    else view.set(viewOf(layout, params, name));
  }
  return { model: twin.spec, params: vector, ...report };
}

function sourceOf(router: RouterSpec, features: number): Source {
  switch (router.kind) {
    case "quantum":
      return { circuit: circuitFor(router, features), noise: exactNoise(router), groups: ["router.circuit"] };
    case "ownCircuit":
      return { circuit: router.circuit, noise: exactNoise(router), groups: ["router.circuit"] };
    case "randomCircuit": {
      const groups = Array.from({ length: router.circuits }, (_, i) => `router.circuits.${i}`);
      return { circuit: circuitFor({ ...router, circuit: "frozen" }, features), noise: exactNoise(router), groups };
    }
    default:
      return fail("twinOf: router", "a router with a circuit: quantum, ownCircuit or randomCircuit", router.kind);
  }
}

function exactNoise(router: Parameters<typeof deviceOf>[0]): NoiseModel | null {
  const { noise, shots, trajectories, mitigation } = deviceOf(router);
  const hint = "A twin is one of exact expectations: `onDevice` moves the model to a device that gives them";
  if (shots > 0) fail("twinOf: router: shots", "0", shots, hint);
  if (trajectories > 0) fail("twinOf: router: trajectories", "0", trajectories, hint);
  const kinds = mitigation.map(({ kind }) => kind);
  if (kinds.length > 0) fail("twinOf: router: mitigation", "none", kinds, hint);
  return noise;
}

/** Rows behind the learned map. */
function mapped(rows: Float64Array, params: Float64Array, features: number, inputs: number): Float64Array {
  const layer = linear(features, inputs);
  const count = rows.length / features;
  if (!Number.isInteger(count) || count < 1) fail("twinOf: rows", `rows of ${features} features`, rows);
  const out = new Float64Array(count * inputs);
  layer.open(count).forward(params.subarray(0, parameterCount(layer)), rows, count, out);
  return out;
}

type Given = TwinOptions & { readonly rows: Float64Array | null };

function surrogateOf({ circuit, noise }: Source, circuits: readonly Float64Array[], options: Given): Surrogate {
  const { rows, maxTerms = MOST_TERMS, engine, ...fit } = options;
  const common = { noise, maxTerms, ...(engine && { engine }) };
  if (circuit.amplitudes > 0) {
    const forms = circuits.map((params) => quadraticOf(circuit, params, common));
    const { inputs, outputs } = forms[0]!;
    const weight = joined(forms.map(({ coefficients }) => coefficients));
    const functions = forms.length * outputs;
    const terms = weight.length / functions;
    const router = twinRouter({ basis: "amplitudes", inputs, functions });
    return { router, weight, bias: new Float64Array(functions), kind: "exact", terms, allTerms: terms, error: null };
  }
  const { phases, terms: allTerms } = spectrumOf(circuit, circuits[0]!);
  if (phases.length === 0) fail("twinOf: router", "a circuit with an angle that an input turns", "none");
  // Too long a series without rows to fit is refused by `fourierOf`.
  if (allTerms <= maxTerms || rows === null) {
    const series = circuits.map((params) => fourierOf(circuit, params, common));
    return { ...seriesSurrogate(series), kind: "exact", allTerms, error: null };
  }
  const fits = circuits.map((params) =>
    fittedSeries(circuit, params, rows, { noise, ...(engine && { engine }), ...fit }),
  );
  return {
    ...seriesSurrogate(fits.map(({ series }) => series)),
    kind: "fitted",
    allTerms,
    error: {
      rows: fits[0]!.error.rows,
      rms: Math.sqrt(mean(fits.map(({ error: { rms } }) => rms * rms))),
      max: Math.max(...fits.map(({ error: { max } }) => max)),
    },
  };
}

/** The series of all circuits, which have the same terms, as a router and its coefficients. */
function seriesSurrogate(series: readonly FourierSeries[]): Pick<Surrogate, "router" | "weight" | "bias" | "terms"> {
  const { inputs, outputs, terms } = series[0]!;
  const { phases, count, all } = terms;
  if (series.some((other) => JSON.stringify(other.terms.phases) !== JSON.stringify(phases))) {
    fail("twinOf: router", "circuits with the same scales of inputs", "others");
  }
  const functions = series.length * outputs;
  const coefficients = joined(series.map((one) => one.coefficients));
  // The constant is the bias.
  const weight = coefficients.filter((_, k) => k % count !== 0);
  const bias = coefficients.filter((_, k) => k % count === 0);
  return { router: twinRouter({ inputs, phases, terms: all ? 0 : count, functions }), weight, bias, terms: count };
}

function joined(arrays: readonly Float64Array[]): Float64Array {
  return Float64Array.from(arrays.flatMap((array) => Array.from(array)));
}
