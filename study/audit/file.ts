import * as z from "zod/mini";
import { fail, MoireError, show } from "../../core/errors.ts";
import { differing, memberAt } from "../differing.ts";
import { FAMILIES } from "../family.ts";
import { checkStudy } from "../results-file.ts";
import { trainRowsOf } from "../source.ts";
import { checkClaims } from "./claim.ts";
import type { AuditResults } from "./document.ts";
import { judge } from "./judge.ts";

const FORMAT = "moire-audit-1";
const WHERE = "audit file";

const name = z.string().check(z.minLength(1), z.maxLength(200));
const text = z.string().check(z.minLength(1), z.maxLength(2000));
const count = z.int().check(z.gte(0));
const positive = z.int().check(z.gte(1));

const section = z.object({
  name,
  label: text,
  arms: z
    .array(z.object({ name, label: name, parameters: z.nullable(count), family: z.nullable(z.enum(FAMILIES)) }))
    .check(z.minLength(1)),
  sizes: z.array(positive),
});

const audit = z.object({
  format: z.literal(FORMAT),
  audit: z.object({
    title: text,
    description: text,
    key: count,
    seeds: z.int().check(z.gte(2)),
    level: z.number().check(z.gte(0.5), z.lt(1)),
    overlap: z.nullable(z.object({ trainRows: positive, testRows: positive })),
    majority: z.nullable(z.number().check(z.gt(0), z.lte(1))),
    claims: z.array(z.unknown()),
    sections: z.array(section).check(z.minLength(1)),
  }),
  study: z.nullable(z.unknown()),
  versions: z.object({ moire: name, engine: name, precision: name }),
  runs: z.array(
    z.object({
      section: name,
      arm: name,
      seed: count,
      trainRows: z.nullable(positive),
      learningRate: z.nullable(z.number()),
      values: z.record(z.string(), z.number()),
    }),
  ),
  judgements: z.array(z.unknown()),
});

/**
 * Checks that a parsed JSON value is the file of an audit with all its parts, and returns it. Errors say what is missing or wrong and where: another format, a part of
 * the wrong shape, an arm without all its runs, judgements that do not follow from the claims and the runs.
 */
export function checkAudit(value: unknown): AuditResults {
  const checked = audit.safeParse(value);
  if (!checked.success) {
    const issue = checked.error.issues[0]!;
    const path = issue.path.map(String).join(".") || "the whole file";
    throw new MoireError(
      `${WHERE}: ${path} is missing or wrong (${issue.message}). The file is damaged; run the audit again`,
    );
  }
  const file = value as AuditResults;
  checkClaims(file.audit.claims, `${WHERE}: claims`);
  if (file.study !== null) checkStudy(file.study, WHERE);
  checkRuns(file);
  const due = judge(file.audit, file.runs);
  const path = differing(due, file.judgements);
  if (path === null) return file;
  const [expected, got] = [due, file.judgements].map((list) => show(memberAt(list, path)));
  throw new MoireError(
    `${WHERE}: judgements do not follow from the claims and the runs: judgements.${path.join(".")} is ${got}, they give ${expected}. The file was altered, or another version of moire made it; run the audit again`,
  );
}

/** One run for each seed of each arm with each number of rows, and no others. */
function checkRuns({ audit: { sections, seeds }, runs, study }: AuditResults): void {
  const each = "runs of its sections, arms, rows and seeds, each once";
  const found = new Set<string>();
  for (const run of runs) {
    const one = JSON.stringify([run.section, run.arm, run.trainRows, run.seed]);
    if (found.has(one)) fail(WHERE, each, one);
    found.add(one);
  }
  // The file may name any number of seeds; the first that lacks a run ends this.
  for (const one of runsDue(sections, seeds)) {
    if (!found.delete(one)) fail(WHERE, `a run of [section, arm, rows, seed] ${one}`, "none");
  }
  const [other] = found;
  if (other !== undefined) fail(WHERE, each, other);
  const sizes = new Set((study?.experiments ?? []).map(trainRowsOf));
  const stranger = sections.flatMap((one) => one.sizes).find((size) => !sizes.has(size));
  if (stranger !== undefined) fail(WHERE, `an experiment with ${stranger} rows to train on`, [...sizes]);
}

function* runsDue(sections: AuditResults["audit"]["sections"], seeds: number): Generator<string> {
  for (const { name: own, arms, sizes } of sections) {
    const rows = sizes.length === 0 ? [null] : sizes;
    for (const arm of arms) {
      for (const size of rows)
        for (let seed = 0; seed < seeds; seed++) yield JSON.stringify([own, arm.name, size, seed]);
    }
  }
}
