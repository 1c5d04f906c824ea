import { fail } from "../../core/errors.ts";
import type { Options, Values } from "../../core/fields.ts";
import { boolean, choice, integer, number, resolve } from "../../core/fields.ts";
import { checkSpec } from "../../core/spec.ts";
import { circuitFor } from "../../moe/circuit.ts";
import { routers } from "../../moe/routers/index.ts";
import { familyOf } from "../family.ts";
import { MEASURES } from "../measures.ts";
import type { Arm, Experiment, StudySpec } from "../results.ts";
import { CONTROLLED_SCALINGS } from "../specs/arms.ts";
import { trainedParameters } from "../specs/matched.ts";
import { auditArms, type Subject } from "./arms.ts";
import { type Claim, checkClaims } from "./claim.ts";
import { paperClaims } from "./claims.ts";
import { type AuditData, type Data, dataOf, sizesOf } from "./data.ts";
import type { AuditSpec, Section } from "./document.ts";
import { ownClass } from "./own-class.ts";

/** Options of an audit, for functions, flags and forms alike. */
export const auditFields = {
  seeds: integer({
    help: "runs of each arm, each on rows, a split and a start of its own",
    min: 2,
    max: 1000,
    default: 30,
  }),
  test: number({ help: "of a table: share of the rows held out for testing", min: 0.05, max: 0.95, default: 0.3 }),
  epochs: integer({ help: "passes over the training rows", min: 1, max: 10000, default: 30 }),
  batchSize: integer({ help: "rows in each step", min: 1, max: 65536, default: 32 }),
  experts: integer({ help: "experts in each mixture", min: 2, max: 16, default: 2 }),
  effect: number({
    help: "smallest difference in accuracy that matters; of runs made elsewhere, in their first metric",
    min: 0,
    max: 1e6,
    default: 0.01,
  }),
  threshold: number({
    help: "accuracy from which a run counts as one that has learned",
    min: 0,
    max: 1,
    default: 0.99,
  }),
  noise: number({
    help: "error probability of the noise that is to be survived",
    min: 0,
    max: 0.75,
    above: true,
    default: 0.2,
  }),
  level: number({ help: "probability with which all intervals hold together", min: 0.5, max: 0.9999, default: 0.95 }),
  key: integer({ help: "all randomness follows from this number", min: 0, max: Number.MAX_SAFE_INTEGER, default: 0 }),
  curves: choice(["on", "off"], { help: "train on fewer rows, too, for learning curves", default: "on" }),
  quick: boolean({ help: "a short trial, no evidence: at most 5 seeds and 10 epochs, no curves", default: false }),
};

/** Learning rates that every run of every arm chooses from, and the share of its training rows that it looks at for that. */
const TUNING = { learningRates: [0.03, 0.1, 0.3], share: 0.2 };

export interface AuditOptions extends Options<typeof auditFields>, AuditData {
  /** The router under audit, as `quantumRouter` makes it. Default: that of the paper, 3 layers. */
  readonly subject?: Subject;
  /** Claims instead of the paper's. They may name the arms of `auditArms` and arms of your own. */
  readonly claims?: readonly Claim[];
  /** Arms of your own besides those of the audit; each is trained under each scaling of the inputs. */
  readonly arms?: readonly Arm[];
}

/** What is to be run, and what is to be judged with it. */
export interface AuditPlan {
  readonly audit: AuditSpec;
  readonly study: StudySpec;
}

/**
 * An audit of a quantum router on one table or on a generator's rows: its arms (see `auditArms`) under both scalings of the inputs, each run with a learning rate
 * chosen by rows of its own, all with one budget; claims, by default the paper's, are judged on all training rows, learning curves are drawn from fewer. Errors: no data, or two;
 * an option out of bounds; a table too small; a claim that names no arm or no metric; arms that repeat a name.
 */
