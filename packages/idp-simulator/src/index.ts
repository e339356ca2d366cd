export { simulateOkta } from './okta/simulate-okta.ts'
export { toJson, toProgressLine, toText } from './report/to-text.ts'
export type {
  Authorization,
  Failure,
  HttpRequest,
  HttpResponse,
  OktaApp,
  Progress,
  SimulateOktaOptions,
  SimulationReport,
  StepReport,
  Transport,
  Verdict,
} from './types.ts'
