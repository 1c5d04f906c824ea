import { describe, expect, test } from "vitest";
import { newDocument } from "../../../node/render.ts";
import { expectPicture } from "../../../test/contracts/picture-contract.ts";
import { auditFixture, importedFixture } from "../../../test/fixtures/audit.ts";
import type { AuditResults } from "../../audit/document.ts";
import { judge } from "../../audit/judge.ts";
import { textWidth } from "../text.ts";
import { AUDIT_FIGURES, auditCaptions, auditFigures } from "./index.ts";

const drawn = (results: AuditResults): Readonly<Record<string, string>> =>
  Object.fromEntries(auditFigures(results, { document: newDocument() }));

const own = auditFixture();
const imported = importedFixture();

/** The same with this text in every label and title. */
function named(results: AuditResults, text: string): AuditResults {
  const { audit } = results;
  return {
    ...results,
    audit: {
      ...audit,
      title: `${text} title`,
      claims: audit.claims.map((claim) => ({ ...claim, statement: `${text} ${claim.statement}` })),
      sections: audit.sections.map((section) => ({
        ...section,
        label: `${text} ${section.label}`,
        arms: section.arms.map((arm) => ({ ...arm, label: `${text} ${arm.label}` })),
      })),
    },
  };
}

/** Only these sections, and a copy of the first for each other name. */
function sectioned(results: AuditResults, names: readonly string[]): AuditResults {
  const [first] = results.audit.sections;
  const audit = {
    ...results.audit,
    sections: names.map((name) => ({ ...first!, name, label: `inputs of section ${name}` })),
  };
  const own = results.runs.filter((run) => run.section === first!.name);
  const runs = names.flatMap((section) => own.map((run) => ({ ...run, section })));
  return { ...results, audit, runs, judgements: judge(audit, runs) };
}

const long = 'a name that goes on and on <b onclick=x>&" '.repeat(3);
const cases: Readonly<Record<string, () => AuditResults>> = {
  "the paper's claims": () => own,
  "levels by chance": () => auditFixture({ draw: 5, seeds: 3 }),
  "without curves": () => auditFixture({ plan: { generator: { name: "moons" }, curves: "off" }, seeds: 2 }),
  "one section": () => sectioned(own, ["a"]),
  "three sections": () => sectioned(own, ["a", "b", "c"]),
  "five sections": () => sectioned(own, ["a", "b", "c", "d", "e"]),
  "hostile names": () => named(own, "<script>alert(1)</script>"),
  "long names": () => named(own, long),
  "east asian names": () => named(own, "多層パーセプトロンの量子ルーター"),
  imported: () => imported,
  "two arms": () => importedFixture({ arms: ["a", "b"], seeds: 2 }),
  "sixty arms": () => importedFixture({ arms: Array.from({ length: 60 }, (_, i) => `arm number ${i}`), seeds: 5 }),
  "one table": () => importedFixture({ given: { overlap: { trainRows: 70, testRows: 30 } } }),
};

describe.each(Object.entries(cases))("%s", (_, make) => {
  const results = make();
  const all = drawn(results);

  test("every figure is well-formed, sized, named and free of broken numbers", () => {
    for (const [name, svg] of Object.entries(all)) {
      expectPicture(name, svg);
    }
  });

  test("each figure has its caption, and no other has", () => {
    const captions = auditCaptions(results);
    expect(Object.keys(captions)).toEqual(Object.keys(all));
    for (const { title, caption } of Object.values(captions)) {
      expect(title).not.toBe("");
      expect(caption).not.toMatch(/undefined|NaN| {2}/);
    }
  });

  test("texts stay inside every figure and apart from each other", () => {
    for (const [name, svg] of Object.entries(all)) {
      const boxes = boxesOf(svg);
      for (const { left, right, text } of boxes) {
        expect(left, `${name}: ${text}`).toBeGreaterThanOrEqual(0);
        expect(right, `${name}: ${text}`).toBeLessThanOrEqual(760);
      }
      const sorted = [...boxes].sort((a, b) => a.top - b.top);
      sorted.forEach((a, i) => {
        for (const b of sorted.slice(i + 1)) {
          if (b.top >= a.bottom) break;
          expect(a.right <= b.left || b.right <= a.left, `${name}: ${a.text} and ${b.text}`).toBe(true);
        }
      });
    }
  });

  test("every comparison in every section, and every claim as a whole, shows its verdict in a word", () => {
    const due = results.judgements.flatMap(({ verdict, findings }) =>
      findings.length === 1 ? [verdict] : [verdict, ...findings.map((one) => one.verdict)],
    );
    for (const verdict of ["supported", "refuted", "undecided"] as const) {
      const shown = all.verdicts!.split(`>${verdict}<`).length - 1;
      expect(shown, verdict).toBe(due.filter((one) => one === verdict).length + 1);
    }
  });
});

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly text: string;
}

/** Where texts lie, but for those of axes and those that are turned. */
function boxesOf(svg: string): Box[] {
  const document = newDocument();
  document.body.innerHTML = svg;
  const boxes: Box[] = [];
  const walk = (parent: Element, dx: number, dy: number): void => {
    for (const element of Array.from(parent.children)) {
      const transform = element.getAttribute("transform") ?? "";
      if (element.tagName.toLowerCase() === "svg" || transform.includes("rotate")) continue;
      const moved = /translate\(([-\d.]+),([-\d.]+)\)/.exec(transform);
      const [x, y] = moved === null ? [dx, dy] : [dx + Number(moved[1]), dy + Number(moved[2])];
      if (element.tagName.toLowerCase() === "text") boxes.push(boxOf(element, x, y));
      else walk(element, x, y);
    }
  };
  walk(document.body.firstElementChild!, 0, 0);
  return boxes;
}

function boxOf(element: Element, dx: number, dy: number): Box {
  const size = Number(element.getAttribute("font-size"));
  const text = element.textContent!;
  const width = textWidth(text, size, element.getAttribute("font-weight") === "bold");
  const anchor = element.getAttribute("text-anchor");
  const left =
    dx + Number(element.getAttribute("x")) - (anchor === "end" ? width : anchor === "middle" ? width / 2 : 0);
  const base = dy + Number(element.getAttribute("y"));
  return { left, right: left + width, top: base - size * 0.72, bottom: base + size * 0.1, text };
}

test("an audit of the product's own has every figure, one of runs made elsewhere those that need no training", () => {
  expect(Object.keys(drawn(own))).toEqual(AUDIT_FIGURES);
  expect(Object.keys(drawn(imported))).toEqual(["verdicts", "arms"]);
});

test("the picture of runs names every arm and the threshold", () => {
  const { arms } = drawn(own);
  expect(arms).toContain(">threshold .99<");
  for (const name of ["Quantum, 3 layers", "Linear", "Quantum without entanglement"])
    expect(arms).toContain(`>${name}<`);
});

test("the router under audit stands at its own depth among the others", () => {
  const { depth } = drawn(own);
  expect(/aria-label="([^"]*)"/.exec(depth!)![1]).toMatch(/intact: 1 layers .*2 layers .*3 layers .*4 layers/);
});

test("the picture of learning rates counts every run", () => {
  const { rates } = drawn(own);
  const told = /aria-label="([^"]*)"/.exec(rates!)![1]!;
  const counts = [...told.matchAll(/(\d+) of \.\d+/g)].reduce((sum, [, count]) => sum + Number(count), 0);
  const { sections, seeds } = own.audit;
  expect(counts).toBe(sections.reduce((sum, { arms }) => sum + arms.length * seeds, 0));
});
