import * as Plot from "@observablehq/plot";
import type { DrawOptions, Figure } from "./figure.ts";
import type { Drawing } from "./frame.ts";
import { plotted } from "./frame.ts";
import { rounded, tag } from "./markup.ts";
import { axisName } from "./panels.ts";
import { rowsOf } from "./rows.ts";
import { INK, SIZE } from "./style.ts";
import { label, textWidth } from "./text.ts";
import type { ExperimentView } from "./view.ts";
import { routed } from "./view.ts";

const ROW = 36;
const BAR = 20;
/** Dark for the busiest to light for the idlest: ranks, not experts, so no expert colours. */
const DARK = [0x3b, 0x4a, 0x5c] as const;
const LIGHT = [0xd5, 0xdb, 0xe2] as const;

/** How the routing weight is spread over the experts, from the busiest to the idlest, against an even spread. */
export const load: Figure = {
  title: () => "How much of the work each expert gets",
  caption: () =>
    "Share of the routing weight of the busiest expert (darkest, left) to the idlest (lightest, right), averaged over the runs. Ticks above and below each bar mark an even spread: the further the borders lie to their right, the more the router leaves to a few experts.",
  draw(view: ExperimentView, { document }: DrawOptions): Drawing | null {
    const arms = routed(view);
    if (arms.length === 0) return null;
    const layout = rowsOf(
      arms.map((one) => ({
        view: one,
        note: "",
        right: [percent(one.summary.load[0]!), percent(1 / one.summary.load.length)],
      })),
      ["busiest\nexpert", "even\nspread"],
      ROW,
    );
    const { area } = layout;
    const plot = plotted(document, area, {
      x: { domain: [0, 1], label: null },
      y: { domain: [0, 1], axis: null },
      marks: [
        Plot.gridX({ stroke: INK.grid, strokeOpacity: 1, ticks: 5 }),
        Plot.axisX({ ticks: 5, tickSize: 4, color: INK.soft, label: null, tickFormat: (v: number) => percent(v) }),
      ],
    });
    const bars = arms.map(({ summary }, i) => bar(summary.load, layout.middles[i]!, plot.x)).join("");
    const name = axisName(area.left + area.width / 2, layout.bottom + 34, "share of the routing weight", area.width);
    return {
      height: layout.bottom + 44,
      body: layout.body + plot.svg + bars + name,
      description: arms
        .map(({ arm, summary }) => `${arm.label}: ${summary.load.map((share) => percent(share)).join(", ")}`)
        .join("; "),
    };
  },
};

function bar(load: readonly number[], middle: number, x: (value: number) => number): string {
  const top = middle - BAR / 2;
  let start = 0;
  let body = "";
  load.forEach((share, rank) => {
    const from = x(start);
    const to = x(start + share);
    const mix = load.length === 1 ? 0 : rank / (load.length - 1);
    const fill = `rgb(${DARK.map((dark, i) => Math.round(dark + (LIGHT[i]! - dark) * mix)).join(",")})`;
    const box = { x: rounded(from), y: rounded(top), width: rounded(Math.max(0, to - from)), height: BAR };
    body += tag("rect", { ...box, fill, stroke: INK.paper, "stroke-width": 1 });
    const text = percent(share);
    if (textWidth(text, SIZE.note) + 8 < to - from) {
      const color = mix < 0.5 ? INK.paper : INK.text;
      body += label((from + to) / 2, middle + 4, text, { size: SIZE.note, color, anchor: "middle" });
    }
    start += share;
  });
  for (let rank = 1; rank < load.length; rank++) {
    const at = rounded(x(rank / load.length));
    for (const y of [top - 5, top + BAR]) {
      body += tag("line", {
        x1: at,
        x2: at,
        y1: rounded(y),
        y2: rounded(y + 5),
        stroke: INK.text,
        "stroke-width": 1.6,
      });
    }
  }
  return body;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
