import * as Plot from "@observablehq/plot";
import { mean } from "../../../core/statistics/index.ts";
import { SUBJECT } from "../../audit/arms.ts";
import type { AuditResults, Section } from "../../audit/document.ts";
import { auditRunsOf } from "../../audit/runs-of.ts";
import type { Drawing } from "../frame.ts";
import { glyphs, type Shape } from "../glyph.ts";
import { legend } from "../legend.ts";
import { rounded, tag } from "../markup.ts";
import { lineItem } from "../noise/looks.ts";
import { type Panel, panels, stacked } from "../panels.ts";
import { paddedRange } from "../range.ts";
import { INK } from "../style.ts";
import { metricTick, wholeTick } from "../ticks.ts";
import { intervalOf } from "./interval.ts";
import { shortLabel } from "./sections.ts";

interface Kind {
  readonly name: string;
  /** Of an arm's name, its depth in the first group; the subject has its own depth. */
  readonly pattern: RegExp;
  readonly look: { readonly color: string; readonly shape: Shape; readonly dash: string };
}

const KINDS: readonly Kind[] = [
  { name: "intact", pattern: /^quantum-(\d+)-layers$/, look: { color: "#4b2e9e", shape: "circle", dash: "" } },
  {
    name: "without interference",
    pattern: /^dial-(\d+)-layers$/,
    look: { color: "#c75b00", shape: "triangle", dash: "7,3" },
  },
  {
    name: "depolarized, with as many errors",
    pattern: /^depolarized-(\d+)-layers$/,
    look: { color: INK.soft, shape: "square", dash: "2,2.5" },
  },
];

/** Sideways, so that the three kinds at one depth do not cover each other. */
const STEP = 0.07;

interface DepthPoint {
  readonly depth: number;
  /** Where it is drawn. */
  readonly x: number;
  readonly mean: number;
  readonly interval: readonly [number, number];
}

/** Whether there are arms without interference. */
export function hasDepths({ audit, study }: AuditResults): boolean {
  return study !== null && audit.sections.some(({ arms }) => arms.some(({ name }) => KINDS[1]!.pattern.test(name)));
}

/** Accuracy of the router intact, without interference and depolarized, by its depth. Null where there are no such arms. */
export function depthDrawing(results: AuditResults, document: Document): Drawing | null {
  if (!hasDepths(results)) return null;
  const { sections } = results.audit;
  const all = sections.map((section) => KINDS.map((_, k) => pointsOf(results, section, k)));
  const points = all.flat(2);
  const depths = [...new Set(points.map(({ depth }) => depth))].sort((a, b) => a - b);
  const list = sections.map(
    (section, s): Panel => ({
      heading: section.label,
      note: "",
      marks: [
        Plot.gridY({ stroke: INK.grid, strokeOpacity: 1, ticks: 4 }),
        ...KINDS.map(({ look }, k) =>
          Plot.line(all[s]![k]!, {
            x: "x",
            y: "mean",
            stroke: look.color,
            strokeWidth: 1.5,
            strokeDasharray: look.dash,
          }),
        ),
      ],
      overlay: (plot) =>
        KINDS.map(({ look }, k) =>
          all[s]![k]!.map(({ x: at, mean: centre, interval: [low, high] }) => {
            const x = plot.x(at);
            const bar = { x1: rounded(x), x2: rounded(x), y1: rounded(plot.y(low)), y2: rounded(plot.y(high)) };
            return (
              tag("line", { ...bar, stroke: look.color, "stroke-width": 1.8 }) +
              glyphs([[x, plot.y(centre)]], { ...look, radius: 4, rim: INK.paper })
            );
          }).join(""),
        ).join(""),
    }),
  );
  const whole = stacked(
    legend(KINDS.filter((_, k) => all.some((one) => one[k]!.length > 0)).map(({ name, look }) => lineItem(name, look))),
    panels(document, list, {
      x: {
        label: "layers",
        domain: [depths[0]! - 0.4, depths.at(-1)! + 0.4],
        tickFormat: wholeTick,
        ticks: depths,
      },
      y: {
        label: "mean accuracy on held-out rows",
        // Intervals of means may end above 1.
        domain: paddedRange(points.flatMap(({ interval }) => interval)),
        tickFormat: metricTick,
      },
      ...(list.length > 2 ? {} : { columns: 2 }),
      aspect: 0.8,
    }),
  );
  const told = sections.flatMap((section, s) =>
    KINDS.map(({ name }, k) => {
      const values = all[s]![k]!.map(({ depth, mean: centre }) => `${depth} layers ${centre.toFixed(3)}`);
      return `${shortLabel(section)}, ${name}: ${values.join(", ")}`;
    }),
  );
  return { ...whole, description: told.join("; ") };
}

function pointsOf({ audit, study, runs }: AuditResults, section: Section, k: number): DepthPoint[] {
  const { pattern } = KINDS[k]!;
  return section.arms
    .flatMap(({ name }): DepthPoint[] => {
      const depth = k === 0 && name === SUBJECT ? subjectLayers(study) : Number(pattern.exec(name)?.[1] ?? Number.NaN);
      const values = auditRunsOf(runs, section, name).flatMap((run) => run.values.accuracy ?? []);
      if (!Number.isFinite(depth) || values.length === 0) return [];
      return [{ depth, x: depth + (k - 1) * STEP, mean: mean(values), interval: intervalOf(values, audit.overlap) }];
    })
    .sort((a, b) => a.depth - b.depth);
}

/** Layers of the router under audit; not a number where it is no quantum router. */
function subjectLayers(study: AuditResults["study"]): number {
  const arm = study?.experiments.flatMap(({ arms }) => arms).find(({ name }) => name === SUBJECT);
  return arm?.model.router.kind === "quantum" ? arm.model.router.layers : Number.NaN;
}
