export { measure, measureBack } from "./measure";
export { mapBack, phaseDots, phaseLanes, phaseMap, phaseMapBack } from "./phases";
export { contract, copy, extend, wireY, wireYBack, wireZ, wireZBack, wireZero } from "./product";
export { dotLanes, dots1, dots2, dots3, rotate1, rotate2, rotate3, rotateLanes } from "./rotations";
