export default function checkBrowser(): void {
  if (process.env.CHROMIUM_PATH === undefined) {
    throw new Error('CHROMIUM_PATH is not set: run "npm run e2e" in the root of the repository, or name a Chromium')
  }
}
