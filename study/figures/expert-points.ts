import type { Plotted } from "./frame.ts";
import type { Point } from "./glyph.ts";
import { glyphs } from "./glyph.ts";
import type { Look } from "./style.ts";

interface RoutedPoint {
  readonly at: readonly [number, number];
  readonly weights: readonly number[];
}

/** Points with the mark of the expert that has the largest weight; faint where it leads by less than a half. */
export function expertPoints(
  points: readonly RoutedPoint[],
  experts: number,
  lookOf: (expert: number) => Look,
  radius: number,
  { x, y }: Plotted,
): string {
  let marks = "";
  for (let expert = 0; expert < experts; expert++) {
    const own = points.filter(({ weights }) => weights.indexOf(Math.max(...weights)) === expert);
    const lead = ({ weights }: RoutedPoint): number =>
      weights[expert]! - Math.max(0, ...weights.filter((_, other) => other !== expert));
    const place = (some: readonly RoutedPoint[]): Point[] => some.map(({ at }) => [x(at[0]), y(at[1])]);
    const look = { ...lookOf(expert), radius };
    marks += glyphs(place(own.filter((point) => lead(point) >= 0.5)), look);
    marks += glyphs(place(own.filter((point) => lead(point) < 0.5)), { ...look, opacity: 0.4 });
  }
  return marks;
}
