import { batchOf } from '../../arithmetic/batch.ts'
import { gaussian, sequences } from '../../generate/generate.ts'
import { caseAt } from '../../generate/stream.ts'
import type { Real } from '../../program/real.ts'
import { compared } from './against-enclosures.ts'
import { AXES_CASES } from './axes-cases.ts'
import { MODES, type BoundMode } from './both-arithmetics.ts'
import type { Check, Options } from './check.ts'
import { COMPOUNDS } from './compound-cases.ts'
import { inputsInWords, questions, type Question } from './drawn-inputs.ts'
import { OPERATION_CASES } from './operation-cases.ts'
import { randomQuestions } from './random-questions.ts'
import { asking, ASKS, FORMS, type Form } from './subject-list.ts'

/** Where the entries are is the question, not what they are. */
const FEW_LANES = 5
export const OF_MANY_AXES = 'of one to eight axes, and of extents 0 and 1'

type Asked = (options: Options) => Iterable<Question<Real>>

/** Every operation, and formulas of several, within its bounds of its enclosure. */
export const operationChecks: readonly Check[] = [
  ...Object.entries(OPERATION_CASES).map(([name, cases]) =>
    boundCheck('operations', name, (options) => questions(cases, options), MODES),
  ),
  ...Object.entries(AXES_CASES).map(([name, cases]) =>
    boundCheck('operations', `${name} ${OF_MANY_AXES}`, (options) =>
      questions(cases, { ...options, lanes: Math.min(options.lanes, FEW_LANES) }, ['moderate']),
    ),
  ),
  ...COMPOUNDS.map((formula) =>
    boundCheck('operations', formula.title, (options) => questions([formula], options)),
  ),
]

/** Every subject in every form: its computation on the device within its bounds of its definition. */
export const subjectChecks: readonly Check[] = [
  ...FORMS.map((form) =>
    boundCheck('subjects', form.subject.name, ({ seed }) => atUnitScale(form, seed), ['running']),
  ),
  ...FORMS.map((form) =>
    boundCheck('bounds', `${form.subject.name} at random shapes and scales`, ({ evaluations, seed }) =>
      // One case of a shape, so that few evaluations have several shapes; more of many, which is faster.
      randomQuestions(form, evaluations, seed, Math.min(64, Math.ceil(evaluations / 1024))),
    ),
  ),
]

function* atUnitScale({ subject }: Form, seed: number): Iterable<Question<Real>> {
  for (const [tokens, width] of [
    [1, 1],
    [3, 2],
    [6, 4],
  ] as const) {
    const inputs = sequences({ tokens: [tokens], width: [width], from: gaussian(1) })
    const batch = batchOf(Array.from({ length: 16 }, (_, lane) => caseAt(inputs, subject.name, seed, lane)))
    for (const ask of ASKS)
      yield { where: `${ask} of ${tokens} tokens of width ${width}`, batch, of: asking(subject, ask) }
  }
}

/** @param finite the bounds that must not be infinite for all that is tried */
function boundCheck(
  group: Check['group'],
  name: string,
  asked: Asked,
  finite: readonly BoundMode[] = [],
): Check {
  return {
    group,
    name,
    // Without the running bound there is none where the static one is infinite.
    nothing: 'no static bound was finite, and the running one is off on this engine',
    async *run(engine, options) {
      const seen = new Set<BoundMode>()
      for (const question of asked(options))
        for (const { mode, bounded, leastSlack, escapes } of await compared(engine, question)) {
          if (bounded > 0) seen.add(mode)
          const faults = escapes.map(({ lane, said }) => {
            const place = `${question.where}, ${mode} bound, lane ${lane}`
            return `${place}, ${said}; ${inputsInWords(question.batch, lane)}`
          })
          yield { cases: bounded, faults, ...(group === 'bounds' && { leastSlack }) }
        }
      // A bound that is always infinite would hold as well.
      const never = finite.filter((mode) => !seen.has(mode))
      yield { faults: never.map((mode) => `the ${mode} bound is never finite`) }
    },
  }
}
