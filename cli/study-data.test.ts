import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { studyData } from "./study-data.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "moire-data-"));
});
afterEach(() => rmSync(root, { recursive: true }));

test("a table whose numbers are too large to train on is refused before anything is trained", () => {
  const path = join(root, "own.csv");
  writeFileSync(path, "a,b,kind\n1,2,x\n3,-1e300,y\n");
  expect(() => studyData(path, { target: "kind", ignore: "" })).toThrow(
    "data set own.csv: feature b of row 1: expected a number of size up to 1e+150, got -1e+300. Change its unit",
  );
  expect(studyData(path, { target: "kind", ignore: "b" }).table!.numFeatures).toBe(1);
});
