import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { quantumRouter } from "../../moe/index.ts";
import { newDocument } from "../../node/render.ts";
import { noiseFromIbm } from "../../quantum/noise/index.ts";
import { gridFixture, resultsFixture, tableFixture } from "../../test/fixtures/results.ts";
import { viewsOf } from "../figures/view.ts";
import type { Results } from "../results.ts";
import { compareSpec } from "../specs/compare.ts";
import { noiseSpec } from "../specs/noise.ts";
import { reproduceSpec } from "../specs/reproduce.ts";
import { commandOf } from "./command.ts";
import { report, summaryLines, textTable } from "./index.ts";
import { gridOf } from "./noise-grid.ts";
import { limits } from "./words.ts";

const options = { document: newDocument(), grid: gridFixture };
const machine = noiseFromIbm(JSON.parse(readFileSync("samples/ibm-backend.json", "utf8")), { wires: [0, 1] }).model;
const results = resultsFixture(noiseSpec({ seeds: 4, machine }));
const html = report(results, options);

function pageOf(text: string): Document {
  const page = newDocument();
  page.documentElement.innerHTML = text.replace(/^[\s\S]*?<body>/, "<body>");
  return page;
}

function hostile(): Results {
  const base = resultsFixture(noiseSpec({ seeds: 2, quick: true, machine }));
  const experiments = base.study.experiments.map((experiment) => ({
    ...experiment,
    title: `<i onload=x>${experiment.title}</i>`,
    arms: experiment.arms.map((arm) => ({ ...arm, label: `<b onclick=x>${arm.label}</b>\u001b[2J` })),
    conditions: experiment.conditions.map((one) => ({ ...one, label: `<u onclick=x>${one.label}</u>` })),
  }));
  return { ...base, study: { ...base.study, experiments } };
}

test("the report of a study of noise has the whole picture first, then its experiments", () => {
  const page = pageOf(html);
  expect([...page.querySelectorAll("h2")].map(({ textContent }) => textContent)).toEqual([
    ...["Summary", "The whole picture"],
    ...results.study.experiments.map(({ title }) => title),
    "How to get these numbers again",
  ]);
  const figures = [...page.querySelectorAll("figcaption strong")].map(({ textContent }) => textContent);
  expect(figures).toEqual(Array.from({ length: 8 }, (_, i) => `Figure ${i + 1}.`));
  const tables = [...page.querySelectorAll("caption strong")].map(({ textContent }) => textContent);
  expect(tables).toEqual(tables.map((_, i) => `Table ${i + 1}.`));
  for (const picture of page.querySelectorAll(".picture"))
    expect(picture.getAttribute("aria-label")!.length).toBeGreaterThan(10);
  for (const link of page.querySelectorAll("[href]"))
    expect(page.getElementById(link.getAttribute("href")!.slice(1)), link.outerHTML).not.toBeNull();
});

test("every arm under every condition is there, folded away", () => {
  const page = pageOf(html);
  for (const { title, arms, conditions } of results.study.experiments) {
    const table = page.querySelector(`[aria-label="Every condition: ${title}"]`)!;
    expect(table.closest("details")).not.toBeNull();
    const quantum = arms.filter(({ trainedUnder }) => trainedUnder !== undefined);
    const rows = [...table.querySelectorAll("tbody tr")];
    expect(rows).toHaveLength(conditions.length);
    for (const row of rows) expect(row.querySelectorAll("td")).toHaveLength(quantum.length);
  }
  const [first] = viewsOf(results);
  const shown = first!.arms.find(({ arm }) => arm.name === "quantum-p0.05")!.summary.conditions[1]!;
  expect(html.includes(`<td>${shown.mean.toFixed(3).slice(1)}<small>`)).toBe(true);
});

