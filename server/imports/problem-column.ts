/** The last column of the rows that come back to be mended: why each could not be imported. It holds nothing to import. */
export const problemColumn = 'Problem';

/** A table's own headers, whether it is the file of before or its rows to mend. */
export const withoutProblem = (headers: readonly string[]): readonly string[] =>
  headers.at(-1) === problemColumn ? headers.slice(0, -1) : headers;
