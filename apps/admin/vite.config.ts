import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import { bundledPackages, packageFolder, writeFolders } from '../../tools/third-party/notices.mjs'

// In development the console has a server of its own; what is not its own goes on to Rollcall's.
const rollcall = `http://127.0.0.1:${process.env.PORT ?? 3000}`
// Nobody lends it the API there, so its loads ask over HTTP.
process.env.GRAPHQL_URL ??= `${rollcall}/graphql`

/** What our style sheet imports: Tailwind writes it into that one, so that it is no module of its own. */
const STYLES = ['tailwindcss', '@fontsource-variable/inter'].map((name) => packageFolder(name, 'apps/admin'))

export default defineConfig({
  server: { port: 5173, strictPort: true, proxy: { '/graphql': rollcall, '/scim': rollcall, '/healthz': rollcall } },
  plugins: [
    // The build of the server makes the notice that ships.
    bundledPackages((folders, environment) =>
      writeFolders(new URL(`dist/packages-${environment}.json`, import.meta.url).pathname, [...folders, ...STYLES]),
    ),
    tailwindcss(),
    sveltekit({
      // The prefix keeps the server's own PORT, HOST and the like from meaning something to the console.
      adapter: adapter({ envPrefix: 'ROLLCALL_CONSOLE_' }),
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          // The one style attribute of the kit's route announcer; ours have none.
          'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'img-src': ['self', 'data:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'manifest-src': ['self'],
          'form-action': ['self'],
          'base-uri': ['none'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
})