test("names stay text, and the page loads and runs nothing", () => {
  const text = report(hostile(), options);
  for (const one of [html, text]) {
    expect(/<script|<link|<img|<iframe|<object|<image|@import|url\(/i.exec(one)?.[0]).toBeUndefined();
    expect(/<(b|i|u) |NaN|undefined|Infinity/.exec(one)?.[0]).toBeUndefined();
    expect(one.includes("\u001b")).toBe(false);
  }
  expect(text.includes("&lt;b onclick=x&gt;")).toBe(true);
  expect(text.includes("&lt;u onclick=x&gt;")).toBe(true);
  expect(textTable(hostile())).not.toContain("\u001b");
});

test("a single seed gives no intervals and no breakdown points", () => {
  const single = report(resultsFixture(noiseSpec({ seeds: 1, quick: true, machine })), options);
  expect(single.includes("All breakdown points")).toBe(false);
  expect(/<td>\.\d+<small>/.exec(single)?.[0]).toBeUndefined();
});

test("the terminal's tables fit 110 columns, its sentences 100", () => {
  for (const line of textTable(results).split("\n")) expect(line.length, line).toBeLessThanOrEqual(110);
  for (const line of summaryLines(results)) expect(line.length, line).toBeLessThanOrEqual(100);
});

test("the table for a terminal has each strength's accuracy below its heading", () => {
  const [view] = viewsOf(results);
  const { headings, rows, controls } = gridOf(view!);
  expect(headings).toEqual(["0", ".02", ".05", ".1", ".2", ".4", ".6"]);
  // Six ways to test the reference's router, exact expectations of the two others, each trained at p and clean.
  expect(rows).toHaveLength(2 * 6 + 2 * 2);
  expect(rows.every(({ cells }) => cells.every((cell) => cell !== null))).toBe(true);
  expect(controls).toHaveLength(8);
  const lines = textTable(results).split("\n");
  const head = lines.find((line) => line.includes("p at test:"))!;
  const row = lines.find((line) => line.startsWith("  trained clean: 100 shots"))!;
  const end = head.indexOf(" .4") + 3;
  const { mean } = rows.find(({ way }) => way === "trained clean: 100 shots")!.cells[5]!;
  expect(row.slice(end - 4, end)).toBe(mean.toFixed(3).slice(1));
});

test("sentences and captions speak of no advantage and of no equality", () => {
  const texts = [summaryLines(results).join(" "), pageOf(html).querySelector("main")!.textContent!];
  for (const text of texts) {
    expect(text).not.toMatch(
      /advantage|superior|outperform|prove\b|proof|significant|the same as|no difference exists/i,
    );
    expect(text.match(/What this cannot show/g)).toHaveLength(results.study.experiments.length);
  }
  expect(texts[1]).toContain("not corrected for the number of comparisons");
});

test("what noise shows of hardware is said as it is", () => {
  const [twoPlaces] = viewsOf(results);
  expect(limits(twoPlaces!)).toContain("noise and shots are simulated here");
  expect(limits(twoPlaces!)).not.toContain("simulated exactly");
  const [published, controlled] = viewsOf(resultsFixture(reproduceSpec({ seeds: 2, phases: ["3b"] })));
  expect(limits(published!)).toContain(
    "nothing about rows that were not; nor what quantum hardware would do: noise is",
  );
  expect(limits(controlled!)).toContain("noise is simulated here");
  const compared = viewsOf(resultsFixture(compareSpec({ table: tableFixture("t", 2, ["a", "b"]), seeds: 2 })))[0]!;
  expect(limits(compared)).toContain("simulated exactly");
  const [arm] = compared.experiment.arms;
  const sampled = { ...arm!, model: { ...arm!.model, router: quantumRouter({ shots: 100 }) } };
  const view = { ...compared, experiment: { ...compared.experiment, arms: [sampled] } };
  expect(limits(view)).toContain("shots are simulated here, and without noise");
});

test("the command given makes this very study, or none is given", () => {
  expect(commandOf(results)).toBe("moire noise --seeds 4 --key 0");
  expect(commandOf(resultsFixture(noiseSpec({ seeds: 2, key: 3, quick: true, machine })))).toBe(
    "moire noise --seeds 2 --key 3 --quick",
  );
  const own = { ...machine, name: "mine" };
  expect(commandOf(resultsFixture(noiseSpec({ seeds: 1, quick: true, machine: own })))).toBeNull();
  expect(commandOf(resultsFixture(reproduceSpec({ seeds: 2, phases: ["3b"] })))).toBe(
    "moire reproduce --phase 3b --seeds 2 --key 0",
  );
});
