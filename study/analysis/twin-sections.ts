import { formatLoss, formatPercent, formatShare } from "../figures/format.ts";
import type { Analysis } from "./records.ts";
import type { Section } from "./sections.ts";

/** How far a classical router can stand in for the one at hand. */
export function twin({ twin: found, data, model }: Analysis): Section | null {
  if (found === null) return null;
  const { kind, terms: count, allTerms, error, rows, parameters, accuracy, agreement, weights } = found;
  const where = data.testRows === 0 ? "rows trained on" : "held-out rows";
  const far = `largest difference of the experts' weights ${formatSmall(weights.max)}, root mean square ${formatSmall(weights.rms)}`;
  const same = `on ${rows} ${where} both name the same class for ${formatPercent(agreement)}; ${far}`;
  const sentence =
    error === null
      ? `Yes, once it is trained: a classical router with the ${count} terms of the circuit's functions is its exact twin (${same}).`
      : `Not exactly: all ${allTerms} terms of the circuit's functions are too many. A classical router with ${count} of them, fitted to rows trained on, is off by ${formatSmall(error.rms)} in its expectations (root mean square; at most ${formatSmall(error.max)}) on ${error.rows} rows that the fit did not see (${same}).`;
  const row = (name: string, of: "original" | "twin"): string[] => [
    name,
    String(parameters[of]),
    ...(accuracy === null ? [] : [formatShare(accuracy[of])]),
  ];
  return {
    name: "twin",
    title: "Could a classical router do the same?",
    sentences: [
      sentence,
      ...(holdsCircuits(model)
        ? ["Its experts or its aggregation are circuits, too, and stay what they are: the twin is of the router alone."]
        : []),
      "It is the twin of these parameters. Whether a classical router can be trained to do as well is another question.",
    ],
    table: {
      heads: ["Router", "its parameters", ...(accuracy === null ? [] : ["accuracy"])],
      rows: [row("original", "original"), row(kind === "exact" ? "exact twin" : "fitted twin", "twin")],
    },
  };
}

/** Which terms of the circuit's functions interference makes. */
export function terms({ interference: found }: Analysis): Section | null {
  if (found === null) return null;
  const { terms: count, power, largest } = found;
  const rest = count > largest.length ? ` Listed are the ${largest.length} largest.` : "";
  return {
    name: "terms",
    title: "Which terms does interference make?",
    sentences: [
      `The circuit's functions are sums of ${count} terms. Their mean square, over all angles and summed over wires, is ${formatLoss(power.intact)}; with full dephasing after the embedding and between layers it is ${formatLoss(power.dephased)}, and that of the difference ${formatLoss(power.difference)}.${rest}`,
    ],
    table: {
      heads: ["Term", "intact", "without interference", "difference"],
      rows: largest.map(({ name, intact, dephased, difference }) => [
        name,
        ...[intact, dephased, difference].map((value) => (value < 1e-12 ? "0" : formatShare(value))),
      ]),
    },
  };
}

/** Whether a mixture is quantum beyond its router. */
function holdsCircuits({ experts, shared, aggregation }: Analysis["model"]): boolean {
  const kinds = [...experts, ...shared, aggregation].map(({ kind }) => kind);
  return kinds.some((kind) => ["circuit", "ownCircuit", "coherent", "incoherent"].includes(kind));
}

/** Errors, down to rounding. */
function formatSmall(value: number): string {
  if (value < 1e-12) return "below 1e-12";
  return value < 0.001 ? value.toExponential(0).replace("+", "") : formatShare(value);
}
