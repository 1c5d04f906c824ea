import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockFolder } from "./lock.ts";
import { checkOutput, openOutput, WriteError, writeOutput } from "./output.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "moire-output-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const all = (folder: string): string[] => (readdirSync(folder, { recursive: true }) as string[]).toSorted();

test("a new folder appears with all its files, its parents made, and nothing beside it", () => {
  const out = join(root, "a", "b");
  checkOutput(out);
  expect(all(root)).toEqual([]);
  writeOutput(out, { "results.json": "{}", "figures/one.png": Uint8Array.of(1, 2) });
  expect(all(root)).toEqual([
    "a",
    "a/b",
    "a/b/.moire-files.json",
    "a/b/figures",
    "a/b/figures/one.png",
    "a/b/results.json",
  ]);
  expect([...readFileSync(join(out, "figures/one.png"))]).toEqual([1, 2]);
});

test("a second run replaces its files, removes those it no longer writes and leaves the user's alone", () => {
  const out = join(root, "out");
  mkdirSync(out);
  checkOutput(out);
  writeOutput(out, { "results.json": "1", "figures/old.svg": "o", "figures/kept.svg": "k" });
  writeFileSync(join(out, "notes.txt"), "mine");
  writeFileSync(join(out, "figures/mine.svg"), "mine");
  checkOutput(out);
  writeOutput(out, { "results.json": "2", "figures/kept.svg": "new" });
  expect(all(out)).toEqual([
    ".moire-files.json",
    "figures",
    "figures/kept.svg",
    "figures/mine.svg",
    "notes.txt",
    "results.json",
  ]);
  expect(readFileSync(join(out, "results.json"), "utf8")).toBe("2");
  expect(readFileSync(join(out, "figures/kept.svg"), "utf8")).toBe("new");
});

test("a folder of somebody else is refused before the run, and left as it was", () => {
  writeFileSync(join(root, "thesis.txt"), "mine");
  expect(() => checkOutput(root)).toThrow(/already holds thesis\.txt, which Moire did not write/);
  expect(all(root)).toEqual(["thesis.txt"]);
});

test("a path that cannot be a folder is refused before the run", () => {
  writeFileSync(join(root, "file"), "");
  symlinkSync(join(root, "gone"), join(root, "dead"));
  for (const path of ["file", "file/sub", "file/sub/sub", "dead", "dead/sub", `${"x".repeat(300)}/y`]) {
    expect(() => checkOutput(join(root, path)), path).toThrow(/^cannot write to .* Choose another folder with --out$/);
  }
  expect(all(root)).toEqual(["dead", "file"]);
});

test("a link to a folder is followed", () => {
  mkdirSync(join(root, "real"));
  symlinkSync(join(root, "real"), join(root, "link"));
  checkOutput(join(root, "link"));
  writeOutput(join(root, "link"), { "results.json": "{}" });
  expect(all(join(root, "real"))).toEqual([".moire-files.json", "results.json"]);
});

test("a failure while writing leaves the folder as it was", () => {
  const out = join(root, "out");
  writeOutput(out, { "results.json": "1" });
  const bad = { "results.json": "2", "results.json/below": "x" };
  expect(() => writeOutput(out, bad)).toThrow(/cannot write to/);
  expect(() => writeOutput(join(root, "new"), bad)).toThrow(/cannot write to/);
  expect(all(root)).toEqual(["out", "out/.moire-files.json", "out/results.json"]);
  expect(readFileSync(join(out, "results.json"), "utf8")).toBe("1");
});

test("a folder that another process holds is refused at the start and at the end; this process's own is not", () => {
  const out = join(root, "out");
  writeOutput(out, { "results.json": "1" });
  const unlock = lockFolder(out);
  checkOutput(out);
  writeOutput(out, { "results.json": "2" });
  const own = readdirSync(out).find((name) => name.startsWith(".moire-lock-"))!;
  unlock();
  // The process that started this one lives; 0: when it began is not told.
  const other = own.replace(/-\d+-\d+-/, `-${process.ppid}-0-`);
  writeFileSync(join(out, other), "");
  const before = all(out);
  for (const write of [checkOutput, openOutput, (folder: string) => writeOutput(folder, { "results.json": "3" })]) {
    expect(() => write(out)).toThrow(`${out} is in use by process ${process.ppid}. Wait until it has ended, or choose`);
  }
  expect(all(out)).toEqual(before);
  expect(readFileSync(join(out, "results.json"), "utf8")).toBe("2");
  rmSync(join(out, other));
  writeFileSync(join(out, own.replace(/-\d+-\d+-/, "-999999999-0-")), "");
  checkOutput(out);
  writeOutput(out, { "results.json": "4" });
});

test("folders in the place of files, and files in that of folders, are refused in plain words", () => {
  const out = join(root, "out");
  writeOutput(out, { "one.txt": "1" });
  mkdirSync(join(out, "results.json"));
  writeFileSync(join(out, "figures"), "");
  const said = (files: Readonly<Record<string, string>>): string => {
    try {
      writeOutput(out, files);
    } catch (error) {
      expect(error).toBeInstanceOf(WriteError);
      return (error as WriteError).message;
    }
    return "nothing";
  };
  const advice = "Choose another folder with --out";
  expect(said({ "results.json": "2" })).toBe(`cannot write to ${out}: a folder is where a file should be. ${advice}`);
  expect(said({ "figures/one.svg": "2" })).toBe(
    `cannot write to ${out}: a file is where a folder should be. ${advice}`,
  );
});

test("a list of files that leads out of the folder is never followed", () => {
  const out = join(root, "out");
  writeOutput(out, { "results.json": "1" });
  for (const name of ["../victim", "/etc/victim", "a/../../victim", "..", ""]) {
    writeFileSync(join(out, ".moire-files.json"), JSON.stringify({ format: "moire-files-1", files: [name] }));
    expect(() => checkOutput(out), name).toThrow(/\.moire-files\.json is damaged/);
    expect(() => writeOutput(out, { "results.json": "2" }), name).toThrow(/\.moire-files\.json is damaged/);
  }
  expect(readFileSync(join(out, "results.json"), "utf8")).toBe("1");
});

test("file names that lead out of the folder are refused before anything is written", () => {
  for (const name of ["../evil", "/etc/evil", "a/../../evil", "..", "", "a//b", ".hidden", "a\\b"]) {
    expect(() => writeOutput(join(root, "out"), { "results.json": "1", [name]: "x" }), name).toThrow(
      "writeOutput: file name: expected a path inside the folder",
    );
  }
  expect(all(root)).toEqual([]);
});

test.runIf(process.platform === "linux")("a place without room for folders is refused in plain words", () => {
  for (const write of [() => checkOutput("/proc/x"), () => writeOutput("/proc/x", { a: "1" })]) {
    expect(write).toThrow(/^cannot write to \/proc\/x: no (new folder can be made there|permission)\. Choose another/);
  }
});
