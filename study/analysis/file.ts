import * as z from "zod/mini";
import { fail, MoireError, show } from "../../core/errors.ts";
import { resolve } from "../../core/fields.ts";
import { scalers } from "../../data/scalers.ts";
import { checkMixture } from "../../moe/index.ts";
import { analysisFields } from "./options.ts";
import type { Analysis, KernelRecord } from "./records.ts";

const FORMAT = "moire-analysis-1";
const WHERE = "analysis file";

const share = z.number().check(z.gte(0), z.lte(1));
const positive = z.number().check(z.gte(0));
const count = z.int().check(z.gte(0));
const whole = z.int().check(z.gte(1));
const name = z.string().check(z.minLength(1), z.maxLength(1000));
const shares = z.array(share).check(z.minLength(1));
const correlation = z.number().check(z.gte(-1.000001), z.lte(1.000001));

const mean = { mean: z.number(), error: positive };
const rank = z.object({ entropy: positive, participation: positive });
const kernelName = z.enum(["circuit", "features", "rbf", "linear"]);
const score = z.object({ width: whole, train: share, test: share });
const variances = { mean: positive, error: positive, largest: positive };

const kernel = z.object({
  name: kernelName,
  spectrum: shares,
  rank,
  centredRank: rank,
  alignment: correlation,
  centredAlignment: correlation,
  gram: z.array(z.array(z.number())).check(z.minLength(1)),
  labels: z.array(count),
});

const analysis = z.object({
  format: z.literal(FORMAT),
  versions: z.object({ moire: name, engine: name }),
  title: name,
  model: z.unknown(),
  options: z.record(z.string(), z.unknown()),
  data: z.object({
    name,
    trainRows: whole,
    testRows: count,
    features: whole,
    classes: z.array(z.string().check(z.maxLength(1000))).check(z.minLength(2)),
    scaling: z.enum(Object.keys(scalers)),
  }),
  parameters: z.object({ all: count, trained: count, router: count }),
  accuracy: z.nullable(z.object({ train: share, test: z.nullable(share) })),
  circuit: z.nullable(z.object({ qubits: whole, layers: z.nullable(whole), parameters: count, noisy: z.boolean() })),
  jacobian: z.nullable(
    z.object({
      rows: whole,
      outputs: whole,
      parameters: whole,
      rank: count,
      most: whole,
      ranks: z.array(count).check(z.minLength(1)),
      spectrum: z.array(positive).check(z.minLength(1)),
    }),
  ),
  kernels: z.array(kernel),
  differences: z.array(
    z.object({ classical: kernelName, router: kernelName, lambda: positive, value: positive, root: positive }),
  ),
  expressibility: z.nullable(
    z.object({ divergence: positive, chance: positive, limit: positive, histogram: shares, haar: shares }),
  ),
  entanglement: z.nullable(z.object({ ...mean, haar: share })),
  gradients: z.nullable(
    z.object({
      observable: name,
      samples: whole,
      cells: z.array(z.object({ qubits: whole, layers: whole, ...variances })),
      own: z.object(variances),
    }),
  ),
  dimensions: z.array(
    z.object({
      of: z.enum(["model", "router"]),
      parameters: whole,
      points: z.array(z.object({ samples: whole, dimension: positive })).check(z.minLength(1)),
    }),
  ),
  probes: z.nullable(z.object({ ridge: positive, raw: score, features: score, gain: z.object(mean) })),
  specialisation: z.nullable(
    z.object({
      counts: z.array(z.array(count)).check(z.minLength(2)),
      information: positive,
      normalised: share,
      chance: positive,
      load: shares,
      evenness: positive,
      sampleEntropy: z.number(),
      experts: z.array(z.object({ kind: name, rows: count, own: z.nullable(share), all: share })),
    }),
  ),
  twin: z.nullable(
    z.object({
      kind: z.enum(["exact", "fitted"]),
      terms: whole,
      allTerms: whole,
      error: z.nullable(z.object({ rows: whole, rms: positive, max: positive })),
      rows: whole,
      parameters: z.object({ original: count, twin: count }),
      accuracy: z.nullable(z.object({ original: share, twin: share })),
      agreement: share,
      weights: z.object({ rms: positive, max: positive }),
    }),
  ),
  interference: z.nullable(
    z.object({
      terms: whole,
      power: z.object({ intact: positive, dephased: positive, difference: positive }),
      largest: z
        .array(z.object({ name, intact: positive, dephased: positive, difference: positive }))
        .check(z.minLength(1)),
    }),
  ),
  notes: z.array(z.object({ measure: name, why: name })),
});

