import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { MoireError } from "../core/errors.ts";

/** A claim is an empty file; all it says is in its name, so that it is there whole or not at all: process, when it began, machine. */
const CLAIM = /^\.moire-lock-(\d+)-(\d+)-([\w.-]*)$/;

/** What a system that does not tell when a process began (macOS, Windows) gives in its place. */
const UNTOLD = "0";

/** What this process holds: a claim of its number that is not among them was left by an earlier one. */
const held = new Set<string>();

/**
 * Keeps `folder` for this process until the function that it returns is called. Every process makes a file of its own there and then
 * looks for others': of two that come at once, at least one sees the other. A claim whose process is gone (killed, power cut) is removed;
 * as no two processes share a name, nobody removes one that has just been made. Errors: another process on this machine holds the folder;
 * one on another machine does, which cannot be asked.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const own = ownClaim();
  const path = join(resolve(folder), own);
  if (held.has(path)) refuse(folder, own, `this process (${process.pid})`);
  writeFileSync(path, "");
  try {
    for (const name of deadClaims(folder)) rmSync(join(folder, name), { force: true });
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
  held.add(path);
  return () => {
    held.delete(path);
    rmSync(path, { force: true });
  };
}

/** Errors: another process holds `folder`, as `lockFolder` says it. What this process holds is its own to write. */
export function checkUnlocked(folder: string): void {
  deadClaims(folder);
}

/** Claims in `folder` that nobody holds any more. Errors: one that another process does. */
function deadClaims(folder: string): string[] {
  const own = ownClaim();
  return readdirSync(folder).filter((name) => {
    const [, pid, start, machine] = CLAIM.exec(name) ?? [];
    if (pid === undefined || name === own) return false;
    if (machine !== hostName()) refuse(folder, name, `process ${pid} on the machine ${machine}`);
    if (Number(pid) !== process.pid && isAlive(Number(pid), start!)) refuse(folder, name, `process ${pid}`);
    return true;
  });
}

function ownClaim(): string {
  return `.moire-lock-${process.pid}-${startOf(process.pid) ?? UNTOLD}-${hostName()}`;
}

function hostName(): string {
  return hostname()
    .replace(/[^\w.-]/g, "_")
    .slice(0, 100);
}

function refuse(folder: string, claim: string, holder: string): never {
  throw new MoireError(
    `${folder} is in use by ${holder}. Wait until it has ended, or choose another folder with --out; if that is no moire any more, delete ${join(folder, claim)}`,
  );
}

/** Whether the process that made a claim still runs: where it can be told, not another one that has got its number. */
function isAlive(pid: number, start: string): boolean {
  const now = startOf(pid);
  return now !== null && (now === start || now === UNTOLD || start === UNTOLD);
}

/** When a process began, in ticks since the machine was started; null: it is gone, or dead and only waits to be noticed. */
function startOf(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Anything else, as "not permitted", says that it is there.
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return null;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // After the name, which may hold anything: fields 3 (state) and 22 (start) of proc(5).
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (/^[ZX]/.test(fields[0]!)) return null;
    return /^\d+$/.test(fields[19] ?? "") ? fields[19]! : UNTOLD;
  } catch {
    return UNTOLD;
  }
}
