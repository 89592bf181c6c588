import { catalogue } from '../claim/catalogue.ts'
import type { Claim } from '../claim/claim.ts'
import { examine } from '../examine/examination.ts'
import { familyLanes } from './examine-lanes.ts'
import type { ExamineOptions } from './examine-command.ts'
import { openExamined } from './examine-source.ts'
import { takesOf } from './examine-takes.ts'
import { examineAndTell } from './examine-tell.ts'
import type { ExitCode } from './exit-code.ts'
import { listed } from './listed.ts'
import type { Services } from './services.ts'

/** Examines the attention that a command line names. */
export async function examineNamed(
  module: string | undefined,
  options: ExamineOptions,
  argv: readonly string[],
  services: Services,
): Promise<ExitCode> {
  const claims = await claimsNamed(options.claims)
  return examineAndTell(options, argv, services, async ({ engine, ...around }) => {
    const { examined, declared, origin } = await openExamined(module, options, engine)
    const takes = { ...examined.takes, ...takesOf(options) }
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
        required: listed(options.require),
      })
    } finally {
      await examined.close()
    }
  })
}

async function claimsNamed(ids: string | undefined): Promise<Claim[]> {
  const named = ids === undefined ? catalogue.list().map(({ id }) => id) : ids === 'none' ? [] : listed(ids)
  return Promise.all(named.map((id) => catalogue.load(id)))
}
