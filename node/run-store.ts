import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { join } from "node:path";
import { MoireError } from "../core/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import { bestEngine } from "../quantum/open.ts";
import type { StudySpec } from "../study/results.ts";
import type { Task, TaskResult } from "../study/run.ts";
import type { Executor } from "../study/study.ts";
import { lockFolder } from "./lock.ts";
import { attempt, openOutput } from "./output.ts";
import { belongingOf, differenceOf, headerLine, placeOf, readRuns, runLine } from "./run-lines.ts";

/** In the output folder, until the results are there. */
const NAME = "runs.unfinished.jsonl";

/** Milliseconds: a power cut costs the runs of as long at most. A killed process loses none, as the system has its lines already. */
const SYNC_EVERY = 1000;

export interface RunStoreOptions {
  /** The output folder. */
  readonly folder: string;
  readonly study: StudySpec;
  readonly table: Dataset | null;
  /** This package's version: another one's runs are not mixed in. */
  readonly version: string;
  /** Discard what lies there. */
  readonly fresh?: boolean;
}

/** The finished runs of a study that is not finished, on disk. */
export interface RunStore {
  readonly file: string;
  /** How many runs are kept. */
  readonly size: number;
  find(task: Task): TaskResult | undefined;
  /** Errors: the disk is full or fails; the runs before stay kept. */
  add(task: Task, result: TaskResult): void;
  /** Ends the work on the folder; the file stays if it holds runs. */
  close(): void;
  /** Ends the work and removes the file, as the results are written. */
  remove(): void;
}

/**
 * Opens the runs that an interrupted study left in its output folder, or starts an empty file there; the folder is this process's until the
 * store is closed. What a crash left of a last line is cut off. Errors: the folder is in use, is not Moire's or cannot be written; its runs
 * belong to another study, version, engine or table; a line in the middle is damaged.
 */
export function openRunStore({ folder, study, table, version, fresh = false }: RunStoreOptions): RunStore {
  const file = join(folder, NAME);
  const abandon = openOutput(folder);
  let unlock = (): void => {};
  const release = (): void => {
    unlock();
    abandon();
  };
  try {
    unlock = attempt(folder, () => lockFolder(folder));
    return attempt(file, () => {
      if (fresh) rmSync(file, { force: true });
      const belonging = belongingOf(study, table, version, bestEngine());
      const kept = existsSync(file) ? readRuns(readFileSync(file), file) : null;
      const other = kept && differenceOf(kept.belonging, belonging);
      if (other !== null) {
        throw new MoireError(
          `${folder} holds ${kept!.results.size} unfinished runs of another study (${other}). Finish them with the command that began them, choose another folder with --out, or give --fresh to discard them`,
        );
      }
      const header = kept?.header ?? headerLine(belonging);
      const results = kept?.results ?? new Map<string, TaskResult>();
      return storeIn(file, { header, results, length: kept?.length ?? 0, release });
    });
  } catch (error) {
    release();
    throw error;
  }
}

interface Opened {
  readonly header: string;
  readonly results: Map<string, TaskResult>;
  /** Bytes of the file that are good; 0: it has no header yet. */
  length: number;
  readonly release: () => void;
}

function storeIn(file: string, opened: Opened): RunStore {
  const { header, results, release } = opened;
  const advice = (): string =>
    `The finished runs (${results.size}) are kept; mend that, then give the same command again`;
  let { length } = opened;
  let fd: number | null = openSync(file, "a");
  let timer: NodeJS.Timeout | null = null;
  let failure: unknown = null;

  const append = (to: number, line: string): void => {
    const bytes = Buffer.from(`${line}\n`);
    try {
      appendFileSync(to, bytes);
    } catch (error) {
      // A part of the line may be there.
      ftruncateSync(to, length);
      throw error;
    }
    length += bytes.length;
  };
  const end = (): void => {
    if (fd === null) return;
    const last = fd;
    fd = null;
    if (timer !== null) clearTimeout(timer);
    try {
      fsyncSync(last);
    } finally {
      closeSync(last);
    }
  };
  const sync = (): void => {
    timer = null;
    try {
      if (fd !== null) fsyncSync(fd);
    } catch (error) {
      failure = error;
    }
  };

  try {
    ftruncateSync(fd, length);
    if (length === 0) append(fd, header);
    fsyncSync(fd);
    syncFolder(join(file, ".."));
  } catch (error) {
    closeSync(fd);
    if (results.size === 0) rmSync(file, { force: true });
    throw error;
  }
  return {
    file,
    get size() {
      return results.size;
    },
    find: (task) => results.get(placeOf(task)),
    add(task, result): void {
      attempt(
        file,
        () => {
          if (fd === null) throw new Error("the store of runs is closed");
          if (failure !== null) throw failure;
          append(fd, runLine(task, result, header));
          timer ??= setTimeout(sync, SYNC_EVERY).unref();
        },
        advice(),
      );
      results.set(placeOf(task), result);
    },
    close(): void {
      if (fd === null) return;
      try {
        attempt(file, end, advice());
        if (results.size === 0) rmSync(file, { force: true });
      } finally {
        release();
      }
    },
    remove(): void {
      try {
        end();
        rmSync(file, { force: true });
      } finally {
        release();
      }
    },
  };
}

/** Makes a new file's name survive a power cut, where the system (not Windows) and the disk know that of folders. */
function syncFolder(folder: string): void {
  let fd: number | null = null;
  try {
    fd = openSync(folder, "r");
    fsyncSync(fd);
  } catch {
    // The runs themselves are synced with all errors heard.
  } finally {
    if (fd !== null) closeSync(fd);
  }
}

/** Has only those tasks run that the store has no result of, and keeps each new result as soon as it is there. */
export function storedExecutor(execute: Executor, store: RunStore): Executor {
  return async (tasks, options) => {
    const results = tasks.map((task) => store.find(task));
    const missing = tasks.map((_, i) => i).filter((i) => results[i] === undefined);
    for (const [i, result] of results.entries()) if (result !== undefined) options.onDone(i, result);
    const onDone = (at: number, result: TaskResult): void => {
      const i = missing[at]!;
      store.add(tasks[i]!, result);
      results[i] = result;
      options.onDone(i, result);
    };
    await execute(
      missing.map((i) => tasks[i]!),
      { ...options, onDone },
    );
    return results as TaskResult[];
  };
}

/** Refuses a folder that holds unfinished runs, for what is no study: resuming them would replace it. */
export function refuseUnfinished(folder: string): void {
  if (!existsSync(join(folder, NAME))) return;
  throw new MoireError(
    `${folder} holds unfinished runs of a study (${NAME}), whose results would replace what is written there now. Finish them with the command that began them, or choose another folder with --out`,
  );
}
