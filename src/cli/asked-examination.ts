import { catalogue } from '../claim/catalogue.ts'
import type { AskedExamination } from '../recount/asked-examination.ts'
import { examineCommand, type ExamineOptions } from './examine-command.ts'
import { judgeCommand, type JudgeOptions } from './judge-command.ts'
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
    ([id], given) =>
      'answers' in (given as object)
        ? askedOfAnswers(id as string | undefined, given as JudgeOptions)
        : askedOfAttention(given as ExamineOptions),
  )
}

const askedOfAnswers = (id: string | undefined, { seed, count }: JudgeOptions): AskedExamination => ({
  ...{ seed, required: [], cases: count, asksAgain: false },
  claims: id === undefined ? [] : [id],
  lanes: id === undefined ? count : undefined,
})

const askedOfAttention = ({ seed, claims, require, lanes, cases }: ExamineOptions): AskedExamination => ({
  ...{ seed, lanes, cases, asksAgain: true },
  required: listed(require),
  claims: claimsOf(claims, listed(require)),
})

/** The claims that are named, all where none are, and those that are required. */
function claimsOf(ids: string | undefined, required: readonly string[]): string[] {
  const all = catalogue.list().map(({ id }) => id)
  const named = ids === undefined ? all : ids === 'none' ? [] : listed(ids)
  return [...named, ...required.filter((id) => all.includes(id) && !named.includes(id))]
}
