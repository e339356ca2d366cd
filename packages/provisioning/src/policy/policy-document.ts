import { parseMoment } from '@rollcall/scim-core'
import { z } from 'zod'
import { countStars, MAX_STARS } from './glob.ts'

/** Names that rules, licences and directories go by inside a policy. */
const key = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/, 'use 1 to 63 of a-z, A-Z, 0-9 and inner . _ -')
const name = z.string().trim().min(1, 'is empty').max(200, 'is longer than 200 characters')
const moment = z
  .string()
  .refine(
    (text) => parseMoment(text) !== undefined,
    'is not a moment: write it with its offset, such as 2026-12-31T18:00:00Z',
  )
const path = z.string().min(1).max(200)

/** When a rule applies to a person. All given conditions must hold; a group counts for direct and nested members. */
const condition = z
  .strictObject({
    /** A group by its name (exact, in any letter case unless `caseExact`), by a pattern with `*` and `?`, by a prefix, or by its id. */
    group: z
      .strictObject({
        name: name.optional(),
        glob: name.refine((text) => countStars(text) <= MAX_STARS, `has more than ${MAX_STARS} stars`).optional(),
        prefix: name.optional(),
        id: z.string().min(1).max(200).optional(),
        caseExact: z.boolean().optional(),
      })
      .refine(
        (group) => [group.name, group.glob, group.prefix, group.id].filter((each) => each !== undefined).length === 1,
        'give exactly one of name, glob, prefix, id',
      )
      .optional(),
    /** A SCIM filter (RFC 7644 section 3.4.2.2) over the user resource. */
    filter: z.string().min(1).max(2_000).optional(),
    /** Slug of a directory: only its resources count. */
    directory: z.string().optional(),
  })
  .refine((when) => when.group !== undefined || when.filter !== undefined || when.directory !== undefined, 'is empty')

const rule = <T extends z.ZodRawShape>(effect: T) => z.strictObject({ id: key, when: condition, ...effect })

const operations = z.strictObject({
  create: z.boolean().default(true),
  read: z.boolean().default(true),
  update: z.boolean().default(true),
  delete: z.boolean().default(true),
})

const mode = z.enum(['reject', 'coerce', 'warn'])

/** One demand on an attribute's value. `path` as in SCIM: `preferredLanguage`, `phoneNumbers[type eq "work"].value`, a URN. */
const constraint = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('iso639-1'), path, mode: mode.default('reject') }),
  z.strictObject({ kind: z.literal('iso3166-1'), path, mode: mode.default('reject') }),
  z.strictObject({
    kind: z.literal('e164'),
    path,
    mode: mode.default('reject'),
    /** ISO 3166-1 alpha-2: how numbers without a country code are read. */
    country: z.string().length(2).optional(),
  }),
  z.strictObject({
    kind: z.literal('length'),
    path,
    mode: mode.default('reject'),
    max: z.number().int().min(1).max(100_000).default(255),
  }),
  z.strictObject({
    kind: z.literal('pattern'),
    path,
    mode: mode.default('reject'),
    pattern: z.string().min(1).max(500),
  }),
  z.strictObject({
    kind: z.literal('enum'),
    path,
    mode: mode.default('reject'),
    values: z.array(z.string()).min(1).max(1_000),
    caseExact: z.boolean().default(false),
  }),
])

const contract = z.strictObject({
  /** Paths without which a user is refused. */
  required: z.array(path).max(100).default(['userName', 'name.givenName', 'name.familyName', 'emails.value']),
  /** Paths that are taken; with `onlyListed`, everything else is treated as unknown. */
  optional: z.array(path).max(500).default([]),
  onlyListed: z.boolean().default(false),
  unknown: z.enum(['ignore', 'store', 'reject']).default('ignore'),
  constraints: z.array(constraint).max(200).default([]),
})

const threshold = z.strictObject({
  /** Within the window; the smaller of both counts, and never fewer than `always`. */
  count: z.number().int().min(1).optional(),
  percent: z.number().min(0.1).max(100).optional(),
  /** The first ones of a window always pass. */
  always: z.number().int().min(0).default(5),
  action: z.enum(['alert', 'hold']).default('alert'),
})

