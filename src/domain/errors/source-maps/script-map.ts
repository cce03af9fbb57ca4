/** Where a piece of a built script comes from. Lines and columns begin with 1. */
export interface Original {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What it was called there, where the map knows. */
  readonly name: string | null;
  /** The map marks the file as one to skip: a library, a framework. */
  readonly ignored: boolean;
  /** Column of the built script at which this piece begins: where the map is coarse, left of what was asked for. */
  readonly from: number;
}

/** A built script with its source map. */
export interface ScriptMap {
  readonly text: string;
  /** `null`: the map knows nothing of this place. */
  originalOf(line: number, column: number): Original | null;
  /** Lines of a source as the map carries them; `null`: it does not. */
  linesOf(file: string): readonly string[] | null;
}
