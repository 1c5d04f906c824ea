import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkUnlocked, lockFolder } from "./lock.ts";

let folder = "";
let host = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "moire-lock-"));
  const unlock = lockFolder(folder);
  host = readdirSync(folder)[0]!.split("-").slice(4).join("-");
  unlock();
});
afterEach(() => rmSync(folder, { recursive: true }));

const claim = (pid: number, start: string, machine = host): string => {
  const name = `.moire-lock-${pid}-${start}-${machine}`;
  writeFileSync(join(folder, name), "");
  return name;
};
const free = (): void => {
  expect(readdirSync(folder)).toEqual([]);
  lockFolder(folder)();
};

test("a folder is held once, and free again afterwards", () => {
  const unlock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(`in use by this process (${process.pid})`);
  checkUnlocked(folder);
  expect(readdirSync(folder)).toHaveLength(1);
  unlock();
  free();
});

test("a process that runs is not disturbed; what a dead one left is taken over", async () => {
  const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 1e6)"]);
  try {
    const name = claim(child.pid!, "0");
    for (const check of [lockFolder, checkUnlocked]) {
      expect(() => check(folder)).toThrow(`${folder} is in use by process ${child.pid}. Wait until it has ended`);
    }
    expect(readdirSync(folder)).toEqual([name]);
  } finally {
    const gone = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  }
  checkUnlocked(folder);
  const unlock = lockFolder(folder);
  expect(readdirSync(folder)[0]).toContain(`-${process.pid}-`);
  unlock();
  free();
});

test("a claim of this process's number that it did not make is an earlier one's", () => {
  claim(process.pid, "1");
  lockFolder(folder)();
  free();
});

test.runIf(process.platform === "linux")("a number that another process has got since is no claim", () => {
  claim(process.ppid, "1");
  lockFolder(folder)();
  free();
});

test("a claim from another machine cannot be asked, so it holds; the error names its file", () => {
  const name = claim(1, "0", "elsewhere.example");
  expect(() => lockFolder(folder)).toThrow(
    new RegExp(`in use by process 1 on the machine elsewhere\\.example.*delete .*${name}$`),
  );
  expect(readdirSync(folder)).toEqual([name]);
});
