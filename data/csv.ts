import Papa from "papaparse";
import { fail, MoireError, show } from "../core/errors.ts";
import type { Dataset } from "./dataset.ts";
import { checkNames, dataset } from "./dataset.ts";

export interface TableOptions {
  /** The column that names the class of each row. */
  readonly target: string;
  /** What to call the data set, in results and in errors: `iris.csv`. */
  readonly name: string;
  /** Columns that are neither features nor the target: `["id"]`. */
  readonly ignore?: readonly string[];
}

/** One row of the text: its cells without the spaces around them, and the line of the text that it starts on, from 1. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

const DELIMITERS = [",", ";", "\t", "|"];
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const DECIMAL_COMMA = /^[+-]?\d+,\d+$/;

/**
 * Reads a table of comma-, semicolon-, tab- or bar-separated values (whichever splits the first line into most cells), RFC 4180
 * quoting, any line ends, with or without a byte order mark. The first line that is not blank names the columns; blank lines are
 * skipped. Every column but the target and the ignored ones is a feature and must hold numbers with a decimal point.
 * The target may hold any text. Its distinct values are the classes, sorted: by value where all are numbers (1 and 1.0 are then
 * one class), else by code unit.
 * Errors, each one line that says where: an argument that is missing or no text; see `readRows`, `checkHeader`, `classesOf`; a cell that is empty or not a number.
 */
export function parseTable(text: string, options: TableOptions): Dataset {
  const { name, where, x, featureNames, target, cells } = readTable(text, options, "parseTable", "classes");
  for (const { cell, at } of cells) {
    if (cell === "") throw new MoireError(`${at}: the cell is empty; every row needs a class`);
  }
  const labels = cells.map(({ cell }) => cell);
  const { y, classNames } = classesOf(labels, `${where}: target ${show(target)}`);
  return dataset({ name, x, y, featureNames, classNames });
}

/** A table's features as numbers, its target as text. */
interface ReadTable {
  readonly name: string;
  /** Names the table in errors. */
  readonly where: string;
  /** (rows, features), row by row. */
  readonly x: Float64Array;
  readonly featureNames: readonly string[];
  readonly target: string;
  /** The target's cell in each row, and its place, for errors. */
  readonly cells: readonly { readonly cell: string; readonly at: string }[];
}

/** Reads a table; `what` says what its target column holds. Errors as `parseTable`, but for those of the target's values. */
export function readTable(text: string, options: TableOptions, caller: string, what: string): ReadTable {
  if (typeof text !== "string") fail(caller, "the table as text", text);
  if (typeof options !== "object" || options === null) fail(caller, "options with target and name", options);
  const { target, name, ignore = [] } = options;
  if (typeof target !== "string") fail(`${caller}: target`, `the name of the column of ${what}`, target);
  if (typeof name !== "string") fail(`${caller}: name`, "text, such as the file's name", name);
  checkNames(ignore, `${caller}: ignore`);
  const where = `table ${name}`;
  const [header, ...rows] = readRows(text, where);
  if (header === undefined)
    throw new MoireError(`${where}: the file is empty; it needs a header line and at least two rows`);
  const names = checkHeader(header, target, ignore, where);
  if (rows.length < 2) {
    throw new MoireError(
      `${where}: found ${rows.length === 0 ? "no rows" : "1 row"} below the header; at least 2 are needed`,
    );
  }
  const features = names.flatMap((column, at) =>
    column === target || ignore.includes(column) ? [] : [{ column, at }],
  );
  if (features.length === 0) throw new MoireError(`${where}: no feature is left besides the target ${show(target)}`);

  const targetAt = names.indexOf(target);
  const x = new Float64Array(rows.length * features.length);
  const targetCells = rows.map(({ line, cells }, s) => {
    if (cells.length !== names.length) {
      throw new MoireError(`${where}: line ${line} has ${cells.length} cells, but the header has ${names.length}`);
    }
    features.forEach(({ column, at }, f) => {
      x[s * features.length + f] = numberOf(cells[at]!, `${where}: column ${show(column)}, line ${line}`);
    });
    return { cell: cells[targetAt]!, at: `${where}: column ${show(target)}, line ${line}` };
  });
  const featureNames = features.map(({ column }) => column);
  return { name, where, x, featureNames, target, cells: targetCells };
}

