export interface ImageShape {
  readonly height: number;
  readonly width: number;
}

/** Names of the pixels of an image, row by row from the top: `p` with the row and the column, in as many digits each. */
export function pixelNames(height: number, width: number): string[] {
  const digits = String(Math.max(height, width) - 1).length;
  const two = (value: number): string => String(value).padStart(digits, "0");
  return Array.from({ length: height * width }, (_, p) => `p${two(Math.floor(p / width))}${two(p % width)}`);
}

/** The shape of the image that features of these names make; null if they are no pixels. */
export function imageShape(featureNames: readonly string[]): ImageShape | null {
  const digits = /^p(\d+)$/.exec(featureNames.at(-1) ?? "")?.[1] ?? "";
  if (digits.length === 0 || digits.length % 2 === 1) return null;
  const half = digits.length / 2;
  const height = Number(digits.slice(0, half)) + 1;
  const width = Number(digits.slice(half)) + 1;
  if (height * width !== featureNames.length) return null;
  const names = pixelNames(height, width);
  return featureNames.every((name, p) => name === names[p]) ? { height, width } : null;
}
