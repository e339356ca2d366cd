/** Variables of a query that lists either a whole tenant or, when the address names one, a single directory. */
export const directoryVariables = (slug: string) => ({ directory: slug, one: slug !== '' })
