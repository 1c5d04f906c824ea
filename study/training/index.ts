export { trainingView } from "./of.ts";
export { trainingFigures, trainingPage } from "./page.ts";
export type { TrainingView } from "./view.ts";
