import { catalogue } from '../claim/catalogue.ts'
import type { AskedExamination } from '../recount/asked-examination.ts'
import { examineCommand, type ExamineOptions } from './examine-command.ts'
import { judgeCommand } from './judge-command.ts'
import { listed } from './listed.ts'
import { type Problem, readCommand } from './read-command.ts'
import type { Services } from './services.ts'

/** What the command in a file of what was examined asks for, read as the command line reads it. */
export function askedExamination(command: string, services: Services): Promise<AskedExamination | Problem> {
  return readCommand(
    command,
    (program, argv) => {
      for (const add of [examineCommand, judgeCommand]) add(program, services, () => undefined, argv)
    },
    ([id], given) => {
      const { seed, claims, require: required, ...options } = given as ExamineOptions
      if ('answers' in options) return { seed, required: [], claims: id === undefined ? [] : [id as string] }
      return { seed, required: listed(required), claims: claimsOf(claims, listed(required)) }
    },
  )
}

/** The claims that are named, all where none are, and those that are required. */
function claimsOf(ids: string | undefined, required: readonly string[]): string[] {
  const all = catalogue.list().map(({ id }) => id)
  const named = ids === undefined ? all : ids === 'none' ? [] : listed(ids)
  return [...named, ...required.filter((id) => all.includes(id) && !named.includes(id))]
}
