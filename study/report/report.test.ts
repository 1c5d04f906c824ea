import { expect, test } from "vitest";
import { logisticRegression } from "../../moe/index.ts";
import { newDocument } from "../../node/render.ts";
import { gridFixture, resultsFixture, tableFixture } from "../../test/fixtures/results.ts";
import type { Results } from "../results.ts";
import { checkArms } from "../specs/arms-file.ts";
import { compareSpec } from "../specs/compare.ts";
import { reproduceSpec } from "../specs/reproduce.ts";
import { checkTimes } from "../times.ts";
import { commandOf } from "./command.ts";
import { report, summaryLines, textTable, timesText } from "./index.ts";

const document = newDocument();
const options = { document, grid: gridFixture };
const published = resultsFixture(reproduceSpec({ seeds: 4, phases: ["3a"] }));
const NAMES = ["<script>alert(1)</script>", "b & c", `"quoted"`];
const TABLE = `<img src=x onerror="alert(1)">'.csv`;

function hostile(): Results {
  const results = resultsFixture(compareSpec({ table: tableFixture(TABLE, 2, NAMES), seeds: 3 }));
  const [experiment] = results.study.experiments;
  const arms = experiment!.arms.map((arm) => ({ ...arm, label: `<b onclick=x>${arm.label}</b>\u001b[2J` }));
  return { ...results, study: { ...results.study, experiments: [{ ...experiment!, arms }] } };
}

function pageOf(html: string): Document {
  const page = newDocument();
  page.documentElement.innerHTML = html.replace(/^[\s\S]*?<body>/, "<body>");
  return page;
}

