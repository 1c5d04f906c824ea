import * as z from "zod/mini";
import { fail, MoireError, show } from "../core/errors.ts";
import { scalers } from "../data/scalers.ts";
import { ablationLine, difference, effect } from "./ablation/file.ts";
import { checkComplete, checkStudyParts } from "./complete.ts";
import { MEASURES } from "./measures.ts";
import {
  breakdown,
  condition,
  decisionCost,
  runConditions,
  shotsNeeded,
  summaryConditions,
  trainedUnder,
} from "./noise/file.ts";
import type { Results, StudySpec } from "./results.ts";

const FORMAT = "moire-results-3";

const share = z.number().check(z.gte(0), z.lte(1));
const count = z.int().check(z.gte(0));
const positive = z.int().check(z.gte(1));
const epochs = positive;
/** Longer ones could not be shown, and would take minutes to draw. */
const name = z.string().check(z.minLength(1), z.maxLength(200));
/** A table's name is its file's, which may be longer; titles hold it. */
const title = z.string().check(z.minLength(1), z.maxLength(1000));
const interval = z.tuple([z.number(), z.number()]);
const numbers = z.array(z.number());

const arm = z.object({
  name,
  label: name,
  model: z.unknown(),
  scaling: z.enum(Object.keys(scalers)),
  training: z.optional(z.record(z.string(), z.unknown())),
  printed: z.nullable(z.number()),
  measures: z.optional(z.array(z.enum(MEASURES))),
  printedTime: z.optional(z.object({ seconds: z.number().check(z.gt(0)), rows: positive, epochs })),
  trainedUnder: z.optional(trainedUnder),
  family: z.optional(name),
});

/** What every source has. */
const shape = {
  samples: positive,
  features: z.array(name).check(z.minLength(1)),
  classes: z.array(name).check(z.minLength(2)),
};

const source = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("generator"), name, options: z.record(z.string(), z.unknown()), ...shape }),
  z.object({ kind: z.literal("table"), name: title, ...shape }),
]);

const experiment = z.object({
  name,
  title,
  protocol: z.enum(["as published", "controlled"]),
  description: z.string(),
  flaws: z.array(z.string()),
  data: source,
  redraw: z.boolean(),
  testRows: count,
  trainRows: z.optional(positive),
  scalerRows: z.enum(["all", "train"]),
  tuning: z.optional(z.object({ learningRates: numbers.check(z.minLength(1)), share: z.number() })),
  epochs,
  batchSize: count,
  learningRate: z.number(),
  metric: z.discriminatedUnion("kind", [
    z.object({ kind: z.enum(["testAccuracy", "trainAccuracy"]) }),
    z.object({ kind: z.literal("lossSum"), epoch: count }),
  ]),
  threshold: z.nullable(share),
  reference: name,
  arms: z.array(arm).check(z.minLength(1)),
  conditions: z.array(condition),
  ablation: z.optional(z.array(ablationLine)),
});

const run = z.object({
  experiment: name,
  arm: name,
  seed: count,
  metric: z.number(),
  learningRate: z.optional(z.number()),
  trainAccuracy: share,
  testAccuracy: z.nullable(share),
  losses: numbers,
  load: numbers,
  measures: z.optional(z.record(z.string(), z.number())),
  conditions: runConditions,
});

const summary = z.object({
  experiment: name,
  arm: name,
  runs: count,
  routerParameters: count,
  totalParameters: count,
  mean: z.number(),
  interval,
  min: z.number(),
  median: z.number(),
  max: z.number(),
  success: z.nullable(z.object({ count, share, interval })),
  printedQuantile: z.nullable(share),
  lossBand: z.array(z.object({ low: z.number(), median: z.number(), high: z.number() })),
  load: numbers,
  difference: z.nullable(difference),
  conditions: summaryConditions,
});

const showcase = z.object({
  experiment: name,
  arm: name,
  seed: count,
  params: numbers,
  scaler: z.object({ shift: numbers, factor: numbers }),
  axes: z.tuple([name, z.string().check(z.maxLength(200))]),
  points: z
    .array(z.object({ at: z.tuple([z.number(), z.number()]), label: count, predicted: count, weights: numbers }))
    .check(z.minLength(1)),
});

const study = z.object({
  name,
  title,
  key: count,
  seeds: count.check(z.gte(1)),
  experiments: z.array(experiment).check(z.minLength(1)),
});

const results = z.object({
  format: z.literal(FORMAT),
  study,
  versions: z.object({ moire: name, engine: name, precision: name }),
  runs: z.array(run),
  summaries: z.array(summary),
  showcases: z.array(showcase),
  breakdowns: z.array(breakdown),
  costs: z.array(decisionCost),
  shotsNeeded: z.array(shotsNeeded),
  effects: z.optional(z.array(effect)),
});

/**
 * Checks that a parsed JSON value is a results file of this format with all its parts, and returns it. Errors say what is missing or
 * wrong and where: another kind of file, another format version, a part of the wrong shape,
 * an arm without all its runs, its summary or its showcase, a summary that does not follow from the runs.
 */
export function checkResults(value: unknown): Results {
  const where = "results file";
  if (typeof value !== "object" || value === null || Array.isArray(value) || !("format" in value)) {
    fail(
      where,
      `an object with format ${show(FORMAT)}`,
      value,
      "This is not a results file; give the results.json of a study",
    );
  }
  if (value.format !== FORMAT) {
    fail(
      where,
      `format ${show(FORMAT)}`,
      value.format,
      "Another version of moire wrote this file; run the study again",
    );
  }
  const checked = results.safeParse(value);
  if (!checked.success) {
    const issue = checked.error.issues[0]!;
    const path = issue.path.map(String).join(".") || "the whole file";
    throw new MoireError(
      `${where}: ${path} is missing or wrong (${issue.message}). The file is damaged; run the study again`,
    );
  }
  const file = value as unknown as Results;
  checkComplete(file);
  return file;
}

/** Checks a study's spec that came as parsed JSON with another kind of file, which `where` names. */
export function checkStudy(value: unknown, where: string): StudySpec {
  const checked = study.safeParse(value);
  if (!checked.success) {
    const issue = checked.error.issues[0]!;
    const path = ["study", ...issue.path].map(String).join(".");
    throw new MoireError(
      `${where}: ${path} is missing or wrong (${issue.message}). The file is damaged; make it again`,
    );
  }
  const spec = value as StudySpec;
  checkStudyParts(spec);
  return spec;
}

/** The results as JSON text: the same results give the same text, one run, summary or showcase a line, so that files can be compared. */
export function serialise(file: object): string {
  const members = Object.entries(file).map(([member, value]: [string, unknown]) => {
    if (!Array.isArray(value) || value.length === 0) return `${JSON.stringify(member)}: ${json(value)}`;
    return `${JSON.stringify(member)}: [\n${value.map(json).join(",\n")}\n]`;
  });
  return `{\n${members.join(",\n")}\n}\n`;
}

function json(value: unknown): string {
  return JSON.stringify(value, (member, inner: unknown) => {
    // JSON has no NaN or infinity and would write null in its place.
    if (typeof inner === "number" && !Number.isFinite(inner))
      fail("results file", `a finite number as ${member}`, inner);
    return inner;
  });
}
