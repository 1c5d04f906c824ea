import { fail, lookUp, MoireError } from "../../core/errors.ts";
import { checkRecord } from "../../core/spec.ts";
import type { Arm } from "../results.ts";
import { checkArms } from "../specs/arms-file.ts";

/** What kinds of claims there are. `bound`: what the effect is held against. */
export const claimKinds = {
  beats: {
    help: "the arm is better than the one it is compared with, by more than the smallest effect",
    size: "smallestEffect",
    sign: 1,
  },
  needs: {
    help: "the arm is better than the same without something, by more than the margin",
    size: "margin",
    sign: 1,
  },
  survives: {
    help: "the arm, under a burden, is worse than the same without it by less than the margin",
    size: "margin",
    sign: -1,
  },
  exceeds: {
    help: "the arm's own value is above the smallest effect; compared with nothing",
    size: "smallestEffect",
    sign: 1,
  },
} as const satisfies Record<string, { help: string; size: "smallestEffect" | "margin"; sign: 1 | -1 }>;

export type ClaimKind = keyof typeof claimKinds;

/** Two arms, the effect is the first minus the second; or one arm, the effect is its own value. */
export interface Comparison {
  readonly arm: string;
  readonly against: string | null;
}

/** What is estimated: the mean over runs, or the share of runs whose value is at or above `threshold`. */
export type Estimand = "mean" | "share";

/** A claim that an audit judges. Plain data. */
export interface Claim {
  /** Short and unique: `beats-linear`. */
  readonly name: string;
  /** What is claimed, one sentence. */
  readonly statement: string;
  readonly kind: ClaimKind;
  /** A value that every run has: `accuracy`, `balance`, `kernelGain`, or a column of a table of runs. */
  readonly metric: string;
  readonly estimand: Estimand;
  /** "lower": of a loss or an error. Default "higher". */
  readonly better?: "lower" | "higher";
  /** Of "share": a run counts from this value on, or where less is better up to it. */
  readonly threshold?: number;
  /** All must hold. */
  readonly comparisons: readonly Comparison[];
  /** Of "beats" and "exceeds": the smallest effect of interest, in units of the metric (of "share": of shares). From 0. */
  readonly smallestEffect?: number;
  /** Of "needs" and "survives": likewise. */
  readonly margin?: number;
}

const KEYS = [
  "name",
  "statement",
  "kind",
  "metric",
  "estimand",
  "threshold",
  "better",
  "comparisons",
  "smallestEffect",
  "margin",
];
/** Metrics of the product's own runs: more is better. */
const KNOWN: readonly string[] = ["accuracy", "balance", "kernelGain"];

const MAX_NAME = 200;
const MAX_STATEMENT = 500;

/** What an effect is held against: above it the claim holds, below it it does not. */
export function boundOf(claim: Claim): number {
  const { size, sign } = claimKinds[claim.kind];
  const value = claim[size]!;
  return value === 0 ? 0 : sign * value;
}

/** A file of claims, and the arms that they name besides those of the audit. */
export interface ClaimsFile {
  readonly claims: readonly Claim[];
  readonly arms: readonly Arm[];
}

/** Reads a file of claims that came as parsed JSON: a list of claims, or `{ claims, arms }`, with arms as `checkArms` takes them. Errors: as `checkClaims` and `checkArms`. */
export function checkClaimsFile(value: unknown): ClaimsFile {
  if (Array.isArray(value)) return { claims: checkClaims(value), arms: [] };
  const { claims, arms } = checkRecord(value, ["claims", "arms"], "claims file");
  return { claims: checkClaims(claims), arms: arms === undefined ? [] : checkArms({ arms }, "arm") };
}

/**
 * Reads claims that came as parsed JSON: a list. Errors: another shape, an unknown key or kind, a size that the kind has not or that is missing, comparisons that do
 * not fit the kind, a name twice.
 */
export function checkClaims(value: unknown, where = "claims"): Claim[] {
  if (!Array.isArray(value) || value.length === 0) fail(where, "a list of at least one claim", value);
  const claims = Array.from(value, (one: unknown, i) => checkClaim(one, `${where}[${i}]`));
  const names = claims.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) fail(where, "names that differ", twice);
  return claims;
}

