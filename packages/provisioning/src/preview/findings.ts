import type { Judgement } from '../effects/judge.ts'
import type { PersonFacts } from '../policy/person-facts.ts'
import { Differences, type PreviewPerson } from './difference.ts'

/** What a preview has found about people so far; seats are decided apart. */
export class Findings {
  readonly roles = new Differences()
  readonly organisations = new Differences()
  readonly kinds = new Differences()
  readonly active = new Differences()
  readonly #changed = new Set<string>()
  readonly #wanted = new Map<string, number>()
  readonly #people = new Map<string, PreviewPerson>()

  /** Compares what policy would say of a person with what stands now. */
  add(judgement: Judgement): void {
    const { before, facts } = judgement
    const person = toPerson(facts)
    const old = before === undefined ? [] : (JSON.parse(before.roles) as string[])
    const gained = judgement.roles.filter((role) => !old.includes(role))
    const lost = old.filter((role) => !judgement.roles.includes(role))
    for (const role of gained) this.roles.note(role, 'gaining', person)
    for (const role of lost) this.roles.note(role, 'losing', person)
    this.organisations.noteMove(before?.organisation_id ?? null, judgement.organisationId, person)
    this.kinds.noteMove(before?.kind ?? null, judgement.kind, person)
    // Who was never judged was active or not without anybody asking.
    const isActive = before === undefined ? judgement.active : before.active === 1
    if (isActive !== judgement.active) this.active.note('', judgement.active ? 'gaining' : 'losing', person)
    if (
      gained.length + lost.length > 0 ||
      (before?.organisation_id ?? null) !== judgement.organisationId ||
      (before?.kind ?? null) !== judgement.kind ||
      isActive !== judgement.active
    ) {
      this.#changed.add(facts.personId)
    }
    const { licence } = judgement
    if (licence !== null) this.#wanted.set(licence, (this.#wanted.get(licence) ?? 0) + 1)
    if (licence !== (before?.licence ?? null) || before?.wanted_licence != null)
      this.#people.set(facts.personId, person)
  }

  /** How many should have a seat of the licence. */
  wanted = (licence: string): number => this.#wanted.get(licence) ?? 0

  /** Whose seat may have changed. */
  personOf = (personId: string): PreviewPerson => this.#people.get(personId) ?? { personId, userId: null, name: null }

  noteChanged(personId: string): void {
    this.#changed.add(personId)
  }

  get changed(): number {
    return this.#changed.size
  }
}

function toPerson({ personId, resources }: PersonFacts): PreviewPerson {
  const [first] = resources
  if (first === undefined) return { personId, userId: null, name: null }
  const name = first.document[first.type.definition.nameAttribute]
  return { personId, userId: first.row.id, name: typeof name === 'string' ? name : null }
}
