import { existsSync, statSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { CommanderError } from "commander";
import { fail, MoireError } from "../core/errors.ts";
import { type Field, integer, number, text } from "../core/fields.ts";
import { parseTable } from "../data/csv.ts";
import type { Dataset } from "../data/dataset.ts";
import { split } from "../data/split.ts";
import { readJson, readText } from "../node/input.ts";
import { checkOutput } from "../node/output.ts";
import { registeredNames } from "../node/samples.ts";
import { analysisFields } from "../study/analysis/options.ts";
import type { Arm } from "../study/results.ts";
import { checkArms } from "../study/specs/arms-file.ts";
import type { Fitted } from "../train/index.ts";
import { loadModel } from "../train/index.ts";
import type { Command, Session } from "./command.ts";
import { outputFields } from "./fields.ts";
import { meaningOf } from "./options.ts";
import { checkSizes, registered } from "./registered.ts";
import { dataFields, namesIn } from "./study-data.ts";

const { key: keyField, ...measures } = analysisFields;

const TEST = number({ help: "share of the rows held out, 0: none", min: 0, max: 0.95, default: 0.3 });

const fields = {
  data: text({
    help: `a table with a header line, or one of ${registeredNames().join(", ")}; default: what the model was trained on, else moons`,
    default: "",
  }),
  ...dataFields,
  test: text({
    help: `${TEST.help}; default: that of the training, else ${TEST.default}`,
    default: "",
  }),
  ...measures,
  key: text({ help: `${keyField.help}; default: that of the training, else 0`, default: "" }),
  ...outputFields("analyse"),
};

/** `moire analyse moire-results/train`: what a model's router can express, how it sees the rows, and what its experts share out. */
export const analyse: Command<typeof fields> = {
  fields,
  argument: {
    name: "model",
    help: "a trained model (model.json, or the folder that moire train wrote), or a mixture as JSON, which is analysed untrained",
  },
  examples: [
    "moire analyse moire-results/train",
    "moire analyse moire-results/train/model.json --data houses.csv --target kind",
    "moire analyse mixture.json --data moons:noise=0.2 --rows 200",
  ],
  async run({ data, target, ignore, test, key, out, json, ...options }, path, session) {
    checkOutput(out);
    const given = modelAt(path);
    const number = key === "" ? given.key : flagValue(keyField, key, "--key");
    const held = test === "" ? given.test : flagValue(TEST, test, "--test");
    const word = data === "" ? given.data : data;
    const columns = data === "" && target === "" ? { target: given.target, ignore: given.ignore } : { target, ignore };
    const table = dataOf(word, columns, data !== "");
    checkSizes(table);
    if (data === "" && given.rows !== null && table.numSamples !== given.rows) {
      const hint =
        "Rows that it was trained on would count as held out: name the table with --data if it is another one";
      fail(
        "--data",
        `the ${given.rows} rows of ${word} that the model was trained and scored on`,
        table.numSamples,
        hint,
      );
    }
    const rows = held === 0 ? { train: table, test: null } : split(table, { test: held, key: number });
    const title = `${given.name} on ${word}`;
    const measured = { ...options, key: number, title };
    const analysis = await analysed(given, rows, measured, session);
    const { deliverAnalysis } = await import("./deliver-analysis.ts");
    const { twinPair } = await import("../study/analysis/twin.ts");
    const { twinTimes } = await import("./twin-times.ts");
    const pair = analysis.twin === null ? null : twinPair(given.model, rows, { ...measured, scaling: given.scaling });
    const times = pair === null ? null : await twinTimes(pair, session.signal);
    await deliverAnalysis(analysis, { out, json, times, signal: session.signal });
  },
};

interface Given {
  readonly name: string;
  readonly model: Fitted | Arm["model"];
  /** Of a model that is not trained. */
  readonly scaling: Arm["scaling"];
  /** What it was trained on, as far as that is known, and by which key. */
  readonly data: string;
  readonly key: number;
  readonly test: number;
  readonly target: string;
  readonly ignore: string;
  /** How many rows there were, all together; null: not known. */
  readonly rows: number | null;
}

type Training = Pick<Given, "data" | "key" | "test" | "target" | "ignore" | "rows">;

/** Of a model that nothing is known of beside it. */
const UNTOLD: Training = { data: "", key: 0, test: TEST.default, target: "", ignore: "", rows: null };

/** A trained model, or a mixture; a folder stands for the model.json in it. Errors: as the readers of both, with the file's name. */
function modelAt(given: string): Given {
  const folder = statSync(given, { throwIfNoEntry: false })?.isDirectory() === true;
  const path = folder ? join(given, "model.json") : given;
  if (folder && !existsSync(path)) {
    fail("model", `a folder with a model.json, as moire train writes it`, given, "Name a file, or another folder");
  }
  const source = readText(path);
  const value = readJson(path);
  const format = typeof value === "object" && value !== null && "format" in value ? value.format : null;
  const name = basename(path, extname(path));
  return named(path, () => {
    if (format === null) {
      const arms = checkArms(value, name);
      if (arms.length > 1) fail("arms", "one model to analyse", arms.length);
      const { label, model, scaling } = arms[0]!;
      return { name: label, model, scaling, ...UNTOLD, data: "moons" };
    }
    if (!String(format).startsWith("moire-model-")) fail("format", "a trained model, or a mixture", format);
    const fitted = loadModel(source);
    if (fitted.task !== "classes") {
      fail("task", "a model of classes", fitted.task, "Most measures need labels: train a model on classes");
    }
    const training = trainingOf(dirname(path), basename(path));
    return { name: `${fitted.model.router.kind} router`, model: fitted, scaling: "minmax", ...training };
  });
}

/** What the summary beside a model says of its training. */
function trainingOf(folder: string, file: string): Training {
  const path = join(folder, "summary.json");
  if (file !== "model.json" || !existsSync(path)) return UNTOLD;
  const summary = (readJson(path) ?? {}) as Readonly<Record<string, unknown>>;
  const told = (name: keyof Training, schema: { safeParse(value: unknown): { readonly success: boolean } }) =>
    schema.safeParse(summary[name]).success ? { [name]: summary[name] } : {};
  const string = text({ help: "", default: "" }).schema;
  const count = integer({ help: "", min: 1, max: Number.MAX_SAFE_INTEGER, default: 1 }).schema;
  return {
    ...UNTOLD,
    ...told("data", string),
    ...told("key", keyField.schema),
    ...told("test", TEST.schema),
    ...told("target", string),
    ...told("ignore", string),
    ...told("rows", count),
  };
}

function dataOf(word: string, { target, ignore }: { target: string; ignore: string }, asked: boolean): Dataset {
  if (word === "") {
    const said = "required option '--data <value>' not specified: nothing beside the model says what it was trained on";
    throw new CommanderError(2, "moire.missingData", said);
  }
  if (registeredNames().includes(word.split(":", 1)[0]!.trim())) {
    const flag = target !== "" ? "--target" : ignore !== "" ? "--ignore" : null;
    if (flag !== null) fail(flag, "a table of your own as --data", word, `${word} knows its classes`);
    return registered(word, "--data").data;
  }
  if (extname(word) === "") fail("--data", `a file with an ending, or one of ${registeredNames().join(", ")}`, word);
  if (target === "") {
    const said = `required option '--target <value>' not specified: it names the column of ${word} that holds the class`;
    throw new CommanderError(2, "moire.missingTarget", said);
  }
  if (!asked && !existsSync(resolve(word))) {
    fail("--data", `the table ${word}, which the model was trained on`, "no such file", "Name it with --data");
  }
  return parseTable(readText(word), { target, name: basename(word), ignore: namesIn(ignore) });
}

/** What a flag's text says, by its field. */
function flagValue(field: Field<number>, given: string, flag: string): number {
  const value = meaningOf(field, given);
  if (field.schema.safeParse(value).success) return value as number;
  throw new CommanderError(2, "moire.badValue", `${flag} must be ${field.expected}, got ${JSON.stringify(given)}`);
}

interface Options {
  readonly rows: number;
  readonly samples: number;
  readonly draws: number;
  readonly key: number;
  readonly title: string;
}

/** Runs the measures piece by piece, shows how far they are, and lets Ctrl-C in between. */
async function analysed(
  { model, scaling }: Given,
  rows: { readonly train: Dataset; readonly test: Dataset | null },
  options: Options,
  { signal, version }: Session,
) {
  const { analysisSteps } = await import("../study/analysis/analyse.ts");
  const { breathe } = await import("./interrupt.ts");
  const { openProgress } = await import("./progress.ts");
  process.stderr.write(`${options.title}\n`);
  const steps = analysisSteps(model, rows, { ...options, scaling, version });
  const progress = openProgress(process.stderr, "measures");
  try {
    for (;;) {
      await breathe(signal);
      const { done, value } = steps.next();
      if (done === true) return value;
      progress.update(value.done, value.total, value.doing);
    }
  } finally {
    progress.stop();
  }
}

/** Errors name the file. */
function named<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof MoireError ? new MoireError(`${path}: ${error.message}`) : error;
  }
}
