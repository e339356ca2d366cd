/** What a fact is part of the answer to. */
export type FactTopic = 'activity' | 'link' | 'organisation' | 'kind' | 'role' | 'licence' | 'policy' | 'absence'

/** One thing that happened or holds, with who did it, when, and what decided. */
export interface Fact {
  readonly topic: FactTopic
  /** The role, licence, organisation or kind it is about, by name; null: the person. */
  readonly about: string | null
  /** The answer itself; what follows it, up to the next one, is why. */
  readonly conclusion: boolean
  /** A plain sentence. */
  readonly what: string
  readonly at: string | null
  /** Who or what did it, for people. */
  readonly actor: string | null
  readonly requestId: string | null
  /** Id of the policy's rule that decided; `prefix`: the role prefix. */
  readonly rule: string | null
  readonly policyVersion: number | null
}

/** When something happened, who did it, and by which request: as far as it is known. */
export interface Trace {
  readonly at: string | null
  readonly actor: string | null
  readonly requestId: string | null
}

export const NO_TRACE: Trace = { at: null, actor: null, requestId: null }

/** The rule or version of the policy that decided. */
export type Decided = Partial<Pick<Fact, 'rule' | 'policyVersion'>>

/** Makes the facts of one topic. */
export function factsAbout(topic: FactTopic, about: string | null = null) {
  const make =
    (conclusion: boolean) =>
    (what: string, trace: Trace = NO_TRACE, decided: Decided = {}): Fact => ({
      topic,
      about,
      conclusion,
      what,
      at: trace.at,
      actor: trace.actor,
      requestId: trace.requestId,
      rule: decided.rule ?? null,
      policyVersion: decided.policyVersion ?? null,
    })
  return { conclude: make(true), because: make(false) }
}

export const quote = (text: string): string => `"${text}"`

export const andList = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
