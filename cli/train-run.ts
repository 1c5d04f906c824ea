import { join } from "node:path";
import type { Dataset } from "../data/dataset.ts";
import type { RegressionDataset } from "../data/regression.ts";
import { buildMixture } from "../moe/index.ts";
import { writeOutput } from "../node/output.ts";
import { newDocument, toPng } from "../node/render.ts";
import { decayRanges } from "../optim/index.ts";
import { printable } from "../study/figures/markup.ts";
import type { TrainingView } from "../study/training/index.ts";
import { trainingFigures, trainingPage, trainingView } from "../study/training/index.ts";
import { fit, saveModel } from "../train/index.ts";
import type { Session } from "./command.ts";
import { breathe } from "./interrupt.ts";
import { openProgress } from "./progress.ts";
import type { Chosen } from "./train-flags.ts";

/** Kinds that are written in capitals in titles. */
const ABBREVIATIONS: readonly string[] = ["mlp", "rbf"];
/** Pixels across a PNG figure: sharp on paper at 17 cm. */
const PNG_WIDTH = 1600;

export interface TrainRun {
  readonly chosen: Chosen;
  /** The data as the command line named it. */
  readonly word: string;
  readonly rows: { readonly train: Dataset | RegressionDataset; readonly test: Dataset | RegressionDataset | null };
  readonly key: number;
  /** What rows were made of the data with: moire analyse makes the same again. */
  readonly made: { readonly test: number; readonly target: string; readonly ignore: string };
  readonly out: string;
  readonly json: boolean;
}

/** Trains with live progress, writes model, page and pictures, and prints what came of it. */
export async function trainWithProgress(run: TrainRun, { signal }: Session): Promise<void> {
  const { chosen, word, rows, key, out, json } = run;
  const title = `${printable(chosen.name === "model" ? nameOf(chosen) : chosen.name)} on ${printable(word)}`;
  checkParts(chosen, rows.train);
  process.stderr.write(`${title}\n`);
  const progress = openProgress(process.stderr, "epochs");
  const fitted = await fit(chosen.model, rows.train, {
    ...chosen.training,
    key,
    signal,
    onProgress({ epoch, epochs, loss, validationLoss }) {
      const held = validationLoss === undefined ? "" : `, held out ${validationLoss.toPrecision(4)}`;
      progress.update(epoch, epochs, `loss ${loss.toPrecision(4)}${held}`);
    },
  }).finally(() => progress.stop());
  const view = trainingView({ title, fitted, ...rows });
  const document = newDocument();
  const summary = `${JSON.stringify(summaryOf(view, run), null, 2)}\n`;
  const files: Record<string, string | Uint8Array> = {
    "model.json": saveModel(fitted),
    "spec.json": `${JSON.stringify(specOf(chosen), null, 2)}\n`,
    "summary.json": summary,
    "report.html": trainingPage(view, document),
  };
  for (const [name, svg] of Object.entries(trainingFigures(view, document))) {
    files[`figures/${name}.svg`] = svg;
    files[`figures/${name}.png`] = toPng(svg, PNG_WIDTH);
    await breathe(signal);
  }
  writeOutput(out, files);
  process.stdout.write(json ? summary : `${textOf(view)}\n${placesOf(out)}`);
}

/** Refuses parts that do not fit together before anything is said to begin. */
function checkParts({ model, training }: Chosen, data: TrainRun["rows"]["train"]): void {
  const outputs = "y" in data ? (training.loss?.kind === "binary" ? 1 : data.numClasses) : data.numTargets;
  const { parameters } = buildMixture(model, { features: data.numFeatures, outputs });
  decayRanges(training.weightDecay, parameters, "--weight-decay");
}

function nameOf({ model }: Chosen): string {
  const kinds = [...new Set(model.experts.map(({ kind }) => kind))].join(" and ");
  const experts = `${model.experts.length} ${kinds} expert${model.experts.length === 1 ? "" : "s"}`;
  const { kind } = model.router;
  const router = ABBREVIATIONS.includes(kind) ? kind.toUpperCase() : `${kind[0]!.toUpperCase()}${kind.slice(1)}`;
  return `${router} router, ${experts}`;
}

/** What --spec and `moire compare --specs` take. */
function specOf({ model, training: { scaling, ...training } }: Chosen): object {
  return { model, scaling, training };
}

function summaryOf({ title, facts, experts }: TrainingView, { word, key, made, rows }: TrainRun): object {
  const count = rows.train.numSamples + (rows.test?.numSamples ?? 0);
  return {
    format: "moire-training-1",
    title,
    data: word,
    rows: count,
    ...made,
    key,
    facts: Object.fromEntries(facts),
    experts,
  };
}

function textOf({ title, subtitle, facts, experts, classNames }: TrainingView): string {
  const width = Math.max(...facts.map(([name]) => name.length));
  const lines = facts.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
  const heads = ["Expert", "weight", "its rows", classNames === null ? "error" : "right", "parameters"];
  const cells = experts.map(({ name, load, rows, score, parameters }) => [
    name,
    `${(100 * load).toFixed(1)} %`,
    String(rows),
    score === null ? "" : score.toPrecision(3),
    String(parameters),
  ]);
  const widths = heads.map((head, c) => Math.max(head.length, ...cells.map((row) => row[c]!.length)));
  const row = (texts: readonly string[]): string =>
    texts.map((text, c) => (c === 0 ? text.padEnd(widths[c]!) : text.padStart(widths[c]!))).join("  ");
  return `\n${title}\n${subtitle}\n\n${lines.join("\n")}\n\n${[heads, ...cells].map(row).join("\n")}\n`;
}

function placesOf(out: string): string {
  const places = [
    [join(out, "report.html"), "the report, for a browser"],
    [join(out, "model.json"), "the trained model, for loadModel"],
    [join(out, "spec.json"), "the model and training, for --spec"],
    [join(out, "summary.json"), "these numbers"],
    [join(out, "figures"), "the pictures, as SVG and PNG"],
  ] as const;
  const width = Math.max(...places.map(([path]) => path.length));
  return places.map(([path, what]) => `${path.padEnd(width)}  ${what}\n`).join("");
}
