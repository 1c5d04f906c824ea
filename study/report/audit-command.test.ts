import { expect, test } from "vitest";
import { dataset } from "../../data/dataset.ts";
import { quantumRouter } from "../../moe/routers/index.ts";
import { auditFixture, importedFixture } from "../../test/fixtures/audit.ts";
import { tableFixture } from "../../test/fixtures/results.ts";
import type { Subject } from "../audit/arms.ts";
import type { AuditOptions } from "../audit/spec.ts";
import { armOf } from "../specs/arms.ts";
import { auditCommand } from "./audit-command.ts";

const generator = { name: "moons", options: { samples: 120 } };
const claim = {
  name: "mine",
  statement: "Mine is more accurate than a linear router.",
  kind: "beats",
  metric: "accuracy",
  estimand: "mean",
  comparisons: [{ arm: "mine", against: "linear" }],
  smallestEffect: 0.02,
} as const;

function rareTable(): NonNullable<AuditOptions["table"]> {
  const y = Array.from({ length: 400 }, (_, i) => (i < 40 ? 0 : 1));
  return dataset({
    name: "my data.csv",
    x: new Float64Array(800),
    y,
    featureNames: ["a", "b"],
    classNames: ["no", "yes"],
  });
}

test.each<[string, AuditOptions]>([
  ["moire audit moons --seeds 3 --key 0", { generator: { name: "moons" } }],
  [
    "moire audit moons:samples=120,noise=0.3 --seeds 3 --key 9 --level 0.9",
    { generator: { name: "moons", options: { samples: 120, noise: 0.3 } }, key: 9, level: 0.9 },
  ],
  [
    "moire audit moons:samples=120 --seeds 3 --key 0 --router quantum:layers=2 --epochs 7 --experts 3 --effect 0.02 --threshold 0.95 --noise 0.1 --curves off",
    {
      generator,
      subject: quantumRouter({ layers: 2 }) as Subject,
      epochs: 7,
      experts: 3,
      effect: 0.02,
      threshold: 0.95,
      noise: 0.1,
      curves: "off",
    },
  ],
  [
    "moire audit moons:samples=120 --seeds 3 --key 0 --claims CLAIMS.json",
    { generator, claims: [claim], arms: [{ ...armOf("linear"), name: "mine", printed: null }] },
  ],
  [
    "moire audit table.csv --target COLUMN --seeds 3 --key 0 --test 0.2",
    { table: tableFixture("table.csv", 3, ["a", "b", "c"]), test: 0.2 },
  ],
  ["moire audit 'my data.csv' --target COLUMN --seeds 3 --key 0", { table: rareTable() }],
])("%s", (command, plan) => {
  expect(auditCommand(auditFixture({ plan, seeds: 3 }))).toBe(command);
});

test("a quick trial", () => {
  // As many runs as were asked for, or as many as were made: both make the same audit.
  expect(auditCommand(auditFixture({ plan: { generator, quick: true } }))).toMatch(
    /^moire audit moons:samples=120 --seeds (12|5) --key 0 --quick$/,
  );
});

test("runs made elsewhere", () => {
  expect(auditCommand(importedFixture())).toBe("moire audit --runs runs.csv");
  const given = { name: "my runs.csv", overlap: { trainRows: 70, testRows: 30 }, effect: 0.03 };
  expect(auditCommand(importedFixture({ given }))).toBe(
    "moire audit --runs 'my runs.csv' --train-rows 70 --test-rows 30 --effect 0.03",
  );
  const own = { ...claim, comparisons: [{ arm: "ours", against: "ResNet" }] };
  expect(auditCommand(importedFixture({ given: { claims: [own] } }))).toBe(
    "moire audit --runs runs.csv --claims CLAIMS.json",
  );
});

test("what no command makes gets none", () => {
  const results = auditFixture({ plan: { generator }, seeds: 2 });
  expect(auditCommand({ ...results, audit: { ...results.audit, description: "Another." } })).toBe(null);
  const imported = importedFixture();
  expect(auditCommand({ ...imported, audit: { ...imported.audit, title: "Mine" } })).toBe(null);
  expect(auditCommand({ ...imported, audit: { ...imported.audit, description: "Another." } })).toBe(null);
});
