import { fail, MoireError, show } from "../../core/errors.ts";
import { numberOf, readRows } from "../../data/csv.ts";
import { type Claim, checkClaims } from "./claim.ts";
import type { AuditArm, AuditResults, AuditRun, AuditSpec } from "./document.ts";
import { judge } from "./judge.ts";

export interface ImportOptions {
  /** What to call the table of runs: its file's name. */
  readonly name: string;
  /** Columns that are neither arm, seed nor a metric. */
  readonly ignore?: readonly string[];
  /** Claims about its arms. Missing: its first arm beats each of the others by `effect` in the first metric; a loss or an error, by its name, is the better the less. */
  readonly claims?: readonly Claim[];
  /** Of the claims that follow from the table. */
  readonly effect: number;
  readonly level: number;
  readonly key: number;
  /** Rows of one fixed table that was split anew for each run; null: each run had data of its own. */
  readonly overlap: AuditSpec["overlap"];
  readonly version: string;
}

/** Pictures of more arms could not be read. */
const MOST_ARMS = 200;
/** Three names and a few words are the statement of a claim. */
const LONGEST_NAME = 120;
/** Squares of larger values, and sums of those, overflow. */
const LARGEST = 1e100;

/**
 * An audit of runs that were made elsewhere: a table with the columns arm, seed and one or more metrics, one row for each run. Runs of one seed are paired, so every arm needs
 * the same seeds. Errors: a column that is missing, or has no name or a long one; arms or seeds that are to be ignored; a cell that is empty, no number or too large a one; a run
 * twice; an arm that lacks a seed that others have; fewer than two seeds or arms, more than 200 arms; a claim about an arm or a metric that the table lacks.
 */
export function auditRuns(text: string, options: ImportOptions): AuditResults {
  const { name, effect, level, key, overlap, version } = options;
  const { metrics, rows } = readRuns(text, name, options.ignore ?? []);
  const arms = [...new Set(rows.map(({ arm }) => arm))];
  const seeds = [...new Set(rows.map(({ seed }) => seed))].sort((a, b) => a - b);
  checkPaired(rows, arms, seeds, name);
  const claims = checkClaims(options.claims ?? besideFirst(arms, metrics[0]!, effect));
  checkNamed(claims, arms, metrics, name);
  const audit: AuditSpec = {
    title: `Audit of the runs in ${name}`,
    description: `${rows.length} runs that were made elsewhere: ${arms.length} arms, ${seeds.length} seeds. ${
      overlap === null
        ? "Each seed is taken to have data of its own, so that runs are independent."
        : `Seeds are splits of one fixed table, ${overlap.trainRows} rows to train on and ${overlap.testRows} held out; they overlap, so intervals are those of the corrected resampled t.`
    }`,
    ...{ key, seeds: seeds.length, level, overlap, majority: null, claims },
    sections: [{ name: "runs", label: `runs in ${name}`, arms: arms.map(armOf), sizes: [] }],
  };
  const places = new Map(seeds.map((seed, i) => [seed, i]));
  const runs = rows.map(
    ({ arm, seed, values }): AuditRun => ({
      ...{ section: "runs", arm, seed: places.get(seed)!, trainRows: null, learningRate: null, values },
    }),
  );
  return {
    format: "moire-audit-1",
    audit,
    study: null,
    versions: { moire: version, engine: "elsewhere", precision: "elsewhere" },
    runs,
    judgements: judge(audit, runs),
  };
}

function armOf(name: string): AuditArm {
  return { name, label: name, parameters: null, family: null };
}

interface Row {
  readonly line: number;
  readonly arm: string;
  readonly seed: number;
  readonly values: Readonly<Record<string, number>>;
}