export function auditPlan({ table, generator, subject, claims, arms = [], ...options }: AuditOptions): AuditPlan {
  const values = resolve(auditFields, options, "audit");
  const { quick } = values;
  const seeds = quick ? Math.min(values.seeds, 5) : values.seeds;
  const data = dataOf({ ...(table && { table }), ...(generator && { generator }) }, { ...values, seeds });
  const router = subjectOf(subject);
  const { effect, threshold, noise, level, key } = values;
  if (effect > 1) fail("audit: effect", "at most 1, as accuracies are shares", effect, "One percent is .01");
  const judged =
    claims === undefined
      ? paperClaims({ subject: router, features: data.source.features.length, effect, threshold, noise })
      : checkClaims(claims);
  checkMetrics(judged);
  const leftOut =
    claims === undefined && ownClass(router, data.source.features.length) === null
      ? " The claim about the router's own class of functions is left out: scales that are learned, or too many terms, leave no such class to be trained beside it."
      : "";
  for (const arm of arms) checkOwnArm(arm);
  checkWires(router, data.source.features.length);
  const sizes = sizesOf(data, values.curves === "on" && !quick);
  const parts = (Object.keys(CONTROLLED_SCALINGS) as (keyof typeof CONTROLLED_SCALINGS)[]).map((scaling) => {
    const built = auditArms({
      subject: router,
      features: data.source.features.length,
      experts: values.experts,
      noise,
      scaling,
    });
    const all = [...built, ...arms.map((arm) => ({ ...arm, scaling }))];
    checkUnique(all);
    const used = claims === undefined ? all : namedBy(judged, all);
    const experiments = sizes.map((rows, i) => {
      const last = i === sizes.length - 1;
      return experimentOf(values, data, { scaling, arms: last ? measured(judged, used) : used, rows });
    });
    return { section: sectionOf(scaling, experiments.at(-1)!, sizes), experiments };
  });
  const title = `Does the quantum part help? Audit on ${data.source.name}${quick ? " (quick trial, no evidence)" : ""}`;
  const audit: AuditSpec = {
    title,
    description: `${data.words}${leftOut}`,
    ...{ key, seeds, level },
    overlap: data.redraw ? null : { trainRows: sizes.at(-1)!, testRows: data.testRows },
    majority: data.majority,
    claims: judged,
    sections: parts.map(({ section }) => section),
  };
  return { audit, study: { name: "audit", title, key, seeds, experiments: parts.flatMap((part) => part.experiments) } };
}

function subjectOf(given: AuditOptions["subject"]): Subject {
  const checked = checkSpec({ quantum: routers.quantum }, given ?? { kind: "quantum" }, "audit: subject");
  if (checked.dial > 0) fail("audit: subject: dial", "0, as the audit turns it", checked.dial);
  if (checked.noise !== null || checked.shots > 0 || checked.trajectories > 0 || checked.mitigation.length > 0) {
    fail(
      "audit: subject",
      "a router on an ideal device, as the audit puts it under noise",
      given,
      "moire noise asks about shots and mitigation",
    );
  }
  return checked;
}

interface Part {
  readonly scaling: keyof typeof CONTROLLED_SCALINGS;
  readonly arms: readonly Arm[];
  readonly rows: number;
}

function experimentOf(values: Values<typeof auditFields>, data: Data, { scaling, arms, rows }: Part): Experiment {
  const { suffix, words } = CONTROLLED_SCALINGS[scaling];
  const { epochs, batchSize, threshold, quick } = values;
  const all = data.source.samples - data.testRows;
  return {
    name: `audit${suffix}${rows === all ? "" : `-${rows}`}`,
    title: `Routers on ${data.source.name}, ${words}, ${rows} rows to train on: accuracy on held-out rows`,
    protocol: "controlled",
    description: data.words,
    flaws: [],
    data: data.source,
    redraw: data.redraw,
    testRows: data.testRows,
    trainRows: rows,
    scalerRows: "train",
    tuning: TUNING,
    epochs: quick ? Math.min(epochs, 10) : epochs,
    batchSize,
    learningRate: TUNING.learningRates[0]!,
    metric: { kind: "testAccuracy" },
    threshold,
    reference: arms[0]!.name,
    arms,
    conditions: [],
  };
}

