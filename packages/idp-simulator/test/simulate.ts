import {
  type EntraReport,
  type OktaReport,
  type OthersReport,
  type SimulateEntraOptions,
  type SimulateOktaOptions,
  type SimulateOthersOptions,
  simulateEntra,
  simulateOkta,
  simulateOthers,
} from '../src/index.ts'
import { BASE_URL, type ScimServer, TOKEN } from './server/scim-server.ts'

function toOptions(server: ScimServer) {
  return {
    baseUrl: BASE_URL,
    authorization: { kind: 'bearer', token: TOKEN },
    users: 30,
    groups: 3,
    maxRetryWaitMs: 0,
    request: server.handle,
  } as const
}

/** A run of Okta against the server of these tests. */
export function simulate(
  server: ScimServer,
  options: Pick<SimulateOktaOptions, 'app'> & Partial<SimulateOktaOptions>,
): Promise<OktaReport> {
  return simulateOkta({ ...toOptions(server), ...options })
}

export function runEntra(
  server: ScimServer,
  options: Pick<SimulateEntraOptions, 'flag'> & Partial<SimulateEntraOptions>,
): Promise<EntraReport> {
  return simulateEntra({ ...toOptions(server), ...options })
}

export function runOthers(server: ScimServer, options: Partial<SimulateOthersOptions> = {}): Promise<OthersReport> {
  return simulateOthers({ ...toOptions(server), ...options })
}
