import { readFileSync } from "node:fs";
import { MoireError } from "../core/errors.ts";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder, not a file",
  EACCES: "no permission",
  ENOTDIR: "a part of that path is a file, not a folder",
};

/** Reads a text file (UTF-8). Errors name the file and say why it cannot be read. */
export function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new MoireError(`cannot read ${path}: ${REASONS[code ?? ""] ?? message}`);
  }
}
