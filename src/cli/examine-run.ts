import { catalogue } from '../claim/catalogue.ts'
import type { Claim } from '../claim/claim.ts'
import { examine } from '../examine/examination.ts'
import { PROPERTIES } from '../examine/implementation/properties.ts'
import { familyLanes } from './examine-lanes.ts'
import type { ExamineOptions } from './examine-command.ts'
import { openExamined } from './examine-source.ts'
import { takesOf } from './examine-takes.ts'
import { examineAndTell } from './examine-tell.ts'
import { type ExitCode, UsageError } from './exit-code.ts'
import { listed } from './listed.ts'
import type { Services } from './services.ts'

/** Examines the attention that a command line names. */
export async function examineNamed(
  module: string | undefined,
  options: ExamineOptions,
  argv: readonly string[],
  services: Services,
): Promise<ExitCode> {
  const required = listed(options.require)
  const claims = await claimsNamed(options.claims, required)
  const taken = takesOf(options)
  return examineAndTell(options, argv, services, async ({ engine, ...around }) => {
    const { examined, declared, origin } = await openExamined(module, options, engine)
    const takes = { ...examined.takes, ...taken }
    try {
      return await examine({
        ...around,
        examined,
        declared,
        origin,
        takes,
        seed: options.seed,
        batches: familyLanes(declared, takes, options.seed, options.lanes),
        asksAgain: true,
        claims,
        cases: options.cases,
        required,
      })
    } finally {
      await examined.close()
    }
  })
}

/**
 * The claims that are named, and those that are required.
 *
 * @throws {UsageError} when something is required that there is not; {UnknownClaimError}
 */
async function claimsNamed(ids: string | undefined, required: readonly string[]): Promise<Claim[]> {
  const all = catalogue.list().map(({ id }) => id)
  const unknown = required.filter((id) => !all.includes(id) && !PROPERTIES.some((each) => each.id === id))
  if (unknown.length > 0)
    throw new UsageError(
      `there is no claim or property ${unknown.join(', ')} to require; properties are ${PROPERTIES.map(({ id }) => id).join(', ')}, and \`assay list\` lists the claims`,
    )
  const named = ids === undefined ? all : ids === 'none' ? [] : listed(ids)
  const also = required.filter((id) => all.includes(id) && !named.includes(id))
  return Promise.all([...named, ...also].map((id) => catalogue.load(id)))
}
