import { createHash } from 'node:crypto'
import { startCluster, stopClusterAtExit } from '../postgres/cluster.ts'

/**
 * Lends a PostgreSQL to the tests: the one named by TEST_DATABASE_URL, or a cluster of its own that is gone afterwards.
 * Tests read TEST_POSTGRES_URL; the version stands beside it because turbo keeps results per version.
 */
export async function withTestPostgres<T>(use: (env: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
  const given = process.env.TEST_DATABASE_URL
  if (given !== undefined && given !== '') {
    return use({
      TEST_POSTGRES_URL: given,
      TEST_POSTGRES_VERSION: `given ${createHash('sha256').update(given).digest('hex')}`,
    })
  }
  const cluster = await startCluster()
  const stop = stopClusterAtExit(cluster)
  try {
    return await use({ TEST_POSTGRES_URL: cluster.url, TEST_POSTGRES_VERSION: cluster.version })
  } finally {
    await stop()
  }
}