function sectionOf(
  scaling: keyof typeof CONTROLLED_SCALINGS,
  experiment: Experiment,
  sizes: readonly number[],
): Section {
  const features = experiment.data.features.length;
  return {
    name: scaling,
    label: CONTROLLED_SCALINGS[scaling].words,
    sizes,
    arms: experiment.arms.map((arm) => ({
      name: arm.name,
      label: arm.label,
      parameters: trainedParameters(arm.model.router, { features, experts: arm.model.experts.length }),
      family: familyOf(arm.model),
    })),
  };
}

/** The arms that claims name, in the order of the arms. */
function namedBy(claims: readonly Claim[], arms: readonly Arm[]): Arm[] {
  const names = new Set(claims.flatMap(({ comparisons }) => comparisons.flatMap(({ arm, against }) => [arm, against])));
  const known = arms.map(({ name }) => name);
  for (const name of names) {
    if (name !== null && !known.includes(name)) {
      fail(
        "audit: claims",
        `arms that there are: ${known.join(", ")}`,
        name,
        "Add an arm of that name to the file of claims",
      );
    }
  }
  return arms.filter(({ name }) => names.has(name));
}

/** The arms with the measures that claims need of them besides what every run has. */
function measured(claims: readonly Claim[], arms: readonly Arm[]): Arm[] {
  return arms.map((arm) => {
    const needed = claims.filter(({ comparisons }) =>
      comparisons.some((one) => one.arm === arm.name || one.against === arm.name),
    );
    const names = MEASURES.filter((name) => needed.some(({ metric }) => metric === name));
    for (const { name, metric } of needed) {
      if (metric !== "kernelGain" || arm.model.router.kind === "quantum") continue;
      fail(`claim ${name}: metric kernelGain`, "arms with a quantum router", arm.name);
    }
    return names.length === 0 ? arm : { ...arm, measures: names };
  });
}

/** Every arm has the audit's budget and both scalings: one of its own would compare what is not alike. */
function checkOwnArm({ name, training, scaling }: Arm): void {
  const where = `audit: arm ${name}`;
  if (training !== undefined && Object.keys(training).length > 0) {
    fail(`${where}: training`, "none, as all arms of an audit have one budget", training, "moire compare takes it");
  }
  if (scaling !== "minmax") {
    fail(`${where}: scaling`, "none, as each arm is trained under both scalings", scaling, "Leave it out");
  }
}

/** Density matrices of more wires than this take hours. */
const MOST_WIRES = 8;

function checkWires(router: Subject, features: number): void {
  const { numQubits } = circuitFor(router, features);
  if (numQubits <= MOST_WIRES) return;
  const hint = "Arms without interference and under noise need density matrices, of 4^qubits numbers";
  fail("audit: router: qubits", `at most ${MOST_WIRES}`, numQubits, hint);
}

/** Metrics that runs of an audit have. */
export const METRICS: readonly string[] = ["accuracy", "balance", ...MEASURES];

function checkUnique(arms: readonly Arm[]): void {
  const names = arms.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) fail("audit: arms", "names that no other arm has", twice);
}

function checkMetrics(claims: readonly Claim[]): void {
  for (const { name, metric, threshold } of claims) {
    if (!METRICS.includes(metric)) fail(`claim ${name}: metric`, `one of ${METRICS.join(", ")}`, metric);
    if (metric === "kernelGain" || threshold === undefined || (threshold >= 0 && threshold <= 1)) continue;
    fail(`claim ${name}: threshold`, `from 0 to 1, as ${metric} is`, threshold);
  }
}