function checkClaim(value: unknown, place: string): Claim {
  const given = checkRecord(value, KEYS, place);
  const { name, statement, kind, metric = "accuracy", estimand = "mean", threshold, better, comparisons } = given;
  checkText(name, MAX_NAME, `${place}: name`);
  const where = `claim ${name}`;
  checkText(statement, MAX_STATEMENT, `${where}: statement`);
  if (typeof kind !== "string") fail(`${where}: kind`, `one of ${Object.keys(claimKinds).join(", ")}`, kind);
  const { size } = lookUp(claimKinds, kind, `${where}: kind`);
  checkText(metric, MAX_NAME, `${where}: metric`);
  if (estimand !== "mean" && estimand !== "share") fail(`${where}: estimand`, '"mean" or "share"', estimand);
  const other = size === "margin" ? "smallestEffect" : "margin";
  if (given[other] !== undefined) {
    throw new MoireError(`${where}: a claim of kind ${kind} has ${size}, not ${other}; leave ${other} out`);
  }
  const least = given[size];
  if (typeof least !== "number" || !(least >= 0 && least < Infinity)) {
    fail(
      `${where}: ${size}`,
      "a finite number from 0",
      least,
      "It is the least effect that matters to you, in units of the metric",
    );
  }
  if (estimand === "share" && (typeof threshold !== "number" || !Number.isFinite(threshold))) {
    fail(`${where}: threshold`, "a finite number from which a run counts, as the estimand is a share", threshold);
  }
  if (estimand === "mean" && threshold !== undefined) {
    fail(
      `${where}: threshold`,
      "none, as the estimand is a mean",
      threshold,
      'Take the estimand "share", or leave it out',
    );
  }
  if (better !== undefined && better !== "lower" && better !== "higher") {
    fail(`${where}: better`, '"lower" or "higher"', better);
  }
  if (better === "lower" && (kind === "exceeds" || KNOWN.includes(metric))) {
    const known = KNOWN.includes(metric) ? `${metric}, of which more is better` : "a claim of kind exceeds";
    fail(`${where}: better`, `none, for ${known}`, better);
  }
  return {
    name,
    statement,
    kind: kind as ClaimKind,
    metric,
    estimand,
    ...(threshold === undefined ? {} : { threshold: threshold as number }),
    ...(better === undefined ? {} : { better: better as "lower" | "higher" }),
    comparisons: checkComparisons(comparisons, kind as ClaimKind, where),
    [size]: least,
  };
}

function checkComparisons(value: unknown, kind: ClaimKind, where: string): Comparison[] {
  if (!Array.isArray(value) || value.length === 0) {
    fail(`${where}: comparisons`, 'a list of at least one { "arm": ..., "against": ... }', value);
  }
  const list = Array.from(value, (one: unknown, i): Comparison => {
    const at = `${where}: comparisons[${i}]`;
    const { arm, against = null } = checkRecord(one, ["arm", "against"], at);
    checkText(arm, MAX_NAME, `${at}: arm`);
    if (kind === "exceeds") {
      if (against !== null) fail(`${at}: against`, "null, as a claim of kind exceeds compares with nothing", against);
      return { arm, against };
    }
    checkText(against, MAX_NAME, `${at}: against`);
    if (against === arm) fail(`${at}: against`, "another arm than the first", against);
    return { arm, against };
  });
  const written = list.map((one) => JSON.stringify([one.arm, one.against]));
  const twice = written.findIndex((one, i) => written.indexOf(one) !== i);
  if (twice >= 0) fail(`${where}: comparisons[${twice}]`, "comparisons that differ", written[twice]);
  return list;
}

function checkText(value: unknown, most: number, where: string): asserts value is string {
  if (typeof value === "string" && value.trim() !== "" && value.length <= most) return;
  fail(where, `text of 1 to ${most} characters`, value);
}

/** The JSON Schema of a list of claims. What it cannot say: `checkClaims`. */
export function claimsSchema(): Record<string, unknown> {
  const text = { type: "string", minLength: 1, maxLength: MAX_NAME };
  const least = { type: "number", minimum: 0 };
  const comparison = {
    type: "object",
    properties: { arm: text, against: { oneOf: [text, { type: "null" }] } },
    required: ["arm"],
    additionalProperties: false,
  };
  return {
    type: "array",
    minItems: 1,
    items: {
      oneOf: Object.entries(claimKinds).map(([kind, { help, size }]) => ({
        type: "object",
        description: help,
        properties: {
          name: { ...text, description: "short and unique" },
          statement: { type: "string", minLength: 1, maxLength: MAX_STATEMENT, description: "what is claimed" },
          kind: { const: kind },
          metric: { ...text, default: "accuracy", description: "a value that every run has" },
          estimand: {
            enum: ["mean", "share"],
            default: "mean",
            description: "mean over runs, or share of runs from a threshold on",
          },
          better: { enum: ["lower", "higher"], default: "higher", description: "lower: of a loss or an error" },
          threshold: { type: "number", description: "of share: a run counts from this value on" },
          comparisons: { type: "array", minItems: 1, items: comparison, description: "all must hold" },
          [size]: { ...least, description: "the least effect that matters, in units of the metric" },
        },
        required: ["name", "statement", "kind", "comparisons", size],
        additionalProperties: false,
      })),
    },
  };
}
