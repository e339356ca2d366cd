import manifest from '../package.json' with { type: 'json' }

/** Of the package that ships. */
export const VERSION: string = manifest.version
