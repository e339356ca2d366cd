import type { Json } from '@rollcall/scim-core'
import iso639 from 'iso-639-1'
import iso3166 from 'iso-3166-1'
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js'
import type { ContractConstraint } from '../policy/policy-document.ts'
import { compilePattern, type PatternBudget } from './pattern.ts'

/** How a value stands to a constraint: it holds, or what is wanted and the value it could be put right to. */
export type ValueVerdict =
  | { readonly holds: true }
  | { readonly holds: false; readonly wanted: string; readonly coerced: string | undefined }

const HOLDS: ValueVerdict = { holds: true }
const wants = (wanted: string, coerced?: string): ValueVerdict => ({ holds: false, wanted, coerced })

/** Checks one value. The budget is for all patterns that one document meets. */
export type ValueCheck = (value: Json, budget: PatternBudget) => ValueVerdict

/** Compiles a constraint. Throws Error for a pattern that is no regular expression, or too large a one. */
export function toCheck(constraint: ContractConstraint): ValueCheck {
  const check = toTextCheck(constraint)
  return (value, budget) => (typeof value === 'string' ? check(value, budget) : wants('a string'))
}

/**
 * Stands for a pattern that an earlier version let into a policy and this one cannot use. A value that stays as it is passes, as with every constraint,
 * so nobody is kept from being deactivated; a new value is not taken unchecked.
 */
export const unusableCheck: ValueCheck = () =>
  wants('checked by a pattern that this version of Rollcall cannot use: an admin must correct it in the policy')

function toTextCheck(constraint: ContractConstraint): (text: string, budget: PatternBudget) => ValueVerdict {
  switch (constraint.kind) {
    case 'iso639-1':
      return checkLanguage
    case 'iso3166-1':
      return checkCountry
    case 'e164':
      return (text) => checkPhone(text, constraint.country)
    case 'length':
      return (text) => {
        if (text.length <= constraint.max) return HOLDS
        const characters = [...text]
        if (characters.length <= constraint.max) return HOLDS
        return wants(`at most ${constraint.max} characters`, characters.slice(0, constraint.max).join(''))
      }
    case 'pattern': {
      const pattern = compilePattern(constraint.pattern)
      return (text, budget) => {
        const matches = pattern.matches(text, budget)
        if (matches === true) return HOLDS
        const wanted = `a value that matches ${constraint.pattern}`
        return wants(matches === undefined ? `${wanted}, and short enough to be checked` : wanted)
      }
    }
    case 'enum':
      return toEnumCheck(constraint)
  }
}

function toEnumCheck({
  values,
  caseExact,
}: Extract<ContractConstraint, { kind: 'enum' }>): (text: string) => ValueVerdict {
  const allowed = new Set(values)
  // Of two spellings the first one counts.
  const inAnyCase = new Map(values.toReversed().map((each) => [each.toLowerCase(), each]))
  const wanted = `one of ${values.slice(0, 20).join(', ')}`
  return (text) => {
    if (allowed.has(text)) return HOLDS
    const same = inAnyCase.get(text.trim().toLowerCase())
    return same !== undefined && !caseExact ? HOLDS : wants(wanted, same)
  }
}

/** ISO 639-1; `en-US`, `EN` and `English` can be put right to `en`. */
function checkLanguage(text: string): ValueVerdict {
  if (iso639.validate(text)) return HOLDS
  const first =
    text
      .trim()
      .toLowerCase()
      .split(/[-_,;]/)[0] ?? ''
  const code = iso639.validate(first) ? first : iso639.getCode(text.trim())
  return wants('a language code of ISO 639-1, such as en or de', code === '' ? undefined : code)
}

/** ISO 3166-1 alpha-2; `gb`, `GBR` and the English name can be put right to `GB`. */
function checkCountry(text: string): ValueVerdict {
  const given = text.trim()
  const entry =
    (given.length === 2 ? iso3166.whereAlpha2(given) : undefined) ??
    (given.length === 3 ? iso3166.whereAlpha3(given) : undefined) ??
    iso3166.whereCountry(given)
  if (entry?.alpha2 === text) return HOLDS
  return wants('a country code of ISO 3166-1 alpha-2, such as GB or DE', entry?.alpha2)
}

/** E.164; anything that reads as a valid number can be put right. */
function checkPhone(text: string, country: string | undefined): ValueVerdict {
  const number = parsePhoneNumberFromString(text, country?.toUpperCase() as CountryCode | undefined)
  const valid = number?.isValid() === true ? number.number : undefined
  if (valid === text) return HOLDS
  return wants('a phone number of E.164, such as +442071838750', valid)
}
