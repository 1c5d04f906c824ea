import type { PointView } from "../../ablation/view.ts";
import type { Plotted } from "../frame.ts";
import type { Point } from "../glyph.ts";
import { glyphs } from "../glyph.ts";
import type { LegendItem } from "../legend.ts";
import type { LineLook } from "../noise/looks.ts";
import { INK } from "../style.ts";

/** The lines of a dial: colour and shape tell the channel, dashes when it was put in. */
const DIAL: Readonly<Record<string, LineLook>> = {
  "trained with dephasing": { color: "#4b2e9e", shape: "circle", dash: "" },
  "trained with depolarizing": { color: "#c2700a", shape: "square", dash: "" },
  "afterwards: dephasing": { color: "#4b2e9e", shape: "triangle", dash: "5,3" },
  "afterwards: depolarizing": { color: "#c2700a", shape: "diamond", dash: "5,3" },
};

/** How a line is drawn. */
export function lookOf(label: string): LineLook {
  return DIAL[label] ?? { color: "#4b2e9e", shape: "circle", dash: "" };
}

/** The marks of a line: filled where a point is distinguished from what it is compared with, and where it is that. */
export function pointGlyphs(points: readonly PointView[], { color, shape }: LineLook, plot: Plotted): string {
  const drawn = (some: readonly PointView[], hollow: boolean): string => {
    const at = some.map(({ value, mean }): Point => [plot.x(Number(value)), plot.y(mean)]);
    return glyphs(at, { color, shape, radius: 3.6, ...(hollow ? { hollow } : { rim: INK.paper }) });
  };
  const open = (one: PointView): boolean => !one.isReference && one.effect?.doubt !== null;
  return (
    drawn(points.filter(open), true) +
    drawn(
      points.filter((one) => !open(one)),
      false,
    )
  );
}

/** What filled and hollow marks say. */
export function decidedItems(reference: string): LegendItem[] {
  return [
    { name: `${reference}, or distinguished from it`, look: { color: INK.text, shape: "circle" } },
    { name: "not distinguished by these runs", look: { color: INK.text, shape: "circle", hollow: true } },
  ];
}
