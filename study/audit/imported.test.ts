import { describe, expect, test } from "vitest";
import { checkAudit } from "./file.ts";
import { auditRuns, type ImportOptions } from "./imported.ts";

const options: ImportOptions = { name: "runs.csv", effect: 0.01, level: 0.95, key: 0, overlap: null, version: "1.2.3" };
/** Ten seeds; b is a less .05 and some wobble, c is a. */
const lines = Array.from({ length: 10 }, (_, seed) => {
  const accuracy = 0.9 + 0.003 * (seed % 3);
  const wobble = 0.001 * ((seed * 7) % 5);
  return [`a,${seed + 5},${accuracy},1`, `b,${seed + 5},${accuracy - 0.05 - wobble},1`, `c,${seed + 5},${accuracy},1`];
});
const table = ["arm,seed,accuracy,time", ...lines.flat()].join("\n");

test("without claims the first arm is held against each of the others, in the first metric", () => {
  const { audit, judgements, study, versions } = auditRuns(table, options);
  expect(study).toBe(null);
  expect(versions.engine).toBe("elsewhere");
  expect(audit.claims.map(({ statement }) => statement)).toEqual(["a beats b in accuracy.", "a beats c in accuracy."]);
  expect(judgements.map(({ verdict }) => verdict)).toEqual(["supported", "undecided"]);
  const [first, second] = judgements.map(({ findings }) => findings[0]!);
  expect(first!.effect).toBeCloseTo(0.052, 12);
  expect(first!.interval[0]).toBeGreaterThan(0.05);
  // The same in every run; but ten runs do not exclude that one in five would differ, by as much as accuracies can.
  const reach = 0.906 * (1 - 0.0125 ** 0.1);
  expect(second).toMatchObject({ effect: 0, interval: [expect.closeTo(-reach, 9), expect.closeTo(reach, 9)] });
  expect(second!.runsToDecide).toBe(Math.ceil(Math.log(0.0125) / Math.log(1 - 0.01 / 0.906)));
});

test("splits of one table get the wider intervals of the corrected resampled t", () => {
  const free = auditRuns(table, options).judgements[0]!.findings[0]!;
  const tied = auditRuns(table, { ...options, overlap: { trainRows: 70, testRows: 30 } }).judgements[0]!.findings[0]!;
  const width = ({ interval: [low, high] }: typeof free): number => high - low;
  expect(width(tied) / width(free)).toBeCloseTo(Math.sqrt((1 / 10 + 30 / 70) / (1 / 10)), 10);
});

test("claims of one's own name arms and columns; shares are counted from a threshold on", () => {
  const claims = [
    {
      name: "often",
      statement: "a is at .902 or more in more runs than b.",
      kind: "beats" as const,
      metric: "accuracy",
      estimand: "share" as const,
      threshold: 0.902,
      comparisons: [{ arm: "a", against: "b" }],
      smallestEffect: 0.1,
    },
  ];
  const [judgement] = auditRuns(table, { ...options, claims }).judgements;
  expect(judgement!.findings[0]).toMatchObject({ ours: 0.6, theirs: 0, effect: 0.6 });
});

test("the file of an audit of such runs is checked like any other", () => {
  const results = auditRuns(table, { ...options, ignore: ["time"] });
  expect(checkAudit(JSON.parse(JSON.stringify(results)))).toEqual(results);
  const changed = structuredClone(results) as unknown as { runs: { values: Record<string, number> }[] };
  changed.runs[0]!.values.accuracy = 0.1;
  expect(() => checkAudit(changed)).toThrow("audit file: judgements do not follow from the claims and the runs");
  changed.runs.pop();
  expect(() => checkAudit(changed)).toThrow(
    'audit file: expected a run of [section, arm, rows, seed] ["runs","c",null,9]',
  );
});

test("a file that claims more runs than it holds is refused at once, whatever the number", () => {
  const results = auditRuns(table, { ...options, ignore: ["time"] });
  const more = { ...results, audit: { ...results.audit, seeds: 1e9 } };
  expect(() => checkAudit(more)).toThrow(
    'audit file: expected a run of [section, arm, rows, seed] ["runs","a",null,10], got "none"',
  );
  const each = "audit file: expected runs of its sections, arms, rows and seeds, each once";
  const twice = { ...results, runs: [...results.runs, results.runs[0]!] };
  expect(() => checkAudit(twice)).toThrow(each);
  const other = { ...results, runs: [...results.runs, { ...results.runs[0]!, seed: 99 }] };
  expect(() => checkAudit(other)).toThrow(each);
});

test("names, arms and values may be as long, many and large as figures, files and squares take", () => {
  const [a, b, metric] = ["a", "b", "m"].map((letter) => letter.repeat(120));
  const longest = auditRuns(`arm,seed,${metric}\n${a},0,1e100\n${a},1,2\n${b},0,-1e100\n${b},1,3`, options);
  expect(checkAudit(JSON.parse(JSON.stringify(longest)))).toEqual(longest);
  const many = (arms: number): string =>
    `arm,seed,x\n${Array.from({ length: arms }, (_, i) => `arm ${i},0,${i}\narm ${i},1,${i + 1}`).join("\n")}`;
  const results = auditRuns(many(200), options);
  expect(results.judgements).toHaveLength(199);
  expect(() => auditRuns(many(201), options)).toThrow(
    "runs runs.csv: expected at most 200 arms, as pictures of more could not be read, got 201. Leave some out",
  );
});