test("a report loads nothing and runs nothing", () => {
  for (const results of [published, hostile()]) {
    const html = report(results, options);
    expect(/<script|<link|<img|<iframe|<object|<image|@import|url\(/i.exec(html)?.[0]).toBeUndefined();
    const addresses = [...html.matchAll(/https?:\/\/[^"'\s<]*/g)].map(([address]) => address);
    expect(new Set(addresses)).toEqual(new Set(["http://www.w3.org/2000/svg"]));
    const page = pageOf(html);
    const names = [...page.querySelectorAll("*")].flatMap((element) => element.getAttributeNames());
    expect(names.filter((name) => /^on|^src|^style$|^action$/i.test(name))).toEqual([]);
    for (const link of page.querySelectorAll("[href]")) {
      const target = link.getAttribute("href")!;
      expect(target).toMatch(/^#/);
      expect(page.getElementById(target.slice(1)), target).not.toBeNull();
    }
  }
});

test("names from the user's table stay text", () => {
  const html = report(hostile(), options);
  expect(html.includes("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;.csv")).toBe(true);
  expect(html.includes("&lt;b onclick=x&gt;")).toBe(true);
  expect(html.includes("<b ")).toBe(false);
  expect(html.includes("\u001b")).toBe(false);
});

test("a report has a heading, a table and its figures for each experiment, numbered and named", () => {
  const page = pageOf(report(published, options));
  const headings = [...page.querySelectorAll("h2")].map(({ textContent }) => textContent);
  expect(headings).toEqual([
    "Summary",
    ...published.study.experiments.map(({ title }) => title),
    "How to get these numbers again",
  ]);
  const count = published.study.experiments.length;
  expect([...page.querySelectorAll("table.results")].length).toBe(count);
  const captions = [...page.querySelectorAll("figcaption strong")].map(({ textContent }) => textContent);
  expect(captions).toEqual(captions.map((_, i) => `Figure ${i + 1}.`));
  expect(captions.length).toBe(7 * count);
  for (const svg of page.querySelectorAll("figure .picture > svg")) expect(svg.getAttribute("aria-label")).toBeTruthy();
  for (const row of page.querySelectorAll("table.results tbody tr")) {
    expect(row.querySelector("th")?.getAttribute("scope")).toBe("row");
    expect(row.querySelectorAll("td")).toHaveLength(page.querySelectorAll("table.results")[0]!.contains(row) ? 7 : 6);
  }
});

test("an as-published experiment lists what is wrong with it and what the paper printed", () => {
  const html = report(published, options);
  const [experiment] = published.study.experiments;
  for (const flaw of experiment!.flaws)
    expect(html.includes(`<li>${flaw.replaceAll("'", "&#39;")}</li>`), flaw).toBe(true);
  expect(html.match(/What is wrong with this protocol/g)).toHaveLength(1);
  for (const { printed } of experiment!.arms)
    expect(html.includes(`<td>${String(printed).replace("0.", ".")}<small>`), `${printed}`).toBe(true);
});

test("the terminal's table is aligned, fits 110 columns and has the printed values", () => {
  for (const results of [published, hostile()]) {
    const lines = textTable(results).split("\n");
    for (const line of lines) expect([...line].length, line).toBeLessThanOrEqual(110);
    expect(lines.join("")).not.toContain("\u001b");
  }
  const rows = textTable(published).split("\n\n")[0]!.split("\n");
  const head = rows.find((line) => line.startsWith("Router"))!;
  const end = head.indexOf("Printed") + "Printed".length;
  const ends = rows.filter((line) => line.startsWith("MLP")).map((line) => line.slice(end - 4, end));
  expect(ends.toSorted()).toEqual([".875", ".877", ".882", ".991", ".995", ".995"]);
});

test("the terminal's table cuts no label: a long one goes on in the next line", () => {
  const [experiment] = published.study.experiments;
  const long = "Trigonometric products of all the angles, with standardised inputs and a label that has no end";
  const arms = experiment!.arms.map((arm, i) => (i === 0 ? { ...arm, label: long } : arm));
  const text = textTable({ ...published, study: { ...published.study, experiments: [{ ...experiment!, arms }] } });
  expect(text).not.toContain("…");
  const shown = text.split("\n").map((line) => line.trim());
  for (const word of long.split(" "))
    expect(
      shown.some((line) => line.includes(word)),
      word,
    ).toBe(true);
  for (const results of [published, resultsFixture(reproduceSpec({ seeds: 30 }))])
    for (const { arms: all } of results.study.experiments)
      for (const { label } of all) expect(textTable(results).includes(`\n${label} `), label).toBe(true);
});

test("an interval of no width is nowhere given as one", () => {
  const equal = resultsFixture(reproduceSpec({ seeds: 5, phases: ["3a"] }), { constant: 1 });
  const shown = [textTable(equal), summaryLines(equal).join(" ").replace(/ +/g, " "), report(equal, options)];
  for (const text of shown) expect(text).not.toMatch(/\.000(&nbsp;| )to(&nbsp;| )\S*\.000/);
  expect(shown[0]).toContain("all equal");
  expect(shown[1]).toContain("1.000 in all 5 runs (no spread was seen, so no interval can be given)");
  expect(shown[1]).toContain(".000, in each of 5 runs: no spread was seen, so no interval can be given; p = 1");
  expect(shown[1]).toContain("while all 5 of our runs gave 1.000");
  expect(shown[2]).toContain("<small>all\u00a0equal</small>");
});

test("the terminal's summary fits 100 columns", () => {
  for (const line of summaryLines(published)) expect(line.length, line).toBeLessThanOrEqual(100);
});

test("the command given is one that makes this very spec, or none", () => {
  const command = (options: Parameters<typeof reproduceSpec>[0]) => commandOf(resultsFixture(reproduceSpec(options)));
  expect(command({ seeds: 2, key: 7 })).toBe("moire reproduce --seeds 2 --key 7");
  expect(command({ seeds: 2, phases: ["3a"], threshold: 0.95 })).toBe(
    "moire reproduce --phase 3a --seeds 2 --key 0 --threshold 0.95",
  );
  expect(command({ seeds: 2, quick: true })).toBe("moire reproduce --seeds 2 --key 0 --quick");
  const altered = {
    ...published.study,
    experiments: published.study.experiments.map((one) => ({ ...one, epochs: 3 })),
  };
  expect(commandOf({ ...published, study: altered })).toBeNull();
  const table = tableFixture("it's.csv", 2, ["a", "b"], 90);
  const compared = resultsFixture(compareSpec({ table, seeds: 2, test: 0.2, epochs: 5 }));
  expect(commandOf(compared)).toBe(
    "moire compare 'it'\\''s.csv' --target COLUMN --seeds 2 --key 0 --test 0.2 --epochs 5",
  );
  const iris = tableFixture("iris", 2, ["a", "b"], 90);
  expect(commandOf(resultsFixture(compareSpec({ table: iris, reference: "cosine" })))).toBe(
    "moire compare iris --seeds 30 --key 0 --reference cosine",
  );
  const generator = { name: "moons", options: { noise: 0.2 } };
  const arms = checkArms({ model: logisticRegression() }, "logistic");
  expect(commandOf(resultsFixture(compareSpec({ generator, arms, seeds: 2 })))).toBe(
    "moire compare moons:noise=0.2 --seeds 2 --key 0 --specs ARMS.json",
  );
});

test("times stand beside the paper's where there are any, and only there", () => {
  const results = resultsFixture(reproduceSpec({ seeds: 2, phases: ["1"] }));
  const run = { arm: "circuits", rows: 400, epochs: 8, seconds: 0.032, repeats: 3 };
  const times = checkTimes(
    {
      format: "moire-times-1",
      study: "reproduce",
      machine: "a <fast> one",
      runs: [{ experiment: "phase-1-as-published", ...run }],
    },
    results,
  );
  const html = report(results, { ...options, times });
  expect(html.match(/<h3>Times<\/h3>/g)).toHaveLength(1);
  // 171.7 s / (400 x 8) and .032 s / (400 x 8).
  for (const text of ["171.7 s", "53.7 ms", "32.0 ms", "10.0 µs", "a &lt;fast&gt; one"]) expect(html).toContain(text);
  expect(timesText(results, times)).toMatch(
    /Mixture of circuits +400 × 8 +171\.7 s +53\.7 ms +400 × 8 +32\.0 ms +10\.0 µs/,
  );
  for (const line of timesText(results, times).split("\n")) expect(line.length).toBeLessThanOrEqual(110);
  expect(report(results, options)).not.toContain("<h3>Times</h3>");
  const stranger = { ...times, runs: [{ experiment: "phase-9", ...run }] };
  expect(() => checkTimes(stranger, results)).toThrow('runs of the study reproduce, got "phase-9, circuits"');
  expect(() => checkTimes({ ...times, machine: 3 }, results)).toThrow("times: machine is missing or wrong");
});