function readRuns(
  text: string,
  name: string,
  ignore: readonly string[],
): { readonly metrics: readonly string[]; readonly rows: readonly Row[] } {
  const where = `runs ${name}`;
  const [header, ...lines] = readRows(text, where);
  const columns = header?.cells ?? [];
  for (const needed of ["arm", "seed"]) {
    if (columns.includes(needed)) continue;
    fail(where, `a header line with the columns arm, seed and a metric such as accuracy`, columns);
  }
  const twice = columns.find((column, i) => columns.indexOf(column) !== i);
  if (twice !== undefined) fail(where, "columns with names that differ", twice);
  const metrics = columns.filter((column) => column !== "arm" && column !== "seed" && !ignore.includes(column));
  const stranger = ignore.find((column) => !columns.includes(column));
  if (stranger !== undefined) fail(`${where}: ignore`, `columns of the table: ${columns.join(", ")}`, stranger);
  const needed = ignore.find((column) => column === "arm" || column === "seed");
  if (needed !== undefined) {
    fail(`${where}: ignore`, "columns besides arm and seed", needed, "Runs are told apart and paired by these two");
  }
  for (const metric of metrics) {
    checkName(metric, `${where}: column ${columns.indexOf(metric) + 1}`, "Name it; if it is no metric, ignore it");
  }
  if (metrics.length === 0) fail(where, "a column with a metric, such as accuracy, besides arm and seed", columns);
  const rows = lines.map(({ line, cells }): Row => {
    if (cells.length !== columns.length)
      fail(`${where}: line ${line}`, `${columns.length} cells, as the header has`, cells.length);
    const cell = (column: string): string => cells[columns.indexOf(column)] ?? "";
    const at = (column: string): string => `${where}: line ${line}, ${column}`;
    const arm = cell("arm");
    checkName(arm, at("arm"), "Give the arm a name that figures can show");
    const seed = cell("seed");
    if (!/^\d{1,15}$/.test(seed)) fail(at("seed"), "a whole number from 0", seed);
    const values = metrics.map((metric) => {
      const value = numberOf(cell(metric), at(metric), "if the column is no metric, ignore it");
      if (Math.abs(value) <= LARGEST) return [metric, value] as const;
      const hint = "Change its unit; if the column is no metric, ignore it";
      return fail(at(metric), `a number of size up to ${LARGEST}`, value, hint);
    });
    return { line, arm, seed: Number(seed), values: Object.fromEntries(values) };
  });
  return { metrics, rows };
}

function checkName(name: string, where: string, hint: string): void {
  if (name === "" || name.length > LONGEST_NAME) fail(where, `a name of 1 to ${LONGEST_NAME} characters`, name, hint);
}

function checkPaired(rows: readonly Row[], arms: readonly string[], seeds: readonly number[], name: string): void {
  const where = `runs ${name}`;
  if (arms.length < 2 || seeds.length < 2) {
    fail(
      where,
      "at least two arms and two seeds",
      `${arms.length} and ${seeds.length}`,
      "A single run says nothing of spread",
    );
  }
  if (arms.length > MOST_ARMS) {
    fail(where, `at most ${MOST_ARMS} arms, as pictures of more could not be read`, arms.length, "Leave some out");
  }
  const lines = new Map<string, number>();
  for (const { line, arm, seed } of rows) {
    const run = JSON.stringify([arm, seed]);
    const before = lines.get(run);
    if (before !== undefined)
      fail(`${where}: line ${line}`, `one run of arm ${show(arm)} and seed ${seed}`, `another in line ${before}`);
    lines.set(run, line);
  }
  for (const arm of arms) {
    for (const seed of seeds) {
      if (lines.has(JSON.stringify([arm, seed]))) continue;
      throw new MoireError(
        `${where}: arm ${show(arm)} has no run of seed ${seed}, which other arms have. Runs are compared in pairs: add it, or leave that seed out of all arms`,
      );
    }
  }
}

/** Metrics of which less is better, as their names say. */
const LESS = /(^|[^a-z])(loss|errors?|mse|rmse|mae|nll|perplexity|regret)([^a-z]|$)/i;

/** The first arm against each of the others. */
function besideFirst([first, ...others]: readonly string[], metric: string, effect: number): Claim[] {
  const less = LESS.test(metric);
  return others.map((other, i) => ({
    name: `first-beats-${i + 1}`,
    statement: less ? `${first} has less ${metric} than ${other}.` : `${first} beats ${other} in ${metric}.`,
    kind: "beats",
    metric,
    estimand: "mean",
    ...(less ? { better: "lower" as const } : {}),
    comparisons: [{ arm: first!, against: other }],
    smallestEffect: effect,
  }));
}

function checkNamed(claims: readonly Claim[], arms: readonly string[], metrics: readonly string[], name: string): void {
  for (const claim of claims) {
    if (!metrics.includes(claim.metric))
      fail(`claim ${claim.name}: metric`, `a column of ${name}: ${metrics.join(", ")}`, claim.metric);
    for (const one of claim.comparisons.flatMap(({ arm, against }) => [arm, against])) {
      if (one !== null && !arms.includes(one)) fail(`claim ${claim.name}`, `arms of ${name}: ${arms.join(", ")}`, one);
    }
  }
}
