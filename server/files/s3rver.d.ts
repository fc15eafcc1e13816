declare module '@20minutes/s3rver' {
  /** An S3-compatible server that checks signatures: what tests of it need. */
  export default class S3rver {
    static readonly defaultOptions: object;
    constructor(options: { address: string; port: number; directory: string; silent: boolean; configureBuckets: { name: string }[] });
    run(): Promise<{ port: number }>;
    close(): Promise<void>;
  }
}
