import { createHash } from "node:crypto";
import { MoireError, show } from "../core/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import type { StudySpec } from "../study/results.ts";
import type { Task, TaskResult } from "../study/run.ts";

const FORMAT = "moire-runs-1";

/** What runs belong to: they are used again only where all of it is the same. */
export interface Belonging {
  readonly format: typeof FORMAT;
  readonly moire: string;
  readonly engine: string;
  readonly study: StudySpec;
  /** Hash of the table's contents, where the study is on one. */
  readonly table: string | null;
}

export function belongingOf(study: StudySpec, table: Dataset | null, moire: string, engine: string): Belonging {
  return { format: FORMAT, moire, engine, study, table: table && hashOf(table) };
}

function hashOf({ x, y, ...words }: Dataset): string {
  const hash = createHash("sha256").update(JSON.stringify(words)).update(bytesOf(x)).update(bytesOf(y));
  return hash.digest("hex");
}

/** The first line of the file. */
export function headerLine(belonging: Belonging): string {
  return seal(belonging, "");
}

/** The line of a finished run. `header`: the first line, whose checksum goes into those of the others, so that no line of another study passes. */
export function runLine(task: Task, { run, params }: TaskResult, header: string): string {
  return seal({ task: placed(task), run, params: bytesOf(params).toString("base64") }, checksumOf(header));
}

/** A task's place among those of its study. */
export function placeOf(task: Task): string {
  return JSON.stringify(placed(task));
}

function placed({ experiment, ...task }: Task): unknown {
  return { experiment: experiment.name, ...task };
}

export interface ReadRuns {
  readonly header: string;
  readonly belonging: Belonging;
  /** By place. */
  readonly results: Map<string, TaskResult>;
  /** Bytes from the file's start to the end of the last line that is whole; what follows is what a crash left of others. */
  readonly length: number;
}

/** Reads a file of runs; null: not even the first line was finished. Errors: a damaged line that others follow, a first line of another format. */
export function readRuns(bytes: Buffer, file: string): ReadRuns | null {
  let end = bytes.indexOf("\n");
  if (end < 0) return null;
  const header = bytes.toString("utf8", 0, end);
  const belonging = unseal(header, "") as Belonging | null;
  if (belonging === null) {
    throw new MoireError(`${file}: line 1 is damaged, so its runs cannot be used. Give --fresh to discard them`);
  }
  if (belonging.format !== FORMAT) {
    throw new MoireError(
      `${file}: expected format ${show(FORMAT)}, got ${show(belonging.format)}. Another version of moire wrote it; finish its study with that, or give --fresh to discard its runs`,
    );
  }
  const salt = checksumOf(header);
  const results = new Map<string, TaskResult>();
  let length = end + 1;
  let damaged = 0;
  for (let line = 2, start = length; ; line++, start = end + 1) {
    end = bytes.indexOf("\n", start);
    if (end < 0) return { header, belonging, results, length };
    const found = unseal(bytes.toString("utf8", start, end), salt) as RunLine | null;
    if (found === null) {
      damaged ||= line;
      continue;
    }
    if (damaged > 0) {
      throw new MoireError(
        `${file}: line ${damaged} is damaged. Delete that line, so that its run is trained again, or give --fresh to discard all runs`,
      );
    }
    results.set(JSON.stringify(found.task), { run: found.run, params: numbersOf(found.params) });
    length = end + 1;
  }
}

interface RunLine {
  readonly task: unknown;
  readonly run: TaskResult["run"];
  readonly params: string;
}

/** Says what differs first, in words; null: nothing does. */
export function differenceOf(then: Belonging, now: Belonging): string | null {
  // By way of text, as the one that was read back.
  return differs(then, parse(stringify(now)), "");
}

function differs(then: unknown, now: unknown, where: string): string | null {
  if (where === "table" && then !== now) return "the contents of the table differ";
  if (Array.isArray(then) && Array.isArray(now) && then.length !== now.length) {
    return `${where}: ${then.length} there, ${now.length} now`;
  }
  if (typeof then !== "object" || typeof now !== "object" || then === null || now === null) {
    return Object.is(then, now) ? null : `${where}: ${show(then)} there, ${show(now)} now`;
  }
  const [before, after] = [then as Readonly<Record<string, unknown>>, now as Readonly<Record<string, unknown>>];
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const { name } = (before[key] ?? {}) as { name?: unknown };
    const part = Array.isArray(then) && typeof name === "string" ? name : key;
    const found = differs(before[key], after[key], where === "" ? part : `${where}.${part}`);
    if (found !== null) return found;
  }
  return null;
}

/** One line of JSON that ends in a checksum of all before it. */
function seal(value: object, salt: string): string {
  const text = stringify(value).slice(0, -1);
  return `${text},"checksum":"${checksum(salt, text)}"}`;
}

/** The value of a line; null: it is damaged. */
function unseal(line: string, salt: string): unknown {
  const found = /^(.*),"checksum":"(\w+)"\}$/s.exec(line);
  if (found === null || checksum(salt, found[1]!) !== found[2]) return null;
  return parse(`${found[1]}}`);
}

const checksumOf = (line: string): string => line.slice(line.lastIndexOf(":") + 2, -2);

function checksum(salt: string, text: string): string {
  return createHash("sha256").update(salt).update(text).digest("hex").slice(0, 32);
}

/** JSON that keeps every number: it has no NaN, no infinity and no -0, and would write others in their place. */
function stringify(value: unknown): string {
  return JSON.stringify(value, (member, inner: unknown) => {
    if (ArrayBuffer.isView(inner)) throw new Error(`a run holds the typed array ${member}, which JSON cannot keep`);
    if (typeof inner !== "number" || (Number.isFinite(inner) && !Object.is(inner, -0))) return inner;
    return { $number: inner === 0 ? "-0" : String(inner) };
  });
}

function parse(text: string): unknown {
  return JSON.parse(text, (_member, inner: unknown) =>
    typeof inner === "object" && inner !== null && "$number" in inner ? Number(inner.$number) : inner,
  );
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Int32Array): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}

/** Bit for bit, NaN too. */
function numbersOf(base64: string): Float64Array {
  const bytes = Uint8Array.from(Buffer.from(base64, "base64"));
  return new Float64Array(bytes.buffer);
}
