import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { fileLinksNamed } from './file-links.ts'

/*
 * `prepack` and `postpack`. npm's page resolves links of the README against the address of the repository, and this package
 * names none. Until it does, the README that is packed names the files that the one of the repository links to.
 */
const at = (path: string): URL => new URL(`../${path}`, import.meta.url)
const [README, KEPT] = [at('README.md'), at('.readme-of-the-repository.md')]

// Also before packing: a run that was killed left the other one.
if (existsSync(KEPT)) renameSync(KEPT, README)
const { repository } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as {
  readonly repository?: unknown
}
if (repository === undefined && !process.argv.includes('--restore')) {
  const page = readFileSync(README, 'utf8')
  writeFileSync(KEPT, page)
  writeFileSync(README, fileLinksNamed(page))
}
