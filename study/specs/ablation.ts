import { fail, lookUp } from "../../core/errors.ts";
import type { Options, Values } from "../../core/fields.ts";
import { boolean, choice, number, resolve } from "../../core/fields.ts";
import { checkSpec } from "../../core/spec.ts";
import { routers } from "../../moe/routers/index.ts";
import type { Axis, Base, Subject } from "../ablation/axes/axis.ts";
import { AXES, type AxisName, allAxes, obstacleTo, axes as registry } from "../ablation/axes/index.ts";
import type { Experiment, StudySpec } from "../results.ts";
import { builtArms } from "./ablation-arms.ts";
import { CONTROLLED_SCALINGS } from "./arms.ts";
import type { CompareOptions } from "./compare.ts";
import { checkSplit, compareFields, dataOf } from "./compare.ts";

/** Options of the study, for functions, flags and forms alike. */
export const ablationFields = {
  ...compareFields,
  threshold: number({ help: "accuracy from which a run counts as a success", min: 0, max: 1, default: 0.99 }),
  scaling: choice(["minmax", "standard"], {
    help: "inputs scaled to [0, pi] or standardised, by the training rows",
    default: "minmax",
  }),
  tune: boolean({
    help: "each run chooses its learning rate on training rows that it keeps apart; default: one rate for all",
    default: false,
  }),
};

/** Learning rates that runs choose from, and the share of the training rows that they look at for that. */
const TUNING = { learningRates: [0.02, 0.05, 0.1, 0.2], share: 0.2 };

export interface AblationOptions extends Options<typeof ablationFields>, Pick<CompareOptions, "table" | "generator"> {
  /** The router whose switches are moved. Default: that of the paper, 3 layers. */
  readonly subject?: Subject;
  /** Which switches; default: all that the subject has. The classical controls are always there. */
  readonly axes?: readonly AxisName[];
}

/**
 * What in a quantum router carries its accuracy: switches of its spec are moved one at a time, with all else as in the base router, and every value is trained
 * anew on the same rows, from the same start values where arrays have the same name and shape, with the same budget. One experiment, whose `ablation` says
 * which arms make up which axis. Errors: no data, or two; an option out of bounds; a subject that has a dial or a device of its own; an axis that is
 * unknown, named twice, or that the subject has not.
 */
export function ablationSpec({ table, generator, subject, axes, ...options }: AblationOptions): StudySpec {
  const values = resolve(ablationFields, options, "ablate");
  const { rows: drawnRows, data } = dataOf(table, generator, "ablate");
  const testRows = checkSplit(drawnRows, values.test, "ablate");
  const rows = data.samples;
  const base: Base = { subject: subjectOf(subject), features: data.features.length, experts: values.experts };
  const { chosen, left } = chosenAxes(axes, base);
  const { quick, scaling, batchSize, learningRate, threshold } = values;
  const trained = rows - testRows;
  const drawn = data.kind === "generator";
  const { arms, conditions, ablation } = builtArms(base, chosen, scaling);
  const experiment: Experiment = {
    name: "ablate",
    title: `Switches of a quantum router on ${data.name}, ${CONTROLLED_SCALINGS[scaling].words}: accuracy on held-out rows`,
    protocol: "controlled",
    description:
      `The base router is ${wordsOf(base.subject)}. One switch at a time is moved, with all else as it is. ${drawn ? `Rows of the generator ${data.name}` : "One table"}: ${rows} rows, ${data.features.length} features and ${data.classes.length} classes. ` +
      `Each seed draws ${drawn ? "new rows, " : ""}new start values and a new split: ${trained} rows to train on and ${testRows} held out, each class in proportion; the scaler is fitted on the training rows. All arms of a seed share its rows. ` +
      `${rateWords(values)}${drawn ? "" : " Splits of one table overlap, so intervals and p-values are corrected for that."}${left.length === 0 ? "" : ` Left out: ${left.join("; ")}.`}`,
    flaws: [],
    data,
    redraw: drawn,
    testRows,
    scalerRows: "train",
    ...(values.tune ? { tuning: TUNING } : {}),
    epochs: epochsOf(values),
    batchSize,
    learningRate,
    metric: { kind: "testAccuracy" },
    threshold,
    reference: arms[0]!.name,
    arms,
    conditions,
    ablation,
  };
  return {
    name: "ablate",
    title: `What carries a quantum router's accuracy? Ablations on ${data.name}${quick ? " (quick trial, no evidence)" : ""}`,
    key: values.key,
    seeds: quick ? Math.min(values.seeds, 5) : values.seeds,
    experiments: [experiment],
  };
}

type Checked = Values<typeof ablationFields>;

function epochsOf({ quick, epochs }: Checked): number {
  return quick ? Math.min(epochs, 10) : epochs;
}

function rateWords(values: Checked): string {
  const epochs = `${epochsOf(values)} epochs`;
  if (!values.tune) return `${epochs} at learning rate ${values.learningRate}.`;
  return `${epochs}; each run chooses its learning rate among ${TUNING.learningRates.join(", ")} by a fifth of its training rows.`;
}

/** `quantum`, or with the options that are not the defaults: `quantum:layers=2,axis=Y`. */
export function wordsOf(subject: Subject): string {
  const { fields } = routers.quantum;
  const given = (Object.keys(fields) as (keyof typeof fields)[]).filter(
    (name) => JSON.stringify(subject[name]) !== JSON.stringify(fields[name].default),
  );
  return given.length === 0 ? "quantum" : `quantum:${given.map((name) => `${name}=${subject[name]}`).join(",")}`;
}

function subjectOf(given: AblationOptions["subject"]): Subject {
  const checked = checkSpec({ quantum: routers.quantum }, given ?? { kind: "quantum" }, "ablate: router");
  const { dial, noise, shots, trajectories, mitigation } = checked;
  if (dial > 0) fail("ablate: router: dial", "0, as the axis dial turns it", dial);
  if (noise !== null || shots > 0 || trajectories > 0 || mitigation.length > 0) {
    const hint = "moire noise asks about noise, shots and mitigation";
    fail("ablate: router", "one on an ideal device", { noise, shots, trajectories, mitigation }, hint);
  }
  return checked;
}

/** The axes in the order of the registry; where all are asked for, those that the subject has, and why not the others. */
function chosenAxes(asked: AblationOptions["axes"], base: Base): { chosen: AxisName[]; left: string[] } {
  if (asked === undefined) {
    const left = AXES.flatMap((name) => {
      const reason = obstacleTo(name, base);
      return reason === null ? [] : [`${name} (${reason})`];
    });
    return { chosen: allAxes(base), left };
  }
  if (asked.length === 0) fail("ablate: axes", `at least one of ${AXES.join(", ")}`, asked);
  for (const [i, name] of asked.entries()) {
    lookUp<Axis>(registry, name, "ablate: axes");
    if (asked.indexOf(name) !== i) fail("ablate: axes", "axes that differ", name);
    const reason = obstacleTo(name, base);
    if (reason !== null) fail("ablate: axes", "axes that the router has", name, `Here ${reason}`);
  }
  return { chosen: AXES.filter((name) => name === "classical" || asked.includes(name)), left: [] };
}
