import { type SimulateOktaOptions, type SimulationReport, simulateOkta } from '../src/index.ts'
import { BASE_URL, type ScimServer, TOKEN } from './server/scim-server.ts'

/** A run against the server of these tests. */
export function simulate(
  server: ScimServer,
  options: Pick<SimulateOktaOptions, 'app'> & Partial<SimulateOktaOptions>,
): Promise<SimulationReport> {
  return simulateOkta({
    baseUrl: BASE_URL,
    authorization: { kind: 'bearer', token: TOKEN },
    users: 30,
    groups: 3,
    maxRetryWaitMs: 0,
    request: server.handle,
    ...options,
  })
}
