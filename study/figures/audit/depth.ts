import * as Plot from "@observablehq/plot";
import { mean, simultaneousIntervals } from "../../../core/statistics/index.ts";
import type { AuditResults, Section } from "../../audit/document.ts";
import { auditRunsOf } from "../../audit/runs-of.ts";
import type { Drawing } from "../frame.ts";
import { glyphs } from "../glyph.ts";
import { legend } from "../legend.ts";
import { rounded, tag } from "../markup.ts";
import { type Panel, panels, stacked } from "../panels.ts";
import { metricRange } from "../range.ts";
import { INK } from "../style.ts";
import { metricTick, wholeTick } from "../ticks.ts";
import { shortLabel } from "./verdicts.ts";

const KINDS = [
  { name: "intact", pattern: /^(?:quantum$|quantum-(\d+)-layers$)/, look: { color: "#4b2e9e", shape: "circle" } },
  {
    name: "trained without interference (dial at 1)",
    pattern: /^dial-(\d+)-layers$/,
    look: { color: "#c75b00", shape: "triangle" },
  },
  {
    name: "trained depolarized, as many errors",
    pattern: /^depolarized-(\d+)-layers$/,
    look: { color: "#848b92", shape: "square" },
  },
] as const;

interface Point {
  readonly depth: number;
  readonly values: readonly number[];
}

/** Accuracy of the router intact, without interference and depolarized, by its depth. Null where there are no such arms. */
export function depthDrawing(results: AuditResults, document: Document): Drawing | null {
  const { sections } = results.audit;
  const pointsOf = (section: Section, pattern: RegExp): Point[] =>
    section.arms
      .flatMap(({ name, label }): Point[] => {
        const found = pattern.exec(name);
        if (found === null) return [];
        const depth = Number(found[1] ?? /(\d+) layer/.exec(label)?.[1]);
        return [{ depth, values: auditRunsOf(results.runs, section, name).map(({ values }) => values.accuracy!) }];
      })
      .sort((a, b) => a.depth - b.depth);
  if (pointsOf(sections[0]!, KINDS[1].pattern).length === 0) return null;
  const rangeOf = (values: readonly number[]): readonly [number, number] =>
    simultaneousIntervals([{ values, kind: "mean" }], { level: 0.95, overlap: results.audit.overlap })[0]!;
  const all = sections.map((section) => KINDS.map(({ pattern }) => pointsOf(section, pattern)));
  const depths = all.flat(2).map(({ depth }) => depth);
  const ends = all.flat(2).flatMap(({ values }) => rangeOf(values));
  const list = sections.map(
    (section, s): Panel => ({
      heading: shortLabel(section),
      note: "",
      marks: [
        Plot.gridY({ stroke: INK.grid, strokeOpacity: 1, ticks: 4 }),
        ...KINDS.map(({ look }, k) =>
          Plot.line(
            all[s]![k]!.map(({ depth, values }) => ({ depth, mean: mean(values) })),
            { x: "depth", y: "mean", stroke: look.color, strokeWidth: 1.5 },
          ),
        ),
      ],
      overlay: (plot) =>
        KINDS.map(({ look }, k) =>
          all[s]![k]!.map(({ depth, values }) => {
            const x = plot.x(depth) + (k - 1) * 5;
            const [low, high] = rangeOf(values);
            const bar = { x1: rounded(x), x2: rounded(x), y1: rounded(plot.y(low)), y2: rounded(plot.y(high)) };
            return (
              tag("line", { ...bar, stroke: look.color, "stroke-width": 1.6 }) +
              glyphs([[x, plot.y(mean(values))]], { ...look, radius: 4 })
            );
          }).join(""),
        ).join(""),
    }),
  );
  const whole = stacked(
    legend(KINDS.map(({ name, look }) => ({ name, look }))),
    panels(document, list, {
      x: {
        label: "layers",
        domain: [Math.min(...depths) - 0.4, Math.max(...depths) + 0.4],
        tickFormat: wholeTick,
        ticks: [...new Set(depths)],
      },
      y: { label: "mean accuracy on held-out rows", domain: metricRange(ends, true), tickFormat: metricTick },
      aspect: 0.7,
    }),
  );
  return {
    ...whole,
    description: sections
      .flatMap((section, s) =>
        KINDS.map(
          ({ name }, k) =>
            `${shortLabel(section)}, ${name}: ${all[s]![k]!.map(({ depth, values }) => `${depth} layers ${mean(values).toFixed(3)}`).join(", ")}`,
        ),
      )
      .join("; "),
  };
}
