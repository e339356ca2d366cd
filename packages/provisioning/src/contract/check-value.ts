import type { Json } from '@rollcall/scim-core'
import iso639 from 'iso-639-1'
import iso3166 from 'iso-3166-1'
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js'
import { RE2JS } from 're2js'
import type { ContractConstraint } from '../policy/policy-document.ts'

/** How a value stands to a constraint: it holds, or what is wanted and the value it could be put right to. */
export type ValueVerdict =
  | { readonly holds: true }
  | { readonly holds: false; readonly wanted: string; readonly coerced: string | undefined }

const HOLDS: ValueVerdict = { holds: true }
const wants = (wanted: string, coerced?: string): ValueVerdict => ({ holds: false, wanted, coerced })

/** Compiles a constraint to a check of one value. Throws Error for a pattern that is no regular expression. */
export function toCheck(constraint: ContractConstraint): (value: Json) => ValueVerdict {
  const check = toTextCheck(constraint)
  return (value) => (typeof value === 'string' ? check(value) : wants('a string'))
}

function toTextCheck(constraint: ContractConstraint): (text: string) => ValueVerdict {
  switch (constraint.kind) {
    case 'iso639-1':
      return checkLanguage
    case 'iso3166-1':
      return checkCountry
    case 'e164':
      return (text) => checkPhone(text, constraint.country)
    case 'length':
      return (text) => {
        const characters = [...text]
        if (characters.length <= constraint.max) return HOLDS
        return wants(`at most ${constraint.max} characters`, characters.slice(0, constraint.max).join(''))
      }
    case 'pattern': {
      // Linear in the length of the value, whatever the pattern: a request may not keep the process busy.
      const pattern = RE2JS.compile(constraint.pattern)
      return (text) => (pattern.matches(text) ? HOLDS : wants(`a value that matches ${constraint.pattern}`))
    }
    case 'enum':
      return (text) => {
        if (constraint.values.includes(text)) return HOLDS
        const same = constraint.values.find((each) => each.toLowerCase() === text.trim().toLowerCase())
        if (same !== undefined && !constraint.caseExact) return HOLDS
        return wants(`one of ${constraint.values.slice(0, 20).join(', ')}`, same)
      }
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
