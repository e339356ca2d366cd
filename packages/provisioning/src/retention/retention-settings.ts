/** How long things are kept, in milliseconds; undefined: for ever. */
export interface RetentionSettings {
  readonly requests: number
  /** A superseded version of a user or group, from the moment it was superseded. The current one always stays. */
  readonly history: number | undefined
  /** Of the outbox. */
  readonly events: number | undefined
}
