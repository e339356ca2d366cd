/** What goes over the wire, as text: a transport neither adds nor reads meaning. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Absolute, query included and already encoded. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal?: AbortSignal
}

export interface HttpResponse {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export type Transport = (request: HttpRequest) => Promise<HttpResponse>

/** How an Okta app authenticates. `header` sends the value as the admin typed it, with or without a scheme. */
export type Authorization =
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'header'; readonly value: string }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }

/**
 * The two Okta clients. `wizard`: an app made with the App Integration Wizard, which writes everything by GET and PUT.
 * `catalogue`: "SCIM 2.0 Test App" and other catalog apps, which PATCH (de)activation, passwords and groups.
 */
export type OktaApp = 'wizard' | 'catalogue'

/** What every simulation takes. */
export interface SimulateOptions {
  /** The SCIM base URL, with or without a trailing slash. */
  readonly baseUrl: string
  readonly authorization: Authorization
  /** Size of the main population: these stay provisioned and active when the run ends. */
  readonly users: number
  readonly groups: number
  /** Members of each main group; without it every user is in about one group. */
  readonly membersPerGroup?: number
  /** Requests in flight at most. */
  readonly concurrency?: number
  /** Domain of the generated user names. */
  readonly domain?: string
  /** Part of every generated name: another label is another population. */
  readonly runLabel?: string
  /** Longest pause after a 429. Okta itself waits as long as it is told. */
  readonly maxRetryWaitMs?: number
  readonly onProgress?: (progress: Progress) => void
  readonly signal?: AbortSignal
  readonly request?: Transport
}

export interface SimulateOktaOptions extends SimulateOptions {
  readonly app: OktaApp
  /** Membership changes in one PATCH; Okta's setting runs from 100 to 1,000. */
  readonly batchSize?: number
}

export interface SimulateEntraOptions extends SimulateOptions {
  /**
   * Whether the tenant URL ends in `?aadOptscim062020`: lower-case operations, booleans, one path-less replace, and
   * members removed one by one. Without it Entra departs from the RFC in all of these.
   */
  readonly flag: boolean
  /** Members added by one PATCH. */
  readonly batchSize?: number
}

export interface SimulateOthersOptions extends SimulateOptions {
  /** All when absent. */
  readonly providers?: readonly OtherProvider[]
}

/** The providers of the quirks run. `reconciler` and `pushers` are kinds of clients, not products. */
export type OtherProvider = (typeof OTHER_PROVIDERS)[number]

export const OTHER_PROVIDERS = [
  'onelogin',
  'jumpcloud',
  'ping',
  'google',
  'sailpoint',
  'cyberark',
  'rippling',
  'pushers',
  'reconciler',
] as const

export interface Progress {
  readonly step: { readonly id: string; readonly title: string }
  /** Position of the step, from 1. */
  readonly index: number
  readonly steps: number
  /** Progress inside the step, where it is long. */
  readonly done?: number
  readonly of?: number
  readonly requests: number
  /** Present once, when the step is over. */
  readonly verdict?: Verdict
}

/** `skipped`: the step does not apply to this kind of app, or an earlier failure left nothing to try it on. */
export type Verdict = 'passed' | 'failed' | 'skipped'

export interface Failure {
  readonly request: { readonly method: string; readonly path: string }
  readonly expected: string
  readonly received: string
  /** What an admin of the provider would see, or fail to see. */
  readonly consequence: string
}

export interface StepReport {
  readonly id: string
  readonly title: string
  readonly verdict: Verdict
  readonly requests: number
  /** The first ones; `failureCount` has them all. */
  readonly failures: readonly Failure[]
  readonly failureCount: number
  /** Remarks that do not change the verdict. */
  readonly notes: readonly string[]
  readonly ms: number
}

/** What every report holds. */
export interface ReportBase {
  readonly steps: readonly StepReport[]
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly requests: number
  readonly ms: number
  /** Main population only. */
  readonly created: { readonly users: number; readonly groups: number }
  readonly linked: { readonly users: number; readonly groups: number }
  /**
   * Linked resources of the main population whose meta.version (or meta.lastModified) moved with the link. A run that
   * meets its own earlier population writes back what is there, so a good server reports 0.
   */
  readonly versionsChanged: number
  readonly ok: boolean
}

export interface OktaReport extends ReportBase {
  readonly provider: 'okta'
  readonly app: OktaApp
}

/** One of the 25 checks of Microsoft's validator, judged by the steps that send the same requests. */
export interface ValidatorCheck {
  readonly name: string
  /** An optional one is a warning there and does not block the gallery. */
  readonly optional: boolean
  readonly steps: readonly string[]
  readonly verdict: Verdict
}

export interface EntraReport extends ReportBase {
  readonly provider: 'entra'
  readonly flag: boolean
  readonly validator: readonly ValidatorCheck[]
}

export interface OthersReport extends ReportBase {
  readonly provider: 'others'
  readonly providers: readonly OtherProvider[]
}

export type SimulationReport = OktaReport | EntraReport | OthersReport
