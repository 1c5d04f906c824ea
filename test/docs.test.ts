import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Application } from "typedoc";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RouterKind } from "../moe/index.ts";
import { channels } from "../quantum/index.ts";
import { alone, moire } from "./cli/moire.ts";
import { shared } from "./cli/shared.ts";
import { layerContract } from "./contracts/layer-contract.ts";

const root = resolve(".");

interface Block {
  readonly page: string;
  readonly line: number;
  readonly language: string;
  /** The file that the block is, as its first line says: ```json file=mixture.json */
  readonly file: string | null;
  readonly text: string;
}

/** The code blocks of a page, in order. */
function blocksOf(page: string): Block[] {
  const source = readFileSync(page, "utf8");
  return [...source.matchAll(/^```(\w+)(?: file=(\S+))?\n([\s\S]*?)^```$/gm)].map((found) => ({
    page,
    line: source.slice(0, found.index).split("\n").length,
    language: found[1]!,
    file: found[2] ?? null,
    text: found[3]!,
  }));
}

const pages = [
  "README.md",
  "quantum/README.md",
  ...readdirSync("docs").flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
];
const blocks = pages.flatMap(blocksOf);
const titled = (language: string) =>
  blocks.filter((block) => block.language === language).map((block) => [`${block.page}:${block.line}`, block] as const);

/** The commands of a block of shell lines that call Moire: without those that set the checkout up or start it. */
const commandsOf = ({ text }: Block): string[] =>
  text.split("\n").flatMap((line) => (line.startsWith("npx moire ") ? [line.replace(/\s+#.*$/, "")] : []));

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "moire-docs-"));
  for (const { file, language, text } of blocks) {
    if (file === null || language === "ts") continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  // The programs find the package as those of a user do.
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules/moire"), "junction");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("every channel is in the table of docs/noise.md", () => {
  const page = readFileSync("docs/noise.md", "utf8");
  for (const name of Object.keys(channels)) expect(page).toContain(`\`${name}\``);
});

test("there are guides with programs in them", () => {
  expect(pages.length).toBeGreaterThan(4);
  expect(titled("js").length).toBeGreaterThan(5);
});

test("every block is in a language that is tested here", () => {
  expect([...new Set(blocks.map(({ language }) => language))].sort()).toEqual(
    expect.arrayContaining(["js", "json", "sh", "ts"]),
  );
  expect(blocks.filter(({ language }) => !["js", "json", "sh", "ts", "text"].includes(language))).toEqual([]);
});

test.each(titled("js"))("%s runs", async (title, { text }) => {
  const program = join(folder, `${title.replace(/\W/g, "-")}.mjs`);
  writeFileSync(program, text);
  const { code, stdout, stderr } = await shared(program, root);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/\w/);
  expect(stdout).not.toMatch(/NaN|undefined|Infinity/);
});

test.each(titled("json"))("%s is JSON", (_, { text }) => {
  expect(() => JSON.parse(text)).not.toThrow();
});

const commands = titled("sh").flatMap(([title, block]) => commandsOf(block).map((line) => [title, line] as const));

/** The words of a command line after its `npx moire`. */
const wordsOf = (line: string): string[] =>
  line
    .split(/\s+/)
    .slice(2)
    .map((word) => word.replace(/^'(.*)'$/, "$1"));

/** Commands that have ended in a process of their own: one line each is enough to see that they do, and the others share one. */
const seen = new Set<string>();

test.each(commands)("%s: %s", async (_, line) => {
  const words = wordsOf(line);
  const run = seen.has(words[0]!) ? moire : alone;
  seen.add(words[0]!);
  // Paths into the checkout stay what they are, all else happens in a folder of its own.
  const { code, stdout, stderr } = await run(
    folder,
    ...words.map((word) => (word.startsWith("samples/") ? join(root, word) : word)),
  );
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/\w/);
});

describe("the router of the guide", async () => {
  const block = blocks.find(({ file }) => file === "moe/routers/quadratic.ts")!;
  // Beside the routers, as it says, but for the name: other tests look at the registry's files.
  const path = resolve("moe/routers/.docs-quadratic.ts");
  writeFileSync(path, block.text);
  afterAll(() => rmSync(path, { force: true }));
  const module = (await import(path)) as { readonly quadraticKind: RouterKind };
  const kind = module.quadraticKind;
  test("is declared in full", () => {
    expect(kind.functionClass).toMatch(/quadratic/);
  });
  layerContract(kind.build({ cross: true } as never, { features: 3, experts: 2 }));
  layerContract(kind.build({ cross: false } as never, { features: 2, experts: 3 }));
});

test("the API reference is made without a warning", async () => {
  // Without the tests, benchmarks and tools, which would be read for nothing.
  const tsconfig = join(folder, "tsconfig.json");
  const { entryPoints } = JSON.parse(readFileSync("typedoc.json", "utf8")) as { readonly entryPoints: string[] };
  writeFileSync(
    tsconfig,
    JSON.stringify({
      extends: resolve("tsconfig.json"),
      compilerOptions: { typeRoots: [resolve("node_modules/@types")] },
      include: [],
      files: entryPoints.map((file) => resolve(file)),
    }),
  );
  const app = await Application.bootstrapWithPlugins({ options: "typedoc.json", tsconfig });
  const project = await app.convert();
  expect(project).toBeDefined();
  app.validate(project!);
  expect([app.logger.errorCount, app.logger.warningCount]).toEqual([0, 0]);
});
