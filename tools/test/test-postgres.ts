import { createHash } from 'node:crypto'
import { SetupError } from '../bootstrap/fail.mjs'
import { startCluster, stopClusterAtExit } from '../postgres/cluster.ts'

/**
 * Lends a PostgreSQL to the tests: the one named by TEST_DATABASE_URL (and, for tests that make roles, by TEST_DATABASE_ADMIN_URL), or a cluster of
 * its own that is gone afterwards. Tests read TEST_POSTGRES_URL and TEST_POSTGRES_ADMIN_URL; the version stands beside them because turbo keeps
 * results per version.
 */
export async function withTestPostgres<T>(use: (env: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
  const given = process.env.TEST_DATABASE_URL
  if (given !== undefined && given !== '') {
    const admin = process.env.TEST_DATABASE_ADMIN_URL ?? ''
    if (admin === '') {
      throw new SetupError('set TEST_DATABASE_ADMIN_URL beside TEST_DATABASE_URL: a superuser of the same server')
    }
    return use({
      TEST_POSTGRES_URL: given,
      TEST_POSTGRES_ADMIN_URL: admin,
      TEST_POSTGRES_VERSION: `given ${createHash('sha256').update(given).digest('hex')}`,
    })
  }
  const cluster = await startCluster()
  const stop = stopClusterAtExit(cluster)
  try {
    return await use({
      TEST_POSTGRES_URL: cluster.url,
      TEST_POSTGRES_ADMIN_URL: cluster.adminUrl,
      TEST_POSTGRES_VERSION: cluster.version,
    })
  } finally {
    await stop()
  }
}
