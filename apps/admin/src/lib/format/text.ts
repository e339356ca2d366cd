const numbers = new Intl.NumberFormat('en')

/** "1,240". */
export const toNumber = (value: number): string => numbers.format(value)

/** "1 person", "1,240 people". */
export const toCount = (value: number, one: string, many: string): string =>
  `${toNumber(value)} ${value === 1 ? one : many}`

/** An address part from a name: "Acme GmbH" becomes "acme-gmbh". */
export const toSlug = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
