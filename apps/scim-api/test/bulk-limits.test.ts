import { updateDirectory } from '@rollcall/provisioning'
import { sql } from '@rollcall/store/testing'
import { expect, test } from 'vitest'
import type { AnyJson } from '../testing/index.ts'
import { onEachDatabase, total, userBody } from './support.ts'

const BULK_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'
const creates = (count: number, more: (index: number) => Record<string, unknown> = () => ({})) => ({
  schemas: [BULK_REQUEST],
  Operations: Array.from({ length: count }, (_, index) => ({
    method: 'POST',
    path: '/Users',
    bulkId: `b${index}`,
    data: userBody(more(index)),
  })),
})

onEachDatabase('the rate of a directory and its bulk requests', (shared) => {
  test('what is announced can be sent at once; one more is a 413 of the same number; what follows waits', async () => {
    const { client, directory } = await shared.server.addDirectory()
    await updateDirectory(shared.server.ctx, { tenantId: directory.tenant_id, id: directory.id }, { rate_limit: 1 })
    const { maxOperations } = (await client.get('/ServiceProviderConfig')).json.bulk
    expect(maxOperations).toBe(10)
    const tooMany = await client.post('/Bulk', creates(maxOperations + 1))
    expect(tooMany.status).toBe(413)
    expect(tooMany.json.detail).toContain('at most 10 (maxOperations)')
    // Each that is let in is done whole, and costs ten seconds of the rate.
    let next = await client.post('/Bulk', creates(maxOperations))
    expect(next.status).toBe(200)
    for (let each = 0; next.status === 200 && each < 5; each += 1) {
      expect(next.json.Operations.map((result: AnyJson) => result.status)).toEqual(Array(maxOperations).fill('201'))
      next = await client.post('/Bulk', creates(maxOperations))
    }
    expect(next.status).toBe(429)
    expect(next.json.detail).toMatch(/1 requests per second.*nothing was changed/i)
    expect(Number(next.headers['retry-after'])).toBeGreaterThanOrEqual(1)
  })

  test('a directory without a limit of its own may send a thousand', async () => {
    expect((await shared.client.get('/ServiceProviderConfig')).json.bulk.maxOperations).toBe(1_000)
  })
})

onEachDatabase('a database that fails within a bulk request', (shared) => {
  /** As providers see it: the client of the tests takes no 503 for an answer. */
  const send = async (body: unknown) => {
    const response = await fetch(`${shared.server.url}/Bulk`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${shared.server.token}`, 'Content-Type': 'application/scim+json' },
      body: JSON.stringify(body),
    })
    return { status: response.status, headers: response.headers, json: (await response.json()) as AnyJson }
  }
  const bulky = (count: number) => creates(count, () => ({ nickName: 'x'.repeat(4_000) }))

  /** From now on there is room for so many resources: a full disk on SQLite, a statement that is stopped on PostgreSQL. */
  async function leaveRoomFor(resources: number): Promise<void> {
    const { store } = shared.server
    await store.transaction('*', async (trx) => {
      if (store.dialect === 'sqlite') {
        const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(trx)
        await sql.raw(`pragma max_page_count = ${(rows[0]?.page_count ?? 0) + 4 * resources}`).execute(trx)
        return
      }
      await sql`create or replace function no_room() returns trigger language plpgsql as $$ begin
        if (select count(*) from scim_resource) >= ${sql.lit((await total(shared.client)) + resources)}
        then raise exception using errcode = '57014'; end if; return new; end $$`.execute(trx)
      await sql`create or replace trigger no_room before insert on scim_resource for each row execute function no_room()`.execute(
        trx,
      )
    })
  }

  test('is a 503 as a whole where nothing is committed', async () => {
    const before = await total(shared.client)
    await leaveRoomFor(0)
    const answer = await send(bulky(20))
    expect(answer.status).toBe(503)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect(answer.json.detail).toContain('nothing was changed')
    expect(await total(shared.client)).toBe(before)
  })

  test('leaves what is committed with its results, and tells of each of the rest', async () => {
    const before = await total(shared.client)
    await leaveRoomFor(75)
    const answer = await send(bulky(300))
    expect(answer.status).toBe(200)
    const statuses: string[] = answer.json.Operations.map((each: AnyJson) => each.status)
    const done = statuses.filter((status) => status === '201').length
    expect(done).toBeGreaterThan(0)
    expect(statuses).toEqual([...Array(done).fill('201'), ...Array(300 - done).fill('503')])
    expect(answer.json.Operations.at(-1).response.detail).toContain('nothing was changed')
    expect(await total(shared.client)).toBe(before + done)
  })
})
