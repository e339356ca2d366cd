import type { StepReport, ValidatorCheck, Verdict } from '../types.ts'

/**
 * The 25 checks of Microsoft's validator, each with the steps that send the same requests.
 * https://github.com/AzureAD/SCIMReferenceCode/blob/master/Microsoft.SCIM.LogicAppValidationTemplate/StandardLogicApp/SCIM-Validation-Test-Overview.md
 */
export const VALIDATOR_CHECKS: readonly (readonly [name: string, ...steps: string[]])[] = [
  ['Create_User_Test', 'provision-probes', 'lookup-username'],
  ['Update_User_Test', 'update-attributes', 'typed-values'],
  ['Disable_User_Test', 'disable-user'],
  ['Delete_User_Test', 'delete-user'],
  ['User_Update_Manager_Test', 'manager'],
  ['Restore_User_Test', 'restore-user', 'recreate-user'],
  ['POD_User_Test', 'provision-probes', 'lookup-username'],
  ['Create_Group_Test', 'provision-groups', 'group-lookup'],
  ['Update_Group_Test', 'group-rename'],
  ['Delete_Group_Test', 'group-delete'],
  ['Group_Update_Add_Member_Test', 'members-add'],
  ['Group_Update_Remove_Member_Test', 'members-remove'],
  ['POD_Group_Test', 'provision-groups', 'group-lookup'],
  ['Restore_Group_Test', 'group-delete'],
  ['Schema_Discoverability_Test', 'schemas'],
  ['SCIM_Null_Update_Test', 'clear-by-empty-text', 'clear-by-null', 'clear-without-path'],
  ['SCIM_User_Create_Test', 'provision-probes', 'duplicate-user'],
  ['SCIM_User_Update_Test', 'update-attributes', 'update-username'],
  ['SCIM_Group_Create_Test', 'group-lookup'],
  ['SCIM_Group_Update_Test', 'group-rename'],
  // These two get a token by OAuth first; a run with a given token cannot judge that.
  ['Validate_Credentials_Test'],
  ['Federated_Identity_Test'],
  ['SCIM_User_Pagination_Test', 'page-users'],
  ['SCIM_Group_Pagination_Test', 'page-groups'],
  ['SCIM_Update_Manager_Test', 'manager'],
]

const OPTIONAL = ['Delete_User_Test', 'Delete_Group_Test', 'Restore_Group_Test', 'SCIM_Group_Pagination_Test']

/** One failed step fails the check; without a step that ran it is skipped. */
export function toValidatorChecks(reports: readonly StepReport[]): ValidatorCheck[] {
  return VALIDATOR_CHECKS.map(([name, ...steps]) => {
    const verdicts = reports.filter(({ id }) => steps.includes(id)).map(({ verdict }) => verdict)
    return { name, optional: OPTIONAL.includes(name), steps, verdict: toVerdict(verdicts) }
  })
}

function toVerdict(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('failed')) return 'failed'
  return verdicts.includes('passed') ? 'passed' : 'skipped'
}
