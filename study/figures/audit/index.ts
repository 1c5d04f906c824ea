import type { AuditResults } from "../../audit/document.ts";
import { metricNoun, ruleText } from "../../audit/words.ts";
import { formatPlain } from "../format.ts";
import { type Drawing, frame } from "../frame.ts";
import { armsDrawing, mainMetric, thresholdsOf } from "./arms.ts";
import { curvesDrawing, hasCurves } from "./curves.ts";
import { depthDrawing, hasDepths } from "./depth.ts";
import { ratesDrawing, ratesOf } from "./rates.ts";
import { verdictsDrawing } from "./verdicts.ts";

interface AuditFigure {
  title(results: AuditResults): string;
  /** Tells a reader how to read the picture. Plain text. */
  caption(results: AuditResults): string;
  /** Whether these results have what the picture shows. */
  applies(results: AuditResults): boolean;
  /** Null if there is nothing to draw. */
  draw(results: AuditResults, document: Document): Drawing | null;
}

/** Said of every interval but the verdicts'. */
const ALONE =
  "95 % intervals hold each for itself: they are not adjusted for their number, and no verdict follows from them.";

/** All pictures of an audit, in the order in which its report shows them. */
const auditFigureKinds = {
  verdicts: {
    title: () => "Every comparison of every claim",
    caption: ({ audit }) =>
      `Marks are effects, bars their simultaneous intervals, drawn no farther than differences of shares can lie. The upright line is what the claim asks for, and the shaded side supports it. ${
        audit.claims.some(({ comparisons }) => comparisons.length > 1)
          ? "Where a claim has several comparisons, the line below them gives the verdict on the claim as a whole. "
          : ""
      }${ruleText(audit)}`,
    applies: () => true,
    draw: verdictsDrawing,
  },
  depth: {
    title: () => "With and without interference, by depth",
    caption: () =>
      `Means over all runs, trained as they are tested. Without interference means full dephasing, which takes away all coherences; depolarized means noise with the same probability of an error. ${ALONE}`,
    applies: hasDepths,
    draw: depthDrawing,
  },
  arms: {
    title: (results) => `Every run of every arm: ${metricNoun(mainMetric(results))}`,
    caption: (results) => {
      const thresholds = thresholdsOf(results, mainMetric(results));
      return `Each small mark is one run${
        results.audit.sections.some(({ sizes }) => sizes.length > 1) ? " with all training rows" : ""
      }; below them the large mark is the mean and the bar its interval. Arms are sorted by their mean over all runs.${
        thresholds.length === 0
          ? ""
          : ` Claims on shares count runs on or to the right of the dashed line (${thresholds.map(formatPlain).join(", ")}).`
      } ${ALONE}`;
    },
    applies: () => true,
    draw: armsDrawing,
  },
  curves: {
    title: () => "Learning curves",
    caption: () =>
      `Mean accuracy over all runs against the number of training rows, on a logarithmic axis; bars are intervals. Arms that claims name most come first. Claims are judged on the most rows alone. ${ALONE}`,
    applies: hasCurves,
    draw: curvesDrawing,
  },
  rates: {
    title: () => "Learning rates that runs chose",
    caption: (results) => {
      const rates = ratesOf(results);
      return `How many runs of each arm, with all training rows, chose each of the rates that every arm was offered (${rates
        .map(formatPlain)
        .join(
          ", ",
        )}). Where most runs chose the lowest or the highest, a rate beyond what was offered might have given another accuracy.`;
    },
    applies: (results) => ratesOf(results).length > 0,
    draw: ratesDrawing,
  },
} satisfies Record<string, AuditFigure>;

export type AuditFigureKind = keyof typeof auditFigureKinds;
export const AUDIT_FIGURES = Object.keys(auditFigureKinds) as readonly AuditFigureKind[];

interface AuditCaption {
  readonly title: string;
  readonly caption: string;
}

export function auditCaption(kind: AuditFigureKind, results: AuditResults): AuditCaption {
  const figure: AuditFigure = auditFigureKinds[kind];
  return { title: figure.title(results), caption: figure.caption(results) };
}

/** Title and caption of every picture that these results have, by name. */
export function auditCaptions(results: AuditResults): Partial<Record<AuditFigureKind, AuditCaption>> {
  const kinds = AUDIT_FIGURES.filter((kind) => auditFigureKinds[kind].applies(results));
  return Object.fromEntries(kinds.map((kind) => [kind, auditCaption(kind, results)]));
}

/** Every picture of an audit by name, as a complete SVG document, each drawn when it is asked for. */
export function* auditFigures(
  results: AuditResults,
  { document }: { readonly document: Document },
): Generator<[name: AuditFigureKind, svg: string], void> {
  for (const kind of AUDIT_FIGURES) {
    const figure: AuditFigure = auditFigureKinds[kind];
    const drawing = figure.draw(results, document);
    if (drawing !== null) yield [kind, frame(figure.title(results), results.audit.title, drawing)];
  }
}