const brake = z.strictObject({
  windowMinutes: z.number().int().min(1).max(1_440).default(60),
  delete: threshold.optional(),
  deactivate: threshold.optional(),
  'empty-group': threshold.optional(),
  'lose-role': threshold.optional(),
  /** A hold ends by itself after so long; without it, when an admin releases it. */
  releaseAfterMinutes: z.number().int().min(1).max(10_080).optional(),
  /** Planned off-boarding: nothing is held or counted meanwhile. */
  windows: z
    .array(
      z
        .strictObject({ from: moment, to: moment })
        .refine(({ from, to }) => Date.parse(from) < Date.parse(to), 'ends before it begins'),
    )
    .max(100)
    .default([]),
})

const directory = z.strictObject({
  /** What the provider may do. */
  operations: z.strictObject({ users: operations.optional(), groups: operations.optional() }).optional(),
  /** What a create does that meets a person whom another directory knows. */
  link: z
    .strictObject({
      match: z.array(z.enum(['externalId', 'userName', 'email'])).min(1),
      action: z.enum(['link', 'conflict', 'hold']),
    })
    .optional(),
  contract: contract.optional(),
  /** Attributes that admins may edit here; what the provider sends for them is left aside. */
  authority: z.strictObject({ local: z.array(path).max(100) }).optional(),
  brake: brake.optional(),
  credentials: z
    .strictObject({
      expiry: z.enum(['optional', 'required']).default('optional'),
      maxDays: z.number().int().min(1).max(3_650).optional(),
      warnDays: z.array(z.number().int().min(1).max(365)).max(10).default([30, 14, 7, 1]),
    })
    .optional(),
  /** What a suffix after the role prefix becomes: any is a role, or only those listed (others are ignored, or ignored and told). */
  roleSuffixes: z
    .strictObject({ unlisted: z.enum(['grant', 'ignore', 'alert']), listed: z.array(name).max(1_000).default([]) })
    .optional(),
})

const licence = z.strictObject({
  key,
  name,
  /** null: as many as are wanted. */
  seats: z.number().int().min(0).nullable(),
  /** When no seat is free: refuse the push, provision without, or try `fallback`. */
  exhausted: z.enum(['refuse', 'unlicensed', 'fallback']).default('unlicensed'),
  fallback: key.optional(),
})

/** A tenant's policy: everything that turns directories' resources into organisations, kinds, roles and licences. */
export const policyDocument = z.strictObject({
  organisations: z
    .strictObject({
      rules: z
        .array(rule({ organisation: name }))
        .max(500)
        .default([]),
    })
    .optional(),
  kinds: z
    .strictObject({
      default: name.optional(),
      rules: z
        .array(rule({ kind: name }))
        .max(500)
        .default([]),
    })
    .optional(),
  roles: z
    .strictObject({
      rules: z
        .array(rule({ role: name }))
        .max(500)
        .default([]),
      /** Most important first: which one a single-role application takes. */
      precedence: z.array(name).max(500).default([]),
      /** A rename or push that would newly grant one of these waits for an admin. */
      privileged: z.array(name).max(500).default([]),
      /** No push grants these at all. */
      protected: z.array(name).max(500).default([]),
    })
    .optional(),
  licences: z
    .strictObject({
      types: z.array(licence).min(1).max(100),
      /** For whom no rule names one. */
      default: key.nullable(),
      rules: z
        .array(rule({ licence: key }))
        .max(500)
        .default([]),
    })
    .optional(),
  people: z
    .strictObject({
      /** A person of several directories is active while any of their resources is, or only while all are. */
      active: z.enum(['any', 'all']).default('any'),
      verifiedDomains: z.array(z.string().min(1).max(253)).max(1_000).default([]),
      /** userNames that no push may deactivate, delete or take a role from. */
      protected: z.array(z.string().min(1).max(500)).max(1_000).default([]),
    })
    .optional(),
  /** By directory slug. */
  directories: z.record(z.string(), directory).optional(),
})

export type PolicyDocument = z.output<typeof policyDocument>
export type PolicyCondition = z.output<typeof condition>
export type DirectoryPolicy = z.output<typeof directory>
export type AttributeContract = z.output<typeof contract>
export type ContractConstraint = z.output<typeof constraint>
export type BrakePolicy = z.output<typeof brake>
export type LicenceType = z.output<typeof licence>
export type RoleRule = NonNullable<PolicyDocument['roles']>['rules'][number]

export const NO_POLICY: PolicyDocument = {}
