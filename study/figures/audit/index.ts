import type { AuditResults } from "../../audit/document.ts";
import { ruleText } from "../../audit/words.ts";
import { type Drawing, frame } from "../frame.ts";
import { armsDrawing } from "./arms.ts";
import { curvesDrawing } from "./curves.ts";
import { depthDrawing } from "./depth.ts";
import { verdictsDrawing } from "./verdicts.ts";

interface AuditFigure {
  readonly title: string;
  /** Tells a reader how to read the picture. Plain text. */
  caption(results: AuditResults): string;
  /** Null if there is nothing to draw. */
  draw(results: AuditResults, document: Document): Drawing | null;
}

/** All pictures of an audit, in the order in which its report shows them. */
const auditFigureKinds = {
  verdicts: {
    title: "Every comparison of every claim",
    caption: ({ audit }) =>
      `Marks are effects, bars their simultaneous intervals, upright ticks what each claim asks for. ${ruleText(audit)}`,
    draw: verdictsDrawing,
  },
  depth: {
    title: "With and without interference, by depth",
    caption: () =>
      "Means over all runs with their 95 % intervals (Student's t, each for itself: not adjusted). All three were trained as they are tested. Without interference means full dephasing after the embedding and between layers; the grey control has depolarizing noise with as many errors.",
    draw: depthDrawing,
  },
  arms: {
    title: "Every run of every arm",
    caption: () =>
      "Each small mark is one run with all training rows, the large one their mean. Arms are sorted by their mean in the first column. Each run chose its learning rate by rows of its own.",
    draw: armsDrawing,
  },
  curves: {
    title: "Learning curves",
    caption: () =>
      "Mean accuracy over all runs against the number of training rows, which doubles from tick to tick. No intervals are drawn here; the verdicts are those of the first figure.",
    draw: curvesDrawing,
  },
} satisfies Record<string, AuditFigure>;

export type AuditFigureKind = keyof typeof auditFigureKinds;
export const AUDIT_FIGURES = Object.keys(auditFigureKinds) as readonly AuditFigureKind[];

export function auditCaption(
  kind: AuditFigureKind,
  results: AuditResults,
): { readonly title: string; readonly caption: string } {
  const figure: AuditFigure = auditFigureKinds[kind];
  return { title: figure.title, caption: figure.caption(results) };
}

/** Every picture of an audit by name, as a complete SVG document, each drawn when it is asked for. */
export function* auditFigures(
  results: AuditResults,
  { document }: { readonly document: Document },
): Generator<[name: AuditFigureKind, svg: string], void> {
  for (const kind of AUDIT_FIGURES) {
    const figure: AuditFigure = auditFigureKinds[kind];
    const drawing = figure.draw(results, document);
    if (drawing !== null) yield [kind, frame(figure.title, results.audit.title, drawing)];
  }
}
