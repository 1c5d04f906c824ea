import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readText } from "./input.ts";

const folder = mkdtempSync(join(tmpdir(), "moire-input-"));
afterAll(() => rmSync(folder, { recursive: true }));

function written(bytes: readonly number[]): string {
  const path = join(folder, "file.txt");
  writeFileSync(path, Uint8Array.from(bytes));
  return path;
}

test("UTF-8 is read with or without a byte order mark", () => {
  expect(readText(written([0x7b, 0xc3, 0xa9, 0x7d]))).toBe("{é}");
  expect(readText(written([0xef, 0xbb, 0xbf, 0x7b, 0xc3, 0xa9, 0x7d]))).toBe("{é}");
  expect(readText(written([]))).toBe("");
});

test.each([
  ["Latin-1", [0x63, 0x61, 0x66, 0xe9, 0x0a]],
  ["UTF-16", [0xff, 0xfe, 0x61, 0x00]],
  ["a cut character", [0x61, 0xc3]],
])("%s is refused", (_, bytes) => {
  const path = written(bytes);
  expect(() => readText(path)).toThrow(`cannot read ${path}: its text is not valid UTF-8. Save it as UTF-8`);
});

test("a missing file and a folder are named", () => {
  expect(() => readText(join(folder, "none"))).toThrow("there is no such file");
  expect(() => readText(folder)).toThrow("it is a folder, not a file");
});
