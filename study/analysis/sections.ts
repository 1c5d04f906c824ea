import { formatLoss, formatPercent, formatShare } from "../figures/format.ts";
import type { Analysis, DimensionRecord, KernelName } from "./records.ts";
import { terms, twin } from "./twin-sections.ts";

/** A part of an analysis in words: sentences, and perhaps a table. The text for the terminal and the page are made of these. */
export interface Section {
  readonly name: SectionName;
  readonly title: string;
  readonly sentences: readonly string[];
  readonly table: Table | null;
}

export interface Table {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export type SectionName =
  | "model"
  | "probes"
  | "experts"
  | "jacobian"
  | "kernels"
  | "expressibility"
  | "gradients"
  | "dimension"
  | "twin"
  | "terms"
  | "notes";

export const KERNELS: Readonly<Record<KernelName, string>> = {
  circuit: "circuit's states",
  features: "router's features",
  rbf: "Gaussian on the inputs",
  linear: "linear on the inputs",
};

/** Where one bin holds a larger share of random states, a histogram says little. */
const COARSE = 0.95;

/** Two-sided 95 % of a normal law. */
const Z = 1.959964;

/** What an analysis found, in plain words. What does not apply is in the last section. */
export function sectionsOf(analysis: Analysis): Section[] {
  return [model, probes, experts, jacobian, kernels, states, gradients, dimension, twin, terms, notes].flatMap(
    (section) => section(analysis) ?? [],
  );
}

function model({ data, accuracy, parameters, circuit, model: { router } }: Analysis): Section {
  const held = data.testRows === 0 ? "none held out" : `${data.testRows} held out`;
  const sentences = [
    `${plural(data.trainRows, "row")} to train on, ${held}, ${plural(data.features, "feature")}, ${data.classes.length} classes; inputs scaled by ${data.scaling}.`,
    `The router is ${router.kind}: ${parameters.router} of ${plural(parameters.trained, "trained parameter")} are its own.`,
  ];
  if (circuit !== null) {
    const layers = circuit.layers === null ? "" : `, ${plural(circuit.layers, "layer")}`;
    sentences.push(
      `Its circuit: ${plural(circuit.qubits, "qubit")}${layers}, ${plural(circuit.parameters, "parameter")}${circuit.noisy ? ", with noise" : ""}.`,
    );
  }
  if (accuracy !== null) {
    const test = accuracy.test === null ? "" : `${formatShare(accuracy.test)} on held-out rows, `;
    sentences.push(`Accuracy of the trained model: ${test}${formatShare(accuracy.train)} on the rows trained on.`);
  }
  return { name: "model", title: "Model and data", sentences, table: null };
}

function probes({ probes: found }: Analysis): Section | null {
  if (found === null) return null;
  const { raw, features, gain } = found;
  const half = Z * gain.error;
  const [low, high] = [gain.mean - half, gain.mean + half];
  const verdict =
    low > 0
      ? "The router's features make the classes easier to tell apart by a linear rule."
      : high < 0
        ? "The router's features make the classes harder to tell apart by a linear rule."
        : "These rows do not show that the features are better or worse for a linear rule.";
  return {
    name: "probes",
    title: "Does the router untangle the classes?",
    sentences: [
      `Gain of a linear rule on the router's features over one on the raw inputs: ${signed(gain.mean)} (95 %: ${signed(low)} to ${signed(high)}). ${verdict}`,
    ],
    table: {
      heads: ["Linear rule on", "numbers", "held out", "trained on"],
      rows: [
        ["raw inputs", String(raw.width), formatShare(raw.test!), formatShare(raw.train)],
        ["router's features", String(features.width), formatShare(features.test!), formatShare(features.train)],
      ],
    },
  };
}

function experts({ specialisation: found, data }: Analysis): Section | null {
  if (found === null) return null;
  const { counts, information, normalised, chance, evenness, sampleEntropy, experts: list, load } = found;
  const rows = data.testRows === 0 ? "the rows trained on" : "the held-out rows";
  const says = isChance(information, chance, sumOf(counts.flat()))
    ? "no more than chance: these rows do not show that the choice says anything about the class"
    : "the choice says something about the class";
  return {
    name: "experts",
    title: "Do the experts specialise?",
    sentences: [
      `On ${rows} the chosen expert and the class share ${formatLoss(information)} nats (normalised ${formatShare(normalised)}; chance alone gives about ${formatLoss(chance)}): ${says}.`,
      `Evenness of the loads ${formatShare(evenness)} (1: even; ${formatShare(1 / list.length)}: one has all). Mean entropy of a row's weights ${formatLoss(Math.max(0, sampleEntropy))} nats (0: one expert decides).`,
    ],
    table: {
      heads: ["Expert", "weight", "its rows", "alone, its rows", "alone, all rows"],
      rows: list.map(({ kind, rows: own, own: right, all }, e) => [
        `${e + 1}: ${kind}`,
        formatPercent(load[e]!),
        String(own),
        right === null ? "none" : formatShare(right),
        formatShare(all),
      ]),
    },
  };
}

function jacobian({ jacobian: found, options, data }: Analysis): Section | null {
  if (found === null) return null;
  const { rank, parameters, most, rows, outputs, ranks } = found;
  const redundant =
    most < parameters
      ? `So few rows that differ cannot show more than ${most}: whether the other parameters matter elsewhere is open.`
      : rank < parameters
        ? `On these rows ${parameters - rank} of them change nothing that the others do not.`
        : "None is redundant.";
  const given = Math.min(options.rows, data.trainRows);
  const where = rows === given ? plural(rows, "row") : `the ${rows} that differ of ${given} rows`;
  const differ = new Set(ranks).size > 1 ? ` (at single points ${ranks.join(", ")})` : "";
  return {
    name: "jacobian",
    title: "How many of the router's parameters matter?",
    sentences: [
      `What the router makes of a row (${plural(outputs, "number")}, before it scores) has ${plural(parameters, "trained parameter")}; its derivative on ${where} has rank ${rank}${differ}. ${redundant}`,
    ],
    table: null,
  };
}

function kernels({ kernels: list, differences }: Analysis): Section | null {
  if (list.length === 0) return null;
  const [first] = differences;
  const sentences = [
    "Effective rank: how many directions a kernel uses on these rows (exp of the entropy of its eigenvalues; in brackets the participation ratio). Alignment: how well it agrees with the classes, from -1 to 1.",
    ...differences.map(
      ({ classical, router, value }) =>
        `Geometric difference from the ${SHORT[classical]} kernel to that of the ${KERNELS[router]}: ${formatLoss(value)}.`,
    ),
  ];
  if (first !== undefined) {
    sentences.push(
      `Near 1 the classical kernel can do the same on any labels; of the order of ${formatLoss(first.root)}, the root of the number of rows, some labels may favour the router's (lambda ${formatShare(first.lambda)}). It says nothing about the classes at hand.`,
    );
  }
  return {
    name: "kernels",
    title: "How does the router see the rows?",
    sentences,
    table: {
      heads: ["Kernel", "effective rank", "centred", "alignment", "centred"],
      rows: list.map(({ name, rank, centredRank, alignment, centredAlignment }) => [
        KERNELS[name],
        `${formatLoss(rank.entropy)} (${formatLoss(rank.participation)})`,
        `${formatLoss(centredRank.entropy)} (${formatLoss(centredRank.participation)})`,
        formatShare(alignment),
        formatShare(centredAlignment),
      ]),
    },
  };
}

const SHORT: Readonly<Record<KernelName, string>> = {
  circuit: "circuit's",
  features: "features'",
  rbf: "Gaussian",
  linear: "linear",
};

function states({ expressibility, entanglement, options }: Analysis): Section | null {
  const sentences: string[] = [];
  if (expressibility !== null) {
    const { divergence, chance, limit, haar } = expressibility;
    const fullest = Math.max(...haar);
    const verdict =
      divergence > limit
        ? "So these states are less evenly spread than random ones."
        : fullest > COARSE
          ? `These states cannot be told from random ones, which says little: one of the ${haar.length} bins holds ${formatPercent(fullest)} of random fidelities, so that only a very uneven spread would show.`
          : "So these states cannot be told from random ones.";
    sentences.push(
      `Expressibility: the fidelities of ${options.samples} pairs of states diverge from those of random states by ${formatLoss(divergence)} nats; random states themselves give ${formatLoss(chance)} on average, and more than ${formatLoss(limit)} at most once in a thousand. ${verdict}`,
    );
  }
  if (entanglement !== null) {
    const { mean, error, haar } = entanglement;
    sentences.push(
      `Entanglement (Meyer-Wallach) of its states: ${formatShare(mean)}, give or take ${formatShare(Z * error)}; random states have ${formatShare(haar)}, products 0.`,
    );
  }
  if (sentences.length === 0) return null;
  return { name: "expressibility", title: "Which states can the circuit reach?", sentences, table: null };
}

function gradients({ gradients: found }: Analysis): Section | null {
  if (found === null) return null;
  const { own, cells, samples, observable } = found;
  const sentences = [
    `Variance of the derivative of <${observable}> at random parameters, mean over the circuit's parameters: ${formatLoss(own.mean)}, give or take ${formatLoss(Z * own.error)}, the largest ${formatLoss(own.largest)} (${samples} draws).`,
  ];
  const layers = Math.max(...cells.map((cell) => cell.layers));
  const deep = cells.filter((cell) => cell.layers === layers).sort((a, b) => a.qubits - b.qubits);
  const [few, many] = [deep[0], deep.at(-1)];
  if (few !== undefined && many !== undefined && few.mean > 0 && many.qubits > few.qubits) {
    sentences.push(
      `For circuits like it with ${plural(layers, "layer")} in all it goes from ${formatLoss(few.mean)} at ${few.qubits} qubits to ${formatLoss(many.mean)} at ${many.qubits}. A fall by half or more for each qubit is a barren plateau.`,
    );
  }
  return { name: "gradients", title: "How steep is its landscape?", sentences, table: null };
}

function dimension({ dimensions }: Analysis): Section | null {
  const [first] = dimensions;
  if (first === undefined) return null;
  const heads = ["", "parameters", ...first.points.map(({ samples }) => `n = ${samples}`)];
  const row = ({ of, parameters, points }: DimensionRecord): string[] => [
    of,
    String(parameters),
    ...points.map((point) => formatLoss(point.dimension)),
  ];
  return {
    name: "dimension",
    title: "How many parameters can n data tell apart?",
    sentences: [
      "Effective dimension (Abbas et al.) over the parameters' start values, of the whole model as a classifier and of the router as one that names an expert. As n grows it tends to the rank of the Fisher information; at small n it may be above that.",
    ],
    table: { heads, rows: dimensions.map(row) },
  };
}

function notes({ notes: list }: Analysis): Section | null {
  if (list.length === 0) return null;
  const sentences = list.map(({ measure, why }) => `${measure}: ${why}.`);
  return { name: "notes", title: "What was left out, and why", sentences, table: null };
}

/**
 * Whether an information estimated from so many rows is within three standard deviations of what chance gives: twice their number times it follows, to first order, a
 * chi-square law, whose mean makes `chance` and whose variance is twice its mean.
 */
function isChance(value: number, chance: number, draws: number): boolean {
  return value <= chance + 3 * Math.sqrt(chance / draws);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function signed(value: number): string {
  const size = formatShare(Math.abs(value));
  return size === ".000" ? size : `${value > 0 ? "+" : "−"}${size}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
