import { basename } from "node:path";
import { fail, MoireError } from "../core/errors.ts";
import { integer, text } from "../core/fields.ts";
import { routers } from "../moe/routers/index.ts";
import { readJson, readText } from "../node/input.ts";
import { checkOutput } from "../node/output.ts";
import { refuseUnfinished } from "../node/run-store.ts";
import type { Subject } from "../study/audit/arms.ts";
import { type ClaimsFile, checkClaimsFile } from "../study/audit/claim.ts";
import { auditRuns } from "../study/audit/imported.ts";
import { auditFields, auditPlan } from "../study/audit/spec.ts";
import type { Command, Session } from "./command.ts";
import { outputFields, runFields } from "./fields.ts";
import { flagOf } from "./options.ts";
import { partOf } from "./parts.ts";
import { dataFields, dataHelp, namesIn, studyData } from "./study-data.ts";

const DEFAULT_DATA = "moons";

const fields = {
  ...dataFields,
  router: text({
    help: "the quantum router under audit, as of moire train: quantum:layers=2,uploads=2",
    default: "quantum",
  }),
  claims: text({
    help: "a JSON file of claims in place of the paper's, with arms of your own if they name any",
    default: "",
  }),
  runs: text({
    help: "a table of runs made elsewhere, columns arm, seed and metrics, to be judged instead of training",
    default: "",
  }),
  trainRows: integer({
    help: "with --runs on splits of one fixed table: rows trained on",
    min: 0,
    max: 1e9,
    default: 0,
  }),
  testRows: integer({ help: "with --runs on splits of one fixed table: rows held out", min: 0, max: 1e9, default: 0 }),
  ...auditFields,
  ...runFields,
  ...outputFields("audit"),
};

type Given = Parameters<Command<typeof fields>["run"]>[0];

/** Of training: they do nothing with --runs. */
const OF_TRAINING = [
  ...(["target", "router", "seeds", "test", "epochs", "batchSize", "experts", "threshold"] as const),
  ...(["noise", "curves", "quick", "workers", "fresh"] as const),
];
/** Of the claims that are made here: they do nothing with --claims. */
const OF_CLAIMS = ["effect", "threshold"] as const;

/** `moire audit`: judges claims about a quantum router by the controls that a careful referee would ask for. */
export const audit: Command<typeof fields> = {
  fields,
  argument: { name: "data", help: dataHelp(), preset: DEFAULT_DATA },
  examples: [
    "moire audit",
    "moire audit data.csv --target label",
    "moire audit circles:noise=.1 --router quantum:layers=2,uploads=2 --threshold .95",
    "moire audit wine --claims claims.json",
    "moire audit --runs runs.csv --effect .01",
  ],
  async run(given, word, session) {
    checkOutput(given.out);
    if (given.runs !== "") refuse(given, OF_TRAINING, "none with --runs, as nothing is trained");
    if (given.claims !== "") refuse(given, OF_CLAIMS, "none with --claims, as each claim says its own");
    const claims = given.claims === "" ? null : claimsIn(given.claims);
    if (given.runs !== "") return auditElsewhere(given, word, claims, session);
    refuse(given, ["trainRows", "testRows"], "--runs beside it");
    const {
      target,
      ignore,
      router,
      claims: _,
      runs: __,
      trainRows,
      testRows,
      workers,
      fresh,
      out,
      json,
      ...protocol
    } = given;
    const data = studyData(word, { target, ignore });
    const subject = partOf({ quantum: routers.quantum }, router, "router") as Subject;
    const plan = auditPlan({ ...data, subject, ...protocol, ...(claims ?? {}) });
    const { runWithProgress } = await import("./run.ts");
    const { deliverAudit } = await import("./deliver-audit.ts");
    const { runAudit } = await import("../study/audit/run.ts");
    const options = { workers, fresh, out, table: data.table ?? null };
    await runWithProgress(plan.study, options, session, {
      run: (study) => runAudit(plan, study),
      deliver: (results) => deliverAudit(results, { out, json, signal: session.signal }),
    });
  },
};

/** Refuses flags that would be ignored. */
function refuse(given: Given, names: readonly (keyof Given)[], expected: string): void {
  for (const name of names) {
    if (given[name] !== fields[name].default) fail(`--${flagOf(name)}`, expected, given[name]);
  }
}

async function auditElsewhere(
  given: Given,
  word: string,
  claims: ClaimsFile | null,
  { signal, version }: Session,
): Promise<void> {
  const { runs, ignore, trainRows, testRows, effect, level, key, out, json } = given;
  refuseUnfinished(out);
  if (word !== DEFAULT_DATA) fail("data", "none with --runs, as nothing is trained", word);
  if ((trainRows === 0) !== (testRows === 0)) {
    fail(
      "--train-rows and --test-rows",
      "both, or neither where each run had data of its own",
      `${trainRows} and ${testRows}`,
    );
  }
  if (claims !== null && claims.arms.length > 0) {
    fail(
      `${given.claims}: arms`,
      "none with --runs, as nothing is trained",
      claims.arms.map(({ name }) => name),
    );
  }
  const results = auditRuns(readText(runs), {
    name: basename(runs),
    ignore: namesIn(ignore),
    ...(claims === null ? {} : { claims: claims.claims }),
    ...{ effect, level, key, version },
    overlap: trainRows === 0 ? null : { trainRows, testRows },
  });
  const { deliverAudit } = await import("./deliver-audit.ts");
  await deliverAudit(results, { out, json, signal });
}

function claimsIn(path: string): ClaimsFile {
  const value = readJson(path);
  try {
    return checkClaimsFile(value);
  } catch (error) {
    throw error instanceof MoireError ? new MoireError(`${path}: ${error.message}`) : error;
  }
}