/**
 * Checks that a parsed JSON value is an analysis of this format, and returns it. Errors say what is missing or wrong and where: another kind of file, another format
 * version, a part of the wrong shape, lists whose lengths do not fit each other.
 */
export function checkAnalysis(value: unknown): Analysis {
  if (typeof value !== "object" || value === null || Array.isArray(value) || !("format" in value)) {
    fail(WHERE, `an object with format ${show(FORMAT)}`, value, "Give the analysis.json of moire analyse");
  }
  if (value.format !== FORMAT) {
    fail(WHERE, `format ${show(FORMAT)}`, value.format, "Another version of moire wrote this file; analyse again");
  }
  const checked = analysis.safeParse(value);
  if (!checked.success) {
    const issue = checked.error.issues[0]!;
    const path = issue.path.map(String).join(".") || "the whole file";
    throw new MoireError(
      `${WHERE}: ${path} is missing or wrong (${issue.message}). The file is damaged; analyse again`,
    );
  }
  const file = value as unknown as Analysis;
  checkMixture(file.model);
  resolve(analysisFields, file.options, `${WHERE}: options`);
  checkLengths(file);
  return file;
}

function checkLengths({ data, kernels, expressibility, specialisation, jacobian, model }: Analysis): void {
  for (const one of kernels) checkKernel(one, data.classes.length);
  const first = kernels[0]?.spectrum.length;
  const other = kernels.find(({ spectrum }) => spectrum.length !== first);
  if (other !== undefined)
    fail(`${WHERE}: kernel ${other.name}`, `${first} eigenvalues, as the others`, other.spectrum);
  if (expressibility !== null && expressibility.haar.length !== expressibility.histogram.length) {
    fail(`${WHERE}: expressibility`, "two histograms of the same bins", expressibility.haar.length);
  }
  if (jacobian !== null && jacobian.spectrum.length !== jacobian.most) {
    fail(`${WHERE}: jacobian`, `${jacobian.most} singular values`, jacobian.spectrum.length);
  }
  if (specialisation === null) return;
  const experts = model.experts.length;
  const { counts, load, experts: scores } = specialisation;
  if ([counts, load, scores].some((list) => list.length !== experts)) {
    fail(`${WHERE}: specialisation`, `numbers of ${experts} experts, as the model has`, counts.length);
  }
  if (counts.some((row) => row.length !== data.classes.length)) {
    fail(`${WHERE}: specialisation`, `counts of ${data.classes.length} classes`, counts[0]!.length);
  }
}

function checkKernel({ name: kernelOf, gram, labels }: KernelRecord, classes: number): void {
  const where = `${WHERE}: kernel ${kernelOf}`;
  const odd = gram.find((row) => row.length !== gram.length);
  if (odd !== undefined) fail(where, `a square of side ${gram.length}`, odd.length);
  if (labels.length !== gram.length) fail(where, `${gram.length} labels`, labels.length);
  const label = labels.find((one) => one >= classes);
  if (label !== undefined) fail(where, `labels below ${classes}`, label);
}

/** An analysis as JSON text: the same analysis gives the same text, a member a line. Errors: a number that is not finite. */
export function serialiseAnalysis(file: Analysis): string {
  const members = Object.entries(file).map(([member, value]: [string, unknown]) => {
    const text = JSON.stringify(value, (inner, part: unknown) => {
      if (typeof part === "number" && !Number.isFinite(part)) fail(WHERE, `a finite number as ${inner}`, part);
      return part;
    });
    return `${JSON.stringify(member)}: ${text}`;
  });
  return `{\n${members.join(",\n")}\n}\n`;
}
