import {
  type Authorization,
  type SimulateOktaOptions,
  type SimulationReport,
  simulateEntra,
  simulateOkta,
  simulateOthers,
} from '@rollcall/idp-simulator'
import { createBasicCredential } from '@rollcall/provisioning'
import { expect, test } from 'vitest'
import { memberIds, onEachDatabase, total } from './support.ts'

const USERS = 30
const GROUPS = 4

/** Every step that failed, with what it says. */
const complaints = (report: SimulationReport) =>
  report.steps.filter((step) => step.verdict === 'failed').map(({ id, failures }) => ({ id, failures }))

for (const [preset, app] of [
  ['okta-catalogue', 'catalogue'],
  ['okta-wizard', 'wizard'],
] as const) {
  onEachDatabase(
    `Okta’s whole day, ${app} app`,
    (shared) => {
      const simulate = (authorization: Authorization, more: Partial<SimulateOktaOptions> = {}) =>
        simulateOkta({
          baseUrl: shared.server.url,
          authorization,
          app,
          users: USERS,
          groups: GROUPS,
          maxRetryWaitMs: 0,
          ...more,
        })

      test('passes every step, and a second run finds everybody and changes nothing', async () => {
        const bearer: Authorization = { kind: 'bearer', token: shared.server.token }
        const first = await simulate(bearer)
        expect(complaints(first)).toEqual([])
        expect(first).toMatchObject({ ok: true, failed: 0, created: { users: USERS, groups: GROUPS } })
        const users = await total(shared.client)
        const groups = await total(shared.client, '/Groups')
        const second = await simulate(bearer)
        expect(complaints(second)).toEqual([])
        expect(second).toMatchObject({
          ok: true,
          versionsChanged: 0,
          created: { users: 0, groups: 0 },
          linked: { users: USERS, groups: GROUPS },
        })
        expect(await total(shared.client)).toBe(users)
        expect(await total(shared.client, '/Groups')).toBe(groups)
        const list = (await shared.client.get('/Groups?excludedAttributes=members')).json.Resources
        for (const group of list) expect((await memberIds(shared.client, group)).length).toBeGreaterThanOrEqual(0)
      }, 60_000)

      test.each([
        [
          'the header as typed, with the scheme',
          (token: string): Authorization => ({ kind: 'header', value: `Bearer ${token}` }),
        ],
        ['the header as typed, without it', (token: string): Authorization => ({ kind: 'header', value: token })],
      ])(
        'works by %s',
        async (_what, toAuthorization) => {
          const report = await simulate(toAuthorization(shared.server.token), {
            users: 3,
            groups: 1,
            runLabel: 'header',
          })
          expect(complaints(report)).toEqual([])
          expect(report.ok).toBe(true)
        },
        60_000,
      )

      test('works by user name and password', async () => {
        const { tenant_id: tenantId, id: directoryId } = shared.server.directory
        const { username, password } = await createBasicCredential(shared.server.ctx, { tenantId, directoryId })
        const report = await simulate({ kind: 'basic', username, password }, { users: 3, groups: 1, runLabel: 'basic' })
        expect(complaints(report)).toEqual([])
        expect(report.ok).toBe(true)
      }, 60_000)
    },
    { preset },
  )
}

onEachDatabase(
  'Microsoft Entra ID’s whole day',
  (shared) => {
    test.each([
      ['without the flag', false],
      ['with ?aadOptscim062020', true],
    ])(
      '%s',
      async (_what, flag) => {
        const report = await simulateEntra({
          baseUrl: shared.server.url,
          authorization: { kind: 'bearer', token: shared.server.token },
          users: 10,
          groups: 2,
          maxRetryWaitMs: 0,
          runLabel: flag ? 'flag' : 'plain',
          flag,
        })
        expect(complaints(report)).toEqual([])
        expect(report).toMatchObject({ ok: true, failed: 0 })
      },
      60_000,
    )
  },
  { preset: 'entra' },
)

onEachDatabase(
  'What is peculiar to other providers',
  (shared) => {
    test('passes every check', async () => {
      const report = await simulateOthers({
        baseUrl: shared.server.url,
        authorization: { kind: 'bearer', token: shared.server.token },
        users: 10,
        groups: 2,
        maxRetryWaitMs: 0,
      })
      expect(complaints(report)).toEqual([])
      expect(report).toMatchObject({ ok: true, failed: 0 })
    }, 60_000)
  },
  { preset: 'generic' },
)