/** Cuts the text into rows. Errors: a quote that is not closed, or that is followed by more text. */
export function readRows(source: string, where: string): Row[] {
  // One kind of line end, so that a file that mixes them is cut at every one.
  const text = source.replace(/\r\n?/g, "\n");
  const cellsInHeader = (delimiter: string): number =>
    Papa.parse<string[]>(text, { delimiter, newline: "\n", preview: 1, skipEmptyLines: "greedy" }).data[0]?.length ?? 0;
  const widths = DELIMITERS.map(cellsInHeader);
  const delimiter = DELIMITERS[widths.indexOf(Math.max(...widths))]!;
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, newline: "\n" });
  const rows: Row[] = [];
  let line = 1;
  data.forEach((cells, i) => {
    const quoting = errors.find(({ row, type }) => type === "Quotes" && row === i);
    if (quoting)
      throw new MoireError(
        `${where}: the row at line ${line} has a quote that is not closed or is followed by more text`,
      );
    if (cells.some((cell) => cell.trim() !== "") || cells.length > 1)
      rows.push({ line, cells: cells.map((cell) => cell.trim()) });
    // A quoted cell may hold line ends of its own.
    line += 1 + cells.reduce((count, cell) => count + (cell.split("\n").length - 1), 0);
  });
  return rows;
}

/** The column names. Errors: no header line, a column without a name, a name twice, no column of that name. */
function checkHeader(row: Row, target: string, ignore: readonly string[], where: string): readonly string[] {
  // A quoted name may hold line ends, which would break messages and tables.
  const names = row.cells.map((cell) => cell.replace(/\s+/g, " "));
  if (names.every((cell) => NUMBER.test(cell))) {
    throw new MoireError(
      `${where}: line ${row.line} should name the columns, but all its cells are numbers; add a header line`,
    );
  }
  const unnamed = names.indexOf("");
  if (unnamed >= 0)
    throw new MoireError(`${where}: column ${unnamed + 1} of ${names.length} has no name in the header line`);
  const twice = names.find((column, at) => names.indexOf(column) !== at);
  if (twice !== undefined) throw new MoireError(`${where}: the header names column ${show(twice)} more than once`);
  const check = (column: string, role: string): void => {
    if (names.includes(column)) return;
    const list = names.slice(0, 20).join(", ") + (names.length > 20 ? ` and ${names.length - 20} more` : "");
    const hint = names.some((cell) => NUMBER.test(cell)) ? "; is the header line missing?" : "";
    throw new MoireError(`${where}: ${role}: there is no column ${show(column)}; the columns are ${list}${hint}`);
  };
  check(target, "target");
  for (const column of ignore) check(column, "ignore");
  if (ignore.includes(target))
    throw new MoireError(`${where}: column ${show(target)} cannot be both the target and ignored`);
  return names;
}

/** The number that a cell holds. Errors: an empty cell, text that is no finite number; `advice` says what to do about text. */
export function numberOf(cell: string, where: string, advice = "if the column is no feature, ignore it"): number {
  if (cell === "") throw new MoireError(`${where}: the cell is empty; fill it in, or leave the row or the column out`);
  const value = NUMBER.test(cell) ? Number(cell) : Number.NaN;
  if (Number.isFinite(value)) return value;
  const hint = DECIMAL_COMMA.test(cell) ? "write decimals with a point" : advice;
  throw new MoireError(`${where}: expected a finite number, got ${show(cell)}; ${hint}`);
}

/**
 * The class of each row and the names of the classes. Errors: a single class; more classes than 100, or than both 20 and half the
 * rows; or as many classes as rows (above two): such a target is a measured quantity or an identifier, which a classifier cannot learn.
 */
function classesOf(labels: readonly string[], where: string): { y: Int32Array; classNames: string[] } {
  // Longer whole numbers are identifiers: as doubles, two of them could become one.
  const numeric = labels.every((label) => NUMBER.test(label) && Math.abs(Number(label)) <= Number.MAX_SAFE_INTEGER);
  const values = numeric ? labels.map((label) => String(Number(label))) : labels;
  const classNames = [...new Set(values)].sort(numeric ? (a, b) => Number(a) - Number(b) : (a, b) => (a < b ? -1 : 1));
  const classes = classNames.length;
  const rows = labels.length;
  if (classes === 1)
    throw new MoireError(`${where}: every row has the class ${show(classNames[0])}; at least two classes are needed`);
  const most = Math.min(100, Math.max(20, Math.floor(rows / 2)));
  if (classes > most || (classes === rows && rows > 2)) {
    throw new MoireError(
      `${where}: ${classes} different values in ${rows} rows; a target must name a few classes. This one looks like a measured quantity or an identifier: predict it as a number (parseRegression, or --numbers of moire train), group it into classes, or choose another column`,
    );
  }
  const indexOf = new Map(classNames.map((value, c) => [value, c]));
  return { y: Int32Array.from(values, (value) => indexOf.get(value)!), classNames };
}
