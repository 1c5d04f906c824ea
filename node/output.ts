import { randomUUID } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fail, MoireError } from "../core/errors.ts";
import { checkUnlocked } from "./lock.ts";

/** The list of the files that Moire wrote into a folder: by it a later run knows the folder and which files it may replace. */
const LIST = ".moire-files.json";
const FORMAT = "moire-files-1";
/** A file inside the folder: no part of its path may be empty or start with a dot. */
const NAME = /^(\w[\w.-]*\/)*\w[\w.-]*$/;

/** File contents by path inside the output folder, with forward slashes. */
export type OutputFiles = Readonly<Record<string, string | Uint8Array>>;

/**
 * Finds out, before any work is done, whether `folder` can be written. It must not exist yet, or be empty, or be a folder that
 * Moire wrote before, and that no other process holds (`lockFolder`); anything else is an error, so that nobody's files are mixed up or lost.
 */
export function checkOutput(folder: string): void {
  attempt(folder, () => {
    const target = resolve(folder);
    const place = existing(target);
    if (!statSync(place, { throwIfNoEntry: false })?.isDirectory()) {
      throw new MoireError(`cannot write to ${folder}: ${place} is not a folder. Choose another folder with --out`);
    }
    if (place === target) {
      checkUnlocked(folder);
      const names = readdirSync(target);
      const foreign = names.find((name) => !name.startsWith(TEMPORARY));
      if (foreign !== undefined && !names.includes(LIST)) {
        throw new MoireError(
          `cannot write to ${folder}: it already holds ${foreign}, which Moire did not write. Choose a new or empty folder with --out`,
        );
      }
      writtenBefore(target);
    }
    const probe = temporaryIn(place);
    mkdirSync(probe);
    rmSync(probe, { recursive: true });
  });
}

/**
 * Writes files into `folder`, all or none. They are first written to a temporary folder; a folder that did not exist appears
 * with all its files in one step, and in one that did exist each file is replaced in one step. Files of an earlier run that this one
 * does not write are removed; files that Moire did not write stay. Errors leave nothing half written; a folder that another process has come to
 * hold, a name that leads out of the folder, or one that is not made of letters, digits, "_", "-" and ".", is refused before anything is written.
 */
export function writeOutput(folder: string, files: OutputFiles): void {
  const wrong = Object.keys(files).find((name) => !NAME.test(name));
  if (wrong !== undefined) {
    fail("writeOutput: file name", 'a path inside the folder such as "figures/one.svg"', wrong, "Rename the file");
  }
  attempt(folder, () => {
    const target = resolve(folder);
    const place = existing(target);
    if (place === target) checkUnlocked(folder);
    const temporary = temporaryIn(place);
    const names = Object.keys(files);
    try {
      mkdirSync(temporary);
      for (const [name, content] of Object.entries({ ...files, [LIST]: listOf(names) })) {
        mkdirSync(dirname(join(temporary, name)), { recursive: true });
        writeFileSync(join(temporary, name), content);
      }
      if (place !== target) {
        mkdirSync(dirname(target), { recursive: true });
        renameSync(temporary, target);
        return;
      }
      const old = writtenBefore(target);
      // Old and new together while files move: if the process is killed here, the next run still knows them all.
      writeFileSync(join(target, LIST), listOf([...new Set([...old, ...names])]));
      for (const name of names) {
        mkdirSync(dirname(join(target, name)), { recursive: true });
        renameSync(join(temporary, name), join(target, name));
      }
      for (const name of old) if (!names.includes(name)) rmSync(join(target, name), { force: true });
      renameSync(join(temporary, LIST), join(target, LIST));
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  });
}

/**
 * Makes `folder`, where it is not there yet, and marks it as Moire's, so that what is put there before the results does not make it
 * a stranger's. Returns what undoes that, as far as nothing was put there. Errors as `checkOutput`.
 */
export function openOutput(folder: string): () => void {
  checkOutput(folder);
  const target = resolve(folder);
  const list = join(target, LIST);
  const above = existing(target);
  return attempt(folder, () => {
    mkdirSync(target, { recursive: true });
    const marked = !existsSync(list);
    if (marked) writeFileSync(list, listOf([]));
    return () => {
      if (!marked || readdirSync(target).some((name) => name !== LIST) || writtenBefore(target).length > 0) return;
      rmSync(list);
      for (let made = target; made !== above && readdirSync(made).length === 0; made = dirname(made)) rmdirSync(made);
    };
  });
}

function listOf(names: readonly string[]): string {
  return `${JSON.stringify({ format: FORMAT, files: names.toSorted() }, null, 2)}\n`;
}

/** The files of an earlier run. The list is checked: it must never lead to the removal of a file outside the folder. */
function writtenBefore(folder: string): string[] {
  const path = join(folder, LIST);
  if (!existsSync(path)) return [];
  const bad = (): never => {
    throw new MoireError(`cannot write to ${folder}: its ${LIST} is damaged. Choose a new or empty folder with --out`);
  };
  let list: unknown;
  try {
    list = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return bad();
  }
  const { format, files } = (list ?? {}) as { format?: unknown; files?: unknown };
  if (format !== FORMAT || !Array.isArray(files)) return bad();
  return files.every((name) => typeof name === "string" && NAME.test(name)) ? files : bad();
}

/** The folder itself if it is there, else its nearest parent that is. Looks at links, not through them, so that a dead one is seen. */
function existing(path: string): string {
  for (let place = path; ; place = dirname(place)) {
    if (lstatSync(place, { throwIfNoEntry: false }) !== undefined || place === dirname(place)) return place;
  }
}

const TEMPORARY = ".moire-temporary-";

/** Inside the folder that exists already: the same disk, so that moving is one step, and surely a place that must be writable. */
function temporaryIn(place: string): string {
  return join(place, `${TEMPORARY}${randomUUID()}`);
}

/** The system refused to write. */
export class WriteError extends MoireError {
  /** The message without the advice, for those who know a better one. */
  readonly refusal: string;
  constructor(refusal: string, advice: string) {
    super(`${refusal}. ${advice}`);
    this.refusal = refusal;
  }
}

/** Turns the system's refusals into errors that name the folder or file that was asked for, and say what to do. */
export function attempt<T>(path: string, work: () => T, advice = "Choose another folder with --out"): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && "code" in error && typeof error.code === "string") {
      const reason = REASONS[error.code] ?? `the system refused it (${error.code})`;
      throw new WriteError(`cannot write to ${path}: ${reason}`, advice);
    }
    throw error;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "no permission",
  ENOENT: "no new folder can be made there",
  EEXIST: "a file is where a folder should be",
  EISDIR: "a folder is where a file should be",
  ERR_FS_EISDIR: "a folder is where a file should be",
  ELOOP: "its links lead in a circle",
  EPERM: "no permission",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk's share for this user is full",
  EIO: "the disk failed",
  ENOTDIR: "a part of that path is a file, not a folder",
  ENAMETOOLONG: "the path is too long",
};
