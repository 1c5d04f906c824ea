import { type Dataset, dataset } from "../../data/dataset.ts";
import { quantumRouter } from "../../moe/routers/index.ts";
import { auditArms, SUBJECT, type Subject } from "../audit/arms.ts";
import type { AuditResults } from "../audit/document.ts";
import { auditRuns, type ImportOptions } from "../audit/imported.ts";
import { type AuditOptions, auditFields, auditPlan } from "../audit/spec.ts";
import type { Arm, DataSource, Experiment, StudySpec } from "../results.ts";
import { wordsOf } from "../specs/ablation.ts";
import { dataWords, flagWords, quoted, shareOf } from "./command-words.ts";

/** What a file of claims is called in a command: the results do not hold its place. */
const CLAIMS = "CLAIMS.json";

/** The command that makes this audit again, or null where none does. Tried out, not guessed: the command's own plan must be the one in the file. */
export function auditCommand(results: AuditResults): string | null {
  return results.study === null ? importCommand(results) : planCommand(results, results.study);
}

function planCommand({ audit, study }: AuditResults, { experiments }: StudySpec): string | null {
  const wanted = JSON.stringify({ audit, study });
  const experiment = experiments[0]!;
  const { arms, data } = experiment;
  const subject = (arms.find(({ name }) => name === SUBJECT)?.model.router ?? quantumRouter()) as Subject;
  const quick = audit.title.endsWith("(quick trial, no evidence)");
  const { epochs } = auditFields;
  const base: Omit<AuditOptions, "table"> = {
    subject,
    seeds: audit.seeds,
    key: audit.key,
    level: audit.level,
    test: shareOf(experiment.testRows, data.samples),
    epochs: quick && experiment.epochs === 10 ? epochs.default : experiment.epochs,
    batchSize: experiment.batchSize,
    experts: arms[0]!.model.experts.length,
    effect: audit.claims.find(({ name }) => name === "beats-linear")?.smallestEffect ?? auditFields.effect.default,
    threshold: experiment.threshold ?? auditFields.threshold.default,
    noise: noiseOf(arms),
    curves: audit.sections[0]!.sizes.length > 1 || quick ? "on" : "off",
    quick,
  };
  const own = { claims: audit.claims, arms: ownArms(experiment, base, subject) };
  for (const asked of quick ? [namedSeeds(audit.description), audit.seeds] : [audit.seeds]) {
    for (const curves of base.curves === "off" ? (["on", "off"] as const) : (["on"] as const)) {
      for (const claims of [{}, own]) {
        for (const source of sourcesOf(experiment, audit.majority)) {
          const options = { ...base, ...claims, ...source, seeds: asked, curves };
          if (planText(options) === wanted) return commandText(options, experiment);
        }
      }
    }
  }
  return null;
}

/** The runs that a description names: those that were asked for, of which a quick trial makes fewer. */
function namedSeeds(description: string): number {
  return Number(/each of (\d+) runs/i.exec(description)?.[1] ?? auditFields.seeds.default);
}

/** The plan as text; empty for options that make none. */
function planText(options: AuditOptions): string {
  try {
    return JSON.stringify(auditPlan(options));
  } catch {
    return "";
  }
}

/** Arms of the file that are none of the audit's. */
function ownArms(
  { arms, data }: Experiment,
  { experts, noise }: Pick<AuditOptions, "experts" | "noise">,
  subject: Subject,
): Arm[] {
  const shape = { features: data.features.length, experts: experts!, noise: noise!, scaling: arms[0]!.scaling };
  const names = auditArms({ subject, ...shape }).map(({ name }) => name);
  return arms.filter(({ name }) => !names.includes(name)).map(({ measures: _, ...arm }) => arm);
}

/** The error probability that the labels of noisy arms name. */
function noiseOf(arms: readonly Arm[]): number {
  const found = arms.map(({ name, label }) => (name.startsWith("noise-") ? /p = (\S+)$/.exec(label) : null));
  const text = found.find((one) => one !== null)?.[1];
  return text === undefined ? auditFields.noise.default : Number(text);
}

