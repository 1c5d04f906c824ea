import { lookUp } from "../../core/errors.ts";
import type { Generator } from "../../data/index.ts";
import { generators, samples } from "../../data/index.ts";
import type { DataSource } from "../results.ts";

/** What a table's class column is called in a command: the results do not hold it. */
const TARGET = "COLUMN";

/** The data of a study as the first words of a command: `moons:noise=.2`, `mine.csv --target COLUMN`. options: of a generator, as they were asked for. */
export function dataWords(data: DataSource, options: Readonly<Record<string, unknown>> | null): string {
  if (data.kind === "generator") return quoted(`${data.name}${optionWords(data.name, options ?? data.options)}`);
  return `${quoted(data.name)}${Object.hasOwn(samples, data.name) ? "" : ` --target ${TARGET}`}`;
}

/** Options of a generator that are not its defaults, as the command line takes them after its name. */
function optionWords(name: string, options: Readonly<Record<string, unknown>>): string {
  const { fields } = lookUp<Generator>(generators, name, "results file: data");
  const given = Object.entries(options).filter(([option, value]) => value !== fields[option]?.default);
  return given.length === 0 ? "" : `:${given.map(([option, value]) => `${option}=${value}`).join(",")}`;
}

/** Flags that are not at their defaults. */
export function flagWords(flags: readonly (readonly [flag: string, value: unknown, preset: unknown])[]): string {
  return flags
    .filter(([, value, preset]) => value !== preset)
    .map(([flag, value]) => ` --${flag} ${typeof value === "number" ? value : quoted(String(value))}`)
    .join("");
}

/** The shortest share that holds out just these rows. */
export function shareOf(testRows: number, rows: number): number {
  const share = testRows / rows;
  const short = [1, 2, 3, 4]
    .map((digits) => Number(share.toFixed(digits)))
    .find((one) => Math.round(one * rows) === testRows);
  return short ?? share;
}

/** A name as one word of a shell. */
export function quoted(name: string): string {
  return /^[\w.,:=-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
}
