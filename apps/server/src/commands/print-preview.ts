import type { PolicyPreview, PreviewChange, PreviewItem } from '@rollcall/provisioning'

/** A preview for people: what changes, a line each, with the first names. */
export function previewText(preview: PolicyPreview): string {
  const { version, people, changed, complete, settled } = preview
  const lines = [
    `Nothing was written. The present policy is ${version === 0 ? 'none' : `version ${version}`}.`,
    `${changed} of ${people} ${people === 1 ? 'person' : 'people'} would change.`,
  ]
  if (!complete) lines.push('The tenant has more people than are looked at: all counts are of the first ones.')
  if (!settled) lines.push('An earlier change is still being carried out: what that changes is counted here too.')
  const section = (title: string, rows: readonly string[]) => {
    if (rows.length > 0) lines.push('', title, ...rows.map((row) => `  ${row}`))
  }
  section('Roles', itemRows(preview.roles))
  section('Licences', preview.licences.flatMap(licenceRows))
  section('Organisations', itemRows(preview.organisations))
  section('Kinds', itemRows(preview.kinds.map((kind) => ({ ...kind, name: kind.key }))))
  section('Active', itemRows([{ key: '', name: 'active', ...preview.active }]))
  section(
    'Groups',
    preview.groups.map(
      ({ groupId, groupName, directory, role, change }) =>
        `${groupName ?? groupId} (${directory}): would ${change === 'grants' ? 'grant' : 'no longer grant'} ${role}`,
    ),
  )
  section('Contracts', preview.contracts.flatMap(contractRows))
  section(
    'Settings',
    preview.settings.map(({ path, before, after }) => `${path}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`),
  )
  return `${lines.join('\n')}\n`
}

const itemRows = (items: readonly (PreviewItem & { readonly name: string })[]): string[] =>
  items.flatMap(({ name, gaining, losing }) => [...changeRow(`+ ${name}`, gaining), ...changeRow(`- ${name}`, losing)])

const NAMES = 5

function changeRow(what: string, { people, sample }: PreviewChange): string[] {
  if (people === 0) return []
  const names = sample.slice(0, NAMES).map((person) => person.name ?? person.personId)
  const more = people > names.length ? `, and ${people - names.length} more` : ''
  return [`${what}: ${people} (${names.join(', ')}${more})`]
}

function licenceRows(licence: PolicyPreview['licences'][number]): string[] {
  const { key, name, seats, removed, needed, usedNow, usedThen, waitingNow, waitingThen, gaining, losing, joining } =
    licence
  const has = removed ? 'the licence is gone' : `${seats ?? 'unlimited'} seats, ${needed} needed`
  return [
    `${key} (${name}): ${has}; in use ${usedNow} -> ${usedThen}, waiting ${waitingNow} -> ${waitingThen}`,
    ...changeRow('  + seat', gaining),
    ...changeRow('  - seat', losing),
    ...changeRow('  would wait', joining),
  ]
}

function contractRows({ directory, users, violators, byPath, sample }: PolicyPreview['contracts'][number]): string[] {
  const paths = byPath.map(({ path, users: count }) => `${path} ${count}`)
  return [
    `${directory}: ${violators} of ${users} users break it${paths.length === 0 ? '' : ` (${paths.join(', ')})`}`,
    ...sample
      .slice(0, NAMES)
      .map(({ userId, breaches }) => `  ${userId}: ${breaches.map((breach) => breach.detail).join(' ')}`),
  ]
}