/** Where rows came from. Of a table only its shape is known: classes may be so rare that it has fewer sizes. */
function sourcesOf(
  { data, testRows }: Experiment,
  majority: number | null,
): Pick<AuditOptions, "table" | "generator">[] {
  if (data.kind === "generator") return [{ generator: { name: data.name, options: askedOptions(data, testRows) } }];
  const even = Math.floor(data.samples / data.classes.length);
  const most = Math.round((majority ?? 0) * data.samples);
  const trained = (data.samples - testRows) / data.samples;
  const rare = [30, 15, 7].map((rows) => Math.ceil(rows / trained)).filter((rows) => rows < even);
  return [even, ...rare].map((rows) => ({ table: standIn(data, rows, most) }));
}

/** A table with so many rows of its first class and of its last; the others share the rest. */
function standIn({ name, samples: rows, features, classes }: DataSource, rarest: number, most: number): Dataset {
  const last = classes.length - 1;
  const between = classes.length - 2;
  const labelOf = (i: number): number => {
    if (i < most) return last;
    return between < 1 || i < most + rarest ? 0 : 1 + (i % between);
  };
  return dataset({
    name,
    x: new Float64Array(rows * features.length),
    y: Array.from({ length: rows }, (_, i) => labelOf(i)),
    featureNames: [...features],
    classNames: [...classes],
  });
}

/** A generator's options as they were asked for: held-out rows come on top of those. */
function askedOptions(data: DataSource & { kind: "generator" }, testRows: number): Record<string, unknown> {
  const { samples: rows, ...options } = data.options;
  return typeof rows === "number" ? { samples: rows - testRows, ...options } : options;
}

function commandText(options: AuditOptions, { data, testRows }: Experiment): string {
  const { test, epochs, batchSize, experts, effect, threshold, noise, level, curves } = auditFields;
  const sized = data.kind === "generator" && Object.hasOwn(data.options, "samples");
  const own = options.claims !== undefined;
  const flags = [
    ["router", wordsOf(options.subject!), "quantum"],
    ["claims", own ? CLAIMS : "", ""],
    ["test", sized ? test.default : options.test, test.default],
    ["epochs", options.epochs, epochs.default],
    ["batch-size", options.batchSize, batchSize.default],
    ["experts", options.experts, experts.default],
    ["effect", own ? effect.default : options.effect, effect.default],
    ["threshold", own ? threshold.default : options.threshold, threshold.default],
    ["noise", options.noise, noise.default],
    ["level", options.level, level.default],
    ["curves", options.curves, curves.default],
  ] as const;
  const asked = data.kind === "generator" ? askedOptions(data, testRows) : null;
  return `moire audit ${dataWords(data, asked)} --seeds ${options.seeds} --key ${options.key}${flagWords(flags)}${options.quick ? " --quick" : ""}`;
}

/** The table of runs is put together again, and must give the same audit. */
function importCommand({ audit, runs, versions }: AuditResults): string | null {
  const name = /^Audit of the runs in (.+)$/.exec(audit.title)?.[1];
  const [first] = runs;
  if (name === undefined || first === undefined) return null;
  const metrics = Object.keys(first.values);
  const cells = runs.map(({ arm, seed, values }) => [arm, seed, ...metrics.map((metric) => values[metric])]);
  const quote = (cell: unknown): string => `"${String(cell).replaceAll('"', '""')}"`;
  const text = [["arm", "seed", ...metrics], ...cells].map((row) => row.map(quote).join(",")).join("\n");
  const effect = audit.claims[0]!.smallestEffect ?? auditFields.effect.default;
  const { key, level, overlap } = audit;
  for (const claims of [undefined, audit.claims]) {
    const given = { ...(claims === undefined ? {} : { claims }), name, effect, level, key, overlap };
    if (madeText(text, { ...given, version: versions.moire }) !== JSON.stringify(audit)) continue;
    const flags = [
      ["claims", claims === undefined ? "" : CLAIMS, ""],
      ["train-rows", overlap?.trainRows ?? 0, 0],
      ["test-rows", overlap?.testRows ?? 0, 0],
      ["effect", claims === undefined ? effect : auditFields.effect.default, auditFields.effect.default],
      ["level", level, auditFields.level.default],
      ["key", key, auditFields.key.default],
    ] as const;
    return `moire audit --runs ${quoted(name)}${flagWords(flags)}`;
  }
  return null;
}

/** The audit of a table of runs as text; empty where there is none. */
function madeText(text: string, options: ImportOptions): string {
  try {
    return JSON.stringify(auditRuns(text, options).audit);
  } catch {
    return "";
  }
}
