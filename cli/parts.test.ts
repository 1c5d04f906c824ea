import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { experts, gatings, linearExpert, mlpExpert, quantumRouter, routers, topKGating } from "../moe/index.ts";
import { circuit, input, op } from "../quantum/index.ts";
import { partOf, partsOf } from "./parts.ts";

test("a kind with options, in any order and with spaces", () => {
  expect(partOf(routers, "quantum", "router")).toEqual(quantumRouter());
  expect(partOf(routers, " quantum: axis=Y , layers = 2", "router")).toEqual(quantumRouter({ layers: 2, axis: "Y" }));
  expect(partOf(gatings, "topK:k=3,capacity=1.25,weights=probabilities", "gating")).toEqual(
    topKGating({ k: 3, capacity: 1.25, weights: "probabilities" }),
  );
});

test("several parts, with counts", () => {
  expect(partsOf(experts, "2*linear + mlp:hidden=8+linear", "experts")).toEqual([
    linearExpert(),
    linearExpert(),
    mlpExpert({ hidden: 8 }),
    linearExpert(),
  ]);
});

test("structured data comes from a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "moire-parts-"));
  try {
    const own = circuit(1, [op("RX", [0], [input(0)])]);
    writeFileSync(join(folder, "c.json"), JSON.stringify(own));
    expect(partOf(routers, `ownCircuit:circuit=@${join(folder, "c.json")}`, "router")).toMatchObject({ circuit: own });
    writeFileSync(join(folder, "bad.json"), "{");
    expect(() => partOf(routers, `ownCircuit:circuit=@${join(folder, "bad.json")}`, "router")).toThrow("is no JSON");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  [
    "qft",
    '--router: expected one of linear, mlp, trigonometric, randomFourier, rbf, quantum, ownCircuit, randomCircuit, twin, uniform, oracle, got "qft"',
  ],
  ["", "--router: expected one of linear, mlp"],
  ["mlp:width=3", '--router: mlp has no option "width"; its options are hidden'],
  ["mlp:hidden", '--router: expected options of mlp as name=value, got "hidden"'],
  ["mlp:hidden=3,hidden=4", "--router: mlp is given hidden twice"],
  ["mlp:hidden=many", '--router (mlp): hidden must be a whole number from 1 to 4096, got "many"'],
  ["mlp:hidden=0x10", 'got "0x10"'],
  ["linear:", '--router: expected options of linear as name=value, got "". Its options are none'],
  [
    "ownCircuit:circuit=c.json",
    '--router: expected circuit of ownCircuit as @file.json, the name of a JSON file, got "c.json"',
  ],
  ["ownCircuit:circuit=@/nowhere/c.json", "cannot read /nowhere/c.json: there is no such file"],
])("a bad part is refused: %s", (text, message) => {
  expect(() => partOf(routers, text, "router")).toThrow(message);
});

test.each([
  ["0*linear", "--experts: expected counts from 1 to 1024 before a *"],
  ["2000*linear", "counts from 1 to 1024"],
  ["600*linear+600*linear", "--experts: expected at most 1024 parts, got 1200"],
  ["linear+", "--experts: expected one of linear, mlp, circuit, ownCircuit, got"],
  ["linear linear", 'got "linear linear"'],
])("bad parts are refused: %s", (text, message) => {
  expect(() => partsOf(experts, text, "experts")).toThrow(message);
});
