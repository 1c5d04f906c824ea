import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";

/** Floors of the house: a folder imports only folders on lower floors, and itself. */
const FLOORS: Record<string, number> = {
  core: 0,
  quantum: 1,
  nn: 1,
  optim: 1,
  data: 1,
  moe: 2,
  train: 3,
  study: 4,
  node: 5,
  cli: 6,
};
/** Folders that may use what only Node has. */
const NODE_ONLY = new Set(["node", "cli"]);
/** What every JavaScript engine computes to the same bit. */
const SAME_EVERYWHERE = new Set(
  "PI SQRT2 SQRT1_2 LN2 E abs ceil clz32 floor fround imul max min round sign sqrt trunc".split(" "),
);
const REFUSED = new Set(["Math.random", "Date.now", "performance.now", "crypto.getRandomValues"]);

const files = Object.keys(FLOORS)
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`))
  .filter((file) => !file.startsWith("quantum/kernels/") && !file.endsWith(".generated.ts"))
  .filter((file) => file.endsWith(".ts") && !/\.(test|bench)\.ts$/.test(file));

interface Finding {
  readonly file: string;
  readonly line: number;
  readonly what: string;
}

/** Breaches of the house rules in one source. */
function breaches(file: string, text: string): Finding[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const folder = file.split("/")[0]!;
  const found: Finding[] = [];
  const say = (node: ts.Node, what: string): void => {
    found.push({ file, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, what });
  };
  const imported = (node: ts.Node, path: string): void => {
    if (path.startsWith("node:") && !NODE_ONLY.has(folder)) say(node, `${path} outside node/ and cli/`);
    if (!path.startsWith(".")) return;
    const target = normalize(join(dirname(file), path)).split("/")[0]!;
    if (target === folder || target === "package.json") return;
    const floor = FLOORS[target];
    if (floor === undefined) say(node, `${path} is outside the house`);
    else if (floor >= FLOORS[folder]!)
      say(node, `${folder} (floor ${FLOORS[folder]}) imports ${target} (floor ${floor})`);
  };
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      imported(node, node.moduleSpecifier.text);
    }
    if (
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      ts.isStringLiteral(node.arguments[0]!)
    ) {
      imported(node, node.arguments[0].text);
    }
    const library = folder !== "cli";
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
      const name = `${node.expression.text}.${node.name.text}`;
      if (library && REFUSED.has(name)) say(node, name);
      if (node.expression.text === "Math" && !SAME_EVERYWHERE.has(node.name.text)) say(node, `${name}; use core/math`);
    } else if (
      ts.isIdentifier(node) &&
      node.text === "Math" &&
      !ts.isPropertyAccessExpression(node.parent) &&
      !ts.isPropertyAssignment(node.parent)
    ) {
      say(node, "Math as a value; call its functions by name");
    }
    if (ts.isBinaryExpression(node) && /AsteriskAsterisk/.test(ts.SyntaxKind[node.operatorToken.kind]!)) {
      if (!(ts.isNumericLiteral(node.left) && node.left.text === "2"))
        say(node, "the ** operator; use core/math or products");
    }
    if (node.kind === ts.SyntaxKind.AnyKeyword) say(node, "any");
    if (ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node)) say(node, "enum or namespace");
    ts.forEachChild(node, visit);
  };
  visit(source);
  const lines = text.trimEnd().split("\n").length;
  if (lines > 300) found.push({ file, line: lines, what: "more than 300 lines" });
  return found;
}

test("the house stands: floors, Node only where it may be, no engine-dependent arithmetic", () => {
  expect(files.length).toBeGreaterThan(30);
  expect(files.flatMap((file) => breaches(file, readFileSync(file, "utf8")))).toEqual([]);
});

describe("the rule itself finds", () => {
  test.each([
    ["core/a.ts", 'import { x } from "../quantum/b.ts";', /core \(floor 0\) imports quantum/],
    ["nn/a.ts", 'import { x } from "../optim/b.ts";', /nn \(floor 1\) imports optim/],
    ["study/a.ts", 'export { x } from "../cli/b.ts";', /study \(floor 4\) imports cli/],
    ["moe/a.ts", 'const x = await import("../train/b.ts");', /moe \(floor 2\) imports train/],
    ["train/a.ts", 'import fs from "node:fs";', /node:fs outside/],
    ["core/a.ts", 'import { x } from "../tools/b.ts";', /outside the house/],
    ["quantum/a.ts", "const x = Math.cos(1);", /Math.cos/],
    ["quantum/a.ts", "const { cos } = Math;", /Math as a value/],
    ["quantum/a.ts", "const x = y ** 3;", /\*\* operator/],
    ["quantum/a.ts", "let x = 1.5; x **= 2;", /\*\* operator/],
    ["data/a.ts", "const x = Math.random();", /Math.random/],
    ["node/a.ts", "const x = Date.now();", /Date.now/],
    ["moe/a.ts", "const x: any = 1;", /any/],
  ])("%s: %s", (file, text, what) => {
    expect(
      breaches(file, text)
        .map((finding) => finding.what)
        .join("; "),
    ).toMatch(what);
  });
  test("nothing wrong in sound code", () => {
    expect(breaches("moe/a.ts", 'import { x } from "../nn/b.ts"; const y = Math.sqrt(2 ** 3);')).toEqual([]);
  });
});
