import { existsSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { Option } from 'commander'
import { CLAIM_KINDS, type Kind } from '../claim/claim.ts'
import { makeFolder } from '../engine/make-folder.ts'
import { claimTemplate, noteTemplate } from './claim-template.ts'
import { UsageError } from './exit-code.ts'
import { toolVersion } from './installation.ts'
import { projectTemplate } from './project-template.ts'
import type { AddCommand, Services } from './services.ts'
import { subjectTemplate } from './subject-template.ts'

/** `assay new`: files that are ready to fill in, and green at once. */
export const newCommand: AddCommand = (program, services) => {
  const command = program.command('new').summary('a claim, a subject or a project, ready to fill in')
  command
    .command('claim')
    .summary('a claim with a control, and its note')
    .argument('<theme/id>', 'such as order/my-claim: the folder below properties/, and the id')
    .addOption(new Option('--kind <kind>', 'kind of claim').choices(CLAIM_KINDS).default('forAll'))
    .addHelpText('after', '\nExample:\n  $ assay new claim order/my-claim')
    .action((name: string, { kind }: { kind: Kind }) => {
      const [theme, id, ...more] = name.split('/').map(nameIn)
      if (id === undefined || more.length > 0)
        throw new UsageError(`"${name}" is no theme and id, such as order/my-claim`)
      write(services, '.', {
        [`properties/${theme}/${id}.ts`]: claimTemplate(kind, theme, id),
        [`proofs-notes/${theme}/${id}.md`]: noteTemplate(kind, id),
      })
      services.stdout.write(`Now: npx assay verify ${id}\n`)
    })
  command
    .command('subject')
    .summary('an attention mechanism: what it means, and how it is computed')
    .argument('<name>', 'such as my-attention')
    .action((name: string) => {
      write(services, '.', { [`subjects/${nameIn(name)}.ts`]: subjectTemplate(name) })
      services.stdout.write("Now: import it in a claim, and give it as the claim's subject\n")
    })
  command
    .command('project')
    .summary('a package with one claim, its test, and a job of continuous integration')
    .argument('[folder]', 'where; here when left out', '.')
    .action((folder: string) => {
      write(services, folder, projectTemplate(nameOf(folder), toolVersion()))
      const enter = folder === '.' ? '' : `cd ${folder} && `
      services.stdout.write(`Now: ${enter}npm install --ignore-scripts && npm run verify && npm test\n`)
    })
}

/** Writes files, none of which may be there yet. @throws {UsageError} when one is, and then none is written */
function write(services: Services, folder: string, files: Readonly<Record<string, string>>): void {
  const there = Object.keys(files).filter((file) => existsSync(join(folder, file)))
  if (there.length > 0)
    throw new UsageError(`${there.join(', ')} is there already, and nothing was written; take another name`)
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, file)
    makeFolder(dirname(path))
    writeFileSync(path, text, { flag: 'wx' })
    services.stdout.write(`${path}\n`)
  }
}

/** @throws {UsageError} for what cannot be the name of a file, an id and an identifier alike */
function nameIn(name: string): string {
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) return name
  throw new UsageError(
    `"${name}" is no name: small letters and digits, with single dashes between, such as my-claim`,
  )
}

/** The name of a package for a folder, whatever the folder is called. */
const nameOf = (folder: string): string =>
  basename(resolve(folder))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '') || 'claims'
