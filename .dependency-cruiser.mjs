// The layers of ARCHITECTURE.md as rules: a package imports what stands left of it on an arrow path, and nothing else.
//   scim-core <- store <- provisioning <- scim-api, admin-api <- server        admin: over GraphQL only
//   request-bodies <- scim-api, admin-api, server

/** What each workspace may import from the others. */
const MAY_IMPORT = {
  'packages/scim-core': [],
  'packages/idp-simulator': [],
  'packages/request-bodies': [],
  'packages/store': ['packages/scim-core'],
  'packages/provisioning': ['packages/scim-core', 'packages/store'],
  'packages/admin-api': ['packages/scim-core', 'packages/store', 'packages/provisioning', 'packages/request-bodies'],
  'apps/scim-api': ['packages/scim-core', 'packages/store', 'packages/provisioning', 'packages/request-bodies'],
  'apps/admin': [],
  'apps/server': [
    'apps/scim-api',
    'packages/admin-api',
    'packages/idp-simulator',
    'packages/provisioning',
    'packages/request-bodies',
    'packages/scim-core',
    'packages/store',
  ],
  'packages/dev-env': [
    'apps/scim-api',
    'packages/admin-api',
    'packages/idp-simulator',
    'packages/provisioning',
    'packages/scim-core',
    'packages/store',
  ],
  tools: [],
}

/** npm packages that belong to certain workspaces. */
const BELONGS_TO = {
  express: ['apps/scim-api', 'apps/server'],
  kysely: ['packages/store'],
  pg: ['packages/store'],
  'better-sqlite3': ['packages/store'],
  graphql: ['packages/admin-api'],
  'graphql-yoga': ['packages/admin-api'],
  '@pothos': ['packages/admin-api'],
}

/** A test, or what only tests use. */
const TEST_CODE = '(\\.test\\.ts|/vitest\\.config\\.ts)$|^(packages|apps)/[^/]+/(test|testing|e2e)/|^tools/'

/** How a workspace is bundled: no part of what it holds. */
const BUILD_CONFIG = '^apps/[^/]+/(vite|rolldown)\\.config\\.m?[jt]s$'

const literal = (text) => text.replace(/[/.]/g, '\\$&')
const anyOf = (paths) => `^(${paths.map(literal).join('|')})/`

const layers = Object.entries(MAY_IMPORT).map(([workspace, allowed]) => ({
  name: `layers-of-${workspace.replace('/', '-')}`,
  comment: `${workspace} may import ${allowed.join(', ') || 'no other workspace'}.`,
  severity: 'error',
  from: { path: anyOf([workspace]), pathNot: `${TEST_CODE}|${BUILD_CONFIG}` },
  to: { path: '^(packages|apps|tools)/', pathNot: anyOf([workspace, ...allowed]) },
}))

const owners = Object.entries(BELONGS_TO).map(([name, workspaces]) => ({
  name: `${name.replace('@', '')}-belongs-to-its-workspace`,
  comment: `Only ${workspaces.join(' and ')} may import ${name}.`,
  severity: 'error',
  from: { path: '^(packages|apps)/', pathNot: `${anyOf(workspaces)}|${TEST_CODE}` },
  to: { path: `(^|/)node_modules/(@types/)?${literal(name)}/` },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...layers,
    ...owners,
    {
      name: 'builds-share-tools-only',
      comment: 'The configuration of a build imports what builds share, and no product code.',
      severity: 'error',
      from: { path: BUILD_CONFIG },
      to: { path: '^(packages|apps|tools)/', pathNot: '^tools/third-party/' },
    },
    {
      name: 'scim-core-is-pure',
      comment: 'scim-core is pure functions: nothing of Node and no npm package outside its tests.',
      severity: 'error',
      from: { path: '^packages/scim-core/src/', pathNot: TEST_CODE },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'idp-simulator-is-an-outsider',
      comment: 'The simulator drives any SCIM server: not even its tests see our internals.',
      severity: 'error',
      from: { path: '^packages/idp-simulator/' },
      to: { path: '^(packages|apps)/', pathNot: '^packages/idp-simulator/' },
    },
    {
      name: 'tests-are-not-imported',
      comment: 'What ships does not import what tests.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: TEST_CODE },
      to: { path: '\\.test\\.ts$|^(packages|apps)/[^/]+/(test|testing|e2e)/' },
    },
    {
      name: 'through-the-front-door',
      comment: "Another workspace's internals are reached through its entry points only.",
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/' },
      to: {
        path: '^(packages|apps)/[^/]+/src/',
        pathNot: ['^$1/$2/', '^(packages|apps)/[^/]+/src/index\\.ts$'],
      },
    },
    {
      name: 'no-cycles',
      comment: 'Modules that import each other in a circle cannot be understood one at a time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that leads nowhere, or to a package that is not declared.',
      severity: 'error',
      from: { pathNot: '\\.svelte$|^apps/admin/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(packages|apps)/[^/]+/(dist|build|coverage|test-results|\\.[^/]+)/|^tools/\\.[^/]+/' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    detectJSDocImports: false,
  },
}
