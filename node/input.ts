import { readFileSync } from "node:fs";
import { MoireError } from "../core/errors.ts";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder, not a file",
  EACCES: "no permission",
  ENOTDIR: "a part of that path is a file, not a folder",
};

/** Reads a text file (UTF-8, with or without a byte order mark). Errors name the file and say why it cannot be read. */
export function readText(path: string): string {
  const bytes = bytesOf(path);
  try {
    // Takes the byte order mark off.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new MoireError(`cannot read ${path}: its text is not valid UTF-8. Save it as UTF-8`);
  }
}

/** Reads a file of JSON. Errors as `readText`; text that is no JSON. */
export function readJson(path: string): unknown {
  const text = readText(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new MoireError(`cannot read ${path}: its text is no JSON (${(error as Error).message})`);
  }
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new MoireError(`cannot read ${path}: ${REASONS[code ?? ""] ?? message}`);
  }
}