describe("a table that is none is refused", () => {
  test.each([
    ["", "runs runs.csv: expected a header line with the columns arm, seed and a metric such as accuracy, got []"],
    ["arm,accuracy\na,1", "runs runs.csv: expected a header line with the columns arm, seed and a metric"],
    ["arm,seed\na,1", "runs runs.csv: expected a column with a metric, such as accuracy, besides arm and seed"],
    ["arm,seed,x,x\na,1,2,3", 'runs runs.csv: expected columns with names that differ, got "x"'],
    ["arm,seed,x\na,1,2\na,2,3", 'runs runs.csv: expected at least two arms and two seeds, got "1 and 2"'],
    ["arm,seed,x\na,1,2\nb,1,3", 'runs runs.csv: expected at least two arms and two seeds, got "2 and 1"'],
    [
      "arm,seed,x\na,1,2\na,1,3\nb,1,2\nb,2,2",
      'runs runs.csv: line 3: expected one run of arm "a" and seed 1, got "another in line 2"',
    ],
    ["arm,seed,x\na,1,2\na,2,3\nb,1,2", 'runs runs.csv: arm "b" has no run of seed 2, which other arms have'],
    ["arm,seed,x\na,one,2", 'runs runs.csv: line 2, seed: expected a whole number from 0, got "one"'],
    [
      "arm,seed,x\na,1,high",
      'runs runs.csv: line 2, x: expected a finite number, got "high"; if the column is no metric, ignore it',
    ],
    ["arm,seed,x\na,1,", "runs runs.csv: line 2, x: the cell is empty"],
    ["arm,seed,x\n,1,2", 'runs runs.csv: line 2, arm: expected a name of 1 to 120 characters, got ""'],
    [`arm,seed,x\n${"a".repeat(121)},1,2`, "runs runs.csv: line 2, arm: expected a name of 1 to 120 characters"],
    [
      ",arm,seed,x\n0,a,1,2",
      'runs runs.csv: column 1: expected a name of 1 to 120 characters, got "". Name it; if it is no metric, ignore it',
    ],
    [`arm,seed,${"x".repeat(121)}\na,1,2`, "runs runs.csv: column 3: expected a name of 1 to 120 characters"],
    [
      "arm,seed,x\na,1,2\na,2,-1.5e100",
      "runs runs.csv: line 3, x: expected a number of size up to 1e+100, got -1.5e+100. Change its unit; if the column is no metric, ignore it",
    ],
    ["arm,seed,x\na,1", "runs runs.csv: line 2: expected 3 cells, as the header has, got 2"],
  ])("%j", (text, message) => {
    expect(() => auditRuns(text, options)).toThrow(message);
  });

  test("and so are claims about what it lacks", () => {
    const claim = {
      name: "x",
      statement: "x.",
      kind: "beats",
      comparisons: [{ arm: "a", against: "z" }],
      smallestEffect: 0,
    };
    const about =
      (change: object): (() => unknown) =>
      () =>
        auditRuns(table, { ...options, claims: [{ ...claim, ...change }] as never });
    expect(about({})).toThrow('claim x: expected arms of runs.csv: a, b, c, got "z"');
    expect(about({ metric: "f1" })).toThrow('claim x: metric: expected a column of runs.csv: accuracy, time, got "f1"');
    expect(() => auditRuns(table, { ...options, ignore: ["note"] })).toThrow(
      "runs runs.csv: ignore: expected columns of the table",
    );
    for (const ignore of ["arm", "seed"]) {
      expect(() => auditRuns(table, { ...options, ignore: ["time", ignore] })).toThrow(
        `runs runs.csv: ignore: expected columns besides arm and seed, got "${ignore}". Runs are told apart and paired`,
      );
    }
  });
});

test("of a loss less is better: by its name, and where a claim says so", () => {
  const losses = lines.flat().map((line) => {
    const [arm, seed, accuracy] = line.split(",");
    return `${arm},${seed},${1 - Number(accuracy)}`;
  });
  const text = ["arm,seed,test loss", ...losses].join("\n");
  const { audit, judgements } = auditRuns(text, options);
  expect(audit.claims[0]).toMatchObject({ statement: "a has less test loss than b.", better: "lower" });
  const [finding] = judgements[0]!.findings;
  expect(judgements[0]!.verdict).toBe("supported");
  expect(finding!.effect).toBeCloseTo(0.052, 12);
  expect(finding!.ours).toBeLessThan(finding!.theirs!);
  const share = { ...audit.claims[0]!, name: "share", estimand: "share" as const, threshold: 0.1, smallestEffect: 0.1 };
  const shares = auditRuns(text, { ...options, claims: [share] }).judgements[0]!.findings[0]!;
  expect([shares.ours, shares.theirs]).toEqual([1, 0]);
  const wrong = { ...share, metric: "accuracy" };
  expect(() => auditRuns(table, { ...options, claims: [wrong] })).toThrow("better: expected none, for accuracy");
});
