import * as z from "zod/mini";
import { fail, MoireError, show } from "../core/errors.ts";
import { checkMixture } from "../moe/mixture.ts";
import type { Results } from "./results.ts";

const FORMAT = "moire-results-1";

const share = z.number().check(z.gte(0), z.lte(1));
const count = z.int().check(z.gte(0));
const name = z.string().check(z.minLength(1));
const interval = z.tuple([z.number(), z.number()]);
const numbers = z.array(z.number());

const arm = z.object({
  name,
  label: name,
  family: z.enum(["quantum", "linear", "mlp", "trigonometric"]),
  model: z.unknown(),
  scaling: z.enum(["none", "minmax", "standard"]),
  printed: z.nullable(z.number()),
});

const source = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["moons", "circles"]), samples: count, noise: z.number(), key: count }),
  z.object({ kind: z.literal("table"), name, samples: count, features: count, classes: count }),
]);

const experiment = z.object({
  name,
  title: name,
  protocol: z.enum(["as published", "controlled"]),
  description: z.string(),
  flaws: z.array(z.string()),
  data: source,
  redraw: z.boolean(),
  testRows: count,
  scalerRows: z.enum(["all", "train"]),
  epochs: count,
  batchSize: count,
  learningRate: z.number(),
  metric: z.discriminatedUnion("kind", [
    z.object({ kind: z.enum(["testAccuracy", "trainAccuracy"]) }),
    z.object({ kind: z.literal("lossSum"), epoch: count }),
  ]),
  threshold: z.nullable(share),
  reference: name,
  arms: z.array(arm).check(z.minLength(1)),
});

const run = z.object({
  experiment: name,
  arm: name,
  seed: count,
  metric: z.number(),
  trainAccuracy: share,
  testAccuracy: z.nullable(share),
  losses: numbers,
  load: numbers,
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
  difference: z.nullable(
    z.object({
      mean: z.number(),
      interval,
      test: z.enum(["Wilcoxon signed-rank", "corrected resampled t"]),
      p: share,
      pHolm: share,
    }),
  ),
});

const showcase = z.object({
  experiment: name,
  arm: name,
  seed: count,
  params: numbers,
  scaler: z.object({ shift: numbers, factor: numbers }),
  axes: z.tuple([z.string(), z.string()]),
  points: z.array(
    z.object({ at: z.tuple([z.number(), z.number()]), label: count, predicted: count, weights: numbers }),
  ),
});

const results = z.object({
  format: z.literal(FORMAT),
  study: z.object({
    name,
    title: name,
    key: count,
    seeds: count.check(z.gte(1)),
    experiments: z.array(experiment).check(z.minLength(1)),
  }),
  versions: z.object({ moire: name, engine: name, precision: name }),
  classNames: z.array(z.string()),
  featureNames: z.array(z.string()),
  runs: z.array(run),
  summaries: z.array(summary),
  showcases: z.array(showcase),
});

/**
 * Checks that a parsed JSON value is a results file of this format with all its parts, and returns it. Errors say what is missing or
 * wrong and where: another kind of file, another format version, a part of the wrong shape, an arm without all its runs, its summary or its showcase.
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

function checkComplete({ study, runs, summaries, showcases }: Results): void {
  const where = "results file";
  let arms = 0;
  for (const experiment of study.experiments) {
    const { name: of, reference } = experiment;
    if (!experiment.arms.some((one) => one.name === reference))
      fail(where, `an arm named ${reference} in ${of}`, "none");
    for (const one of experiment.arms) {
      arms++;
      checkMixture(one.model);
      const mine = <T extends ArmRow>(rows: readonly T[]): readonly T[] =>
        rows.filter((row) => row.experiment === of && row.arm === one.name);
      const need = (part: string, found: number, expected: number): void => {
        if (found !== expected) fail(where, `${part} of arm ${one.name} of ${of} to be ${expected}`, found);
      };
      need("runs", mine(runs).length, study.seeds);
      need("summaries", mine(summaries).length, 1);
      need("showcases", mine(showcases).length, 1);
      for (const { losses, load } of mine(runs)) {
        need("losses in each run", losses.length, experiment.epochs);
        need("loads in each run", load.length, one.model.experts.length);
      }
      const { totalParameters, lossBand } = mine(summaries)[0]!;
      need("loss bands", lossBand.length, experiment.epochs);
      need("parameters", mine(showcases)[0]!.params.length, totalParameters);
    }
  }
  if (runs.length !== arms * study.seeds) fail(where, `${arms} arms x ${study.seeds} seeds of runs`, runs.length);
}

interface ArmRow {
  readonly experiment: string;
  readonly arm: string;
}

/** The results as JSON text: the same results give the same text, one run, summary or showcase a line, so that files can be compared. */
export function serialise(file: Results): string {
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
