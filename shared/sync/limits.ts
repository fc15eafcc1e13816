/** Changed when a message changes so that older clients would misread it. Sent as `Inlay-Sync: 1`. */
export const protocolVersion = 1;
export const protocolHeader = 'Inlay-Sync';

export const limits = {
  /** Rows in a block of a bootstrap. */
  blockRows: 500,
  /** Rows in the first block of deals, which paints the first screen. */
  firstBlockRows: 120,
  /** Changes in a page of a pull, exceeded only to end on a commit. */
  pageRows: 1000,
  /** Mutations in one push. */
  pushMutations: 500,
  /** Bytes of a request. */
  requestBytes: 1_048_576,
  /** Lanes named in one pull. */
  lanes: 200,
  /** Days for which the server remembers what left someone's sight. An older cursor is reset. */
  exitDays: 30,
} as const;
