/** What a task has thrown, in the server's process. */
export class TaskFailed extends Error {
  /** The error's own code, where it has one. */
  readonly code: string | undefined;

  constructor({ name, message, stack, code }: { name: string; message: string; stack: string | undefined; code: string | undefined }) {
    super(message);
    this.name = name;
    this.code = code;
    if (stack !== undefined) this.stack = stack;
  }
}

/** The process that did a task is no more: out of memory, ended by anything else, or with the server. */
export class WorkLost extends Error {
  readonly reason: 'memory' | 'ended' | 'stopping';

  constructor(reason: WorkLost['reason']) {
    super(
      reason === 'memory'
        ? 'The task needs more memory than there is for it.'
        : reason === 'ended'
          ? 'The process that did the task has ended.'
          : 'The server is stopping.',
    );
    this.name = 'WorkLost';
    this.reason = reason;
  }
}
