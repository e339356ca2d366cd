/** Whose rows: the limit server serves the one directory of its credential. */
export interface Space {
  readonly tenantId: string
  readonly directoryId: string
  readonly credentialId: string
  readonly credentialName: string
}

/** A refusal that the workloads can meet. */
export class Refused extends Error {
  readonly status: number
  constructor(status: number, detail: string) {
    super(detail)
    this.status = status
  }
}
