export { backward, forward } from "./run";
export { sincos } from "./sincos";
