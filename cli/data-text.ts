import type { Dataset, Generator, SampleCard } from "../data/index.ts";
import { generators, samples } from "../data/index.ts";
import { registeredNames } from "../node/samples.ts";
import type { Registered } from "./registered.ts";

const makers: Readonly<Record<string, Generator>> = generators;
const cards: Readonly<Record<string, SampleCard>> = samples;

/** Features that the text of `show` describes one by one; JSON has them all. */
const MOST = 40;

/** A line of `moire data list`: a generator's shape is that of its defaults. */
interface Listed {
  readonly name: string;
  readonly kind: "generator" | "table";
  readonly rows: number;
  readonly features: number;
  readonly classes: number;
  readonly what: string;
}

function entryOf(name: string): Listed {
  const card = cards[name];
  if (card !== undefined) {
    return { name, kind: "table", rows: card.rows, features: card.features, classes: card.classes, what: card.title };
  }
  const maker = makers[name]!;
  const { numSamples, numFeatures, numClasses } = maker.make({});
  return {
    name,
    kind: "generator",
    rows: numSamples,
    features: numFeatures,
    classes: numClasses,
    what: maker.help,
  };
}

/** All data sets: a table of text, or JSON. */
export function listed(json: boolean): string {
  const entries = registeredNames().map(entryOf);
  if (json) return `${JSON.stringify(entries, null, 2)}\n`;
  const header = ["name", "kind", "rows", "features", "classes", "what"];
  const rows = entries.map((entry) => [
    entry.name,
    entry.kind,
    String(entry.rows),
    String(entry.features),
    String(entry.classes),
    entry.what,
  ]);
  return `${aligned([header, ...rows], [2, 3, 4])}\nA generator takes options, and rows and features follow them; moire data show NAME tells more.\n`;
}

/** What is known about one data set: its card, its classes and its features, as text or as JSON. */
export function described({ name, options, data }: Registered, json: boolean): string {
  const card = cards[name];
  const maker = makers[name];
  const { numSamples: rows, numFeatures: features, numClasses: classes } = data;
  const facts = {
    name,
    kind: card === undefined ? "generator" : "table",
    what: card?.title ?? maker!.help,
    source: card?.source ?? maker!.source,
    licence: card?.licence ?? null,
    goodFor: card?.goodFor ?? maker!.goodFor,
    rows,
    features,
    classes,
  };
  const counts = data.classNames.map((label, c) => ({ name: label, rows: data.y.filter((one) => one === c).length }));
  const spreads = spreadsOf(data);
  if (json) {
    return `${JSON.stringify({ ...facts, options, classCounts: counts, featureRanges: spreads }, null, 2)}\n`;
  }
  const lines = [
    ["source", facts.source],
    ...(facts.licence === null ? [] : [["licence", facts.licence]]),
    ["good for", facts.goodFor],
    ["size", `${rows} rows, ${features} features, ${classes} classes`],
  ];
  const chosen = Object.entries(options).map(([option, value]) => [option, String(value), maker!.fields[option]!.help]);
  const parts = [
    `${name}: ${facts.what}\n`,
    aligned(lines, []),
    ...(chosen.length === 0 ? [] : [aligned([["option", "value", ""], ...chosen], [])]),
    aligned([["class", "rows"], ...counts.slice(0, MOST).map((one) => [one.name, String(one.rows)])], [1]) +
      others(classes, "classes"),
    aligned(
      [
        ["feature", "min", "mean", "max"],
        ...spreads.slice(0, MOST).map((one) => [one.name, ...[one.min, one.mean, one.max].map(short)]),
      ],
      [1, 2, 3],
    ) + others(features, "features"),
  ];
  return parts.join("\n");
}

/** The data set as a table that `parseTable` reads back to the last bit. */
export function tableOf({ name, data }: Registered): string {
  const { x, y, numFeatures, featureNames, classNames } = data;
  const lines = [[...featureNames, cards[name]?.target ?? "class"].join(",")];
  y.forEach((label, s) => {
    lines.push(`${x.subarray(s * numFeatures, (s + 1) * numFeatures).join(",")},${classNames[label]}`);
  });
  return `${lines.join("\n")}\n`;
}

interface Spread {
  readonly name: string;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

function spreadsOf({ x, numSamples, numFeatures, featureNames }: Dataset): Spread[] {
  return featureNames.map((name, f) => {
    let [min, sum, max] = [Infinity, 0, -Infinity];
    for (let i = f; i < x.length; i += numFeatures) {
      min = Math.min(min, x[i]!);
      max = Math.max(max, x[i]!);
      sum += x[i]!;
    }
    return { name, min, mean: sum / numSamples, max };
  });
}

function others(count: number, noun: string): string {
  return count > MOST ? `and ${count - MOST} other ${noun}; --json has them all\n` : "";
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** Cells in columns; those of `right` are numbers and end at the right. */
function aligned(rows: readonly (readonly string[])[], right: readonly number[]): string {
  const widths = rows[0]!.map((_, c) => Math.max(...rows.map((row) => row[c]!.length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, c) => (right.includes(c) ? cell.padStart(widths[c]!) : cell.padEnd(widths[c]!)))
      .join("  ")
      .trimEnd();
  return `${rows.map(line).join("\n")}\n`;
}
