import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { build } from "tsdown";
import { expect, test } from "vitest";
import type { Bits } from "./probe.ts";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const found = spawnSync(process.execPath, [here("../../tools/setup-test.mjs"), "--find"], { encoding: "utf8" });
const executablePath = found.stdout.trim();
/** The search's exit code where there is no browser; a CHROMIUM that leads nowhere is an error instead. */
const NONE = 3;

test("a page in Chromium computes the same bits as Node", async ({ skip }) => {
  if (found.status === NONE && !process.env.CI) {
    console.warn("No Chromium on this machine, so no browser test: npm run setup:test says how to get one.");
    skip("no Chromium on this machine");
  }
  expect(executablePath, found.stderr).not.toBe("");
  const folder = mkdtempSync(join(tmpdir(), "moire-probe-"));
  try {
    const bundle = await bundled(folder);
    const { bits } = (await import(/* @vite-ignore */ pathToFileURL(bundle).href)) as { bits(): Promise<Bits> };
    const inNode = await bits();
    const inPage = await bitsInPage(folder, bundle);
    expect(inPage).toEqual(inNode);
    expect(inNode.params.split(" ").length).toBeGreaterThan(20);
    expect(JSON.parse(inNode.study).runs.length).toBeGreaterThan(10);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** The probe and all that it imports in one file, as an application would bundle it; anything that only Node has would fail here. */
async function bundled(folder: string): Promise<string> {
  await build({
    config: false,
    entry: { probe: here("probe.ts") },
    outDir: folder,
    clean: false,
    dts: false,
    fixedExtension: true,
    platform: "browser",
    deps: { alwaysBundle: [/./] },
    logLevel: "error",
  });
  return join(folder, "probe.mjs");
}

/** Serves the bundle on this machine only, loads it into a page and gives what it computed there. */
async function bitsInPage(folder: string, bundle: string): Promise<Bits> {
  const page = `<!doctype html><title>probe</title><link rel="icon" href="data:,">`;
  const server = createServer((request, response) => {
    const script = request.url === `/${basename(bundle)}`;
    response.setHeader("content-type", script ? "text/javascript" : "text/html");
    response.end(script ? readFileSync(bundle) : page);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const browser = await chromium.launchPersistentContext(join(folder, "profile"), { executablePath, args: FLAGS });
  try {
    const tab = await browser.newPage();
    await tab.goto(`http://127.0.0.1:${port}/`);
    return (await tab.evaluate(`import("/${basename(bundle)}").then(({ bits }) => bits())`)) as Bits;
  } finally {
    await browser.close();
    server.close();
  }
}
