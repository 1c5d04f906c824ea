import * as Plot from "@observablehq/plot";
import type { DrawOptions, Figure } from "./figure.ts";
import { formatLoss } from "./format.ts";
import type { Drawing } from "./frame.ts";
import { legend } from "./legend.ts";
import { tag } from "./markup.ts";
import { panels, stacked } from "./panels.ts";
import { plural } from "./runs.ts";
import { armLook, INK } from "./style.ts";
import { metricTick, wholeTick } from "./ticks.ts";
import type { ArmView, ExperimentView } from "./view.ts";

/** Training loss by epoch, a panel for each arm. */
export const losses: Figure = {
  title: () => "How the training loss falls",
  caption: ({ reference, arms }) =>
    `Line: median over the runs of the mean training loss of each epoch. Band: from the 10th to the 90th percentile of the runs.${
      arms.length > 1 ? ` The dashed line repeats the median of ${reference.arm.label} in each panel.` : ""
    }`,
  draw({ arms, reference }: ExperimentView, { document }: DrawOptions): Drawing {
    const top = Math.max(...arms.flatMap(({ summary }) => summary.lossBand.map(({ high }) => high)));
    const bottom = Math.min(0, ...arms.flatMap(({ summary }) => summary.lossBand.map(({ low }) => low)));
    const last = ({ summary }: ArmView): number => summary.lossBand.at(-1)!.median;
    const epochs = Math.max(...arms.map(({ summary }) => summary.lossBand.length));
    const list = arms.map((one) => ({
      heading: one.arm.label,
      note: `last epoch: ${formatLoss(last(one))}`,
      marks: lines(one, one === reference ? null : reference),
      overlay: () => "",
    }));
    const names = legend([
      { name: "median of the runs", look: (x, y) => stroke(x, y, {}) },
      {
        name: "10 to 90 % of the runs",
        look: (x, y) => tag("rect", { x: x - 7, y: y - 5, width: 14, height: 10, fill: INK.soft, "fill-opacity": 0.3 }),
      },
      ...(arms.length > 1
        ? [
            {
              name: `median of ${reference.arm.label}`,
              look: (x: number, y: number) => stroke(x, y, { "stroke-dasharray": "3,2" }),
            },
          ]
        : []),
    ]);
    const multiples = panels(document, list, {
      x: { label: "epoch", domain: [1, Math.max(2, epochs)], tickFormat: wholeTick },
      y: { label: "training loss", domain: [bottom, top > bottom ? top * 1.05 : bottom + 1], tickFormat: metricTick },
    });
    return {
      ...stacked(names, multiples),
      description: `Median training loss in the last of ${plural(epochs, "epoch")}: ${arms
        .map((one) => `${one.arm.label} ${formatLoss(last(one))}`)
        .join(", ")}.`,
    };
  },
};

function lines({ arm, summary }: ArmView, reference: ArmView | null): Plot.Markish[] {
  const { color } = armLook(arm);
  const rows = summary.lossBand.map((band, epoch) => ({ epoch: epoch + 1, ...band }));
  const compared = reference?.summary.lossBand.map(({ median }, epoch) => ({ epoch: epoch + 1, median })) ?? [];
  return [
    Plot.gridY({ stroke: INK.grid, strokeOpacity: 1, ticks: 4 }),
    Plot.areaY(rows, { x: "epoch", y1: "low", y2: "high", fill: color, fillOpacity: 0.25 }),
    Plot.lineY(compared, { x: "epoch", y: "median", stroke: INK.text, strokeDasharray: "3,2", strokeWidth: 1.1 }),
    Plot.lineY(rows, { x: "epoch", y: "median", stroke: color, strokeWidth: 2 }),
    // A single epoch has no line.
    rows.length === 1 ? Plot.dot(rows, { x: "epoch", y: "median", fill: color, r: 3 }) : null,
  ];
}

function stroke(x: number, y: number, attributes: Readonly<Record<string, string>>): string {
  return tag("line", { x1: x - 7, x2: x + 7, y1: y, y2: y, stroke: INK.text, "stroke-width": 2, ...attributes });
}
