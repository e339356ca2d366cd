export { simulateEntra } from './entra/simulate-entra.ts'
export { simulateOkta } from './okta/simulate-okta.ts'
export { simulateOthers } from './others/simulate-others.ts'
export { toJson, toProgressLine, toText } from './report/to-text.ts'
export type {
  Authorization,
  EntraReport,
  Failure,
  HttpRequest,
  HttpResponse,
  OktaApp,
  OktaReport,
  OtherProvider,
  OthersReport,
  Progress,
  SimulateEntraOptions,
  SimulateOktaOptions,
  SimulateOptions,
  SimulateOthersOptions,
  SimulationReport,
  StepReport,
  Transport,
  ValidatorCheck,
  Verdict,
} from './types.ts'
export { OTHER_PROVIDERS } from './types.ts'
