import type { Subject } from '../../attention/attention.ts'
import { batchOf } from '../../arithmetic/batch.ts'
import { gaussian, sequences } from '../../generate/generate.ts'
import { caseAt } from '../../generate/stream.ts'
import type { Real } from '../../program/real.ts'
import type { Engine } from '../engine.ts'
import { compared, describeEscape } from './against-enclosures.ts'
import { MODES, type Mode } from './both-arithmetics.ts'
import { boundFuzz, describeViolation } from './bound-fuzz.ts'
import type { Check, Outcome } from './check.ts'
import { COMPOUNDS } from './compound-cases.ts'
import { inputsOf, questions, type Question } from './numbers.ts'
import { OPERATION_CASES, type OperationCase } from './operation-cases.ts'
import { asking, ASKS, FORMS, type Form } from './subject-list.ts'

/** Every operation, and formulas of several, within its bounds of its enclosure. */
export const operationChecks: readonly Check[] = [
  ...Object.entries(OPERATION_CASES).map(([name, cases]) => operationCheck(name, cases, MODES)),
  ...COMPOUNDS.map((formula) => operationCheck(formula.title, [formula], [])),
]

/** Every subject in every form: its computation on the device within its bounds of its definition. */
export const subjectChecks: readonly Check[] = [...FORMS.map(atUnitScale), ...FORMS.map(atRandomScales)]

/** @param finite the bounds that must not be infinite for all that is tried */
function operationCheck(name: string, cases: readonly OperationCase[], finite: readonly Mode[]): Check {
  return {
    group: 'operations',
    name,
    run: (engine, options) => withinBounds(engine, questions(cases, options), finite),
  }
}

function atUnitScale({ subject }: Form): Check {
  return {
    group: 'subjects',
    name: subject.name,
    run: (engine, { seed }) => withinBounds(engine, askedAtUnitScale(subject, seed), ['running']),
  }
}

function* askedAtUnitScale(subject: Subject, seed: number): Iterable<Question<Real>> {
  for (const [tokens, width] of [
    [1, 1],
    [3, 2],
    [6, 4],
  ] as const) {
    const inputs = sequences({ tokens: [tokens], width: [width], from: gaussian(1) })
    const lanes = Array.from({ length: 16 }, (_, lane) => caseAt(inputs, subject.name, seed, lane))
    const batch = batchOf(lanes)
    for (const ask of ASKS)
      yield { where: `${ask} of ${tokens} tokens of width ${width}`, batch, of: asking(subject, ask) }
  }
}

async function withinBounds(
  engine: Engine,
  asked: Iterable<Question<Real>>,
  finite: readonly Mode[],
): Promise<Outcome> {
  const faults: string[] = []
  const entries = { static: 0, running: 0 }
  for (const question of asked) {
    for (const { mode, bounded, escapes } of await compared(engine, question)) {
      entries[mode] += bounded
      for (const escape of escapes) {
        const inputs = inputsOf(question.batch, escape.lane)
        faults.push(`${question.where}, ${mode} bound: ${describeEscape(escape)}; ${inputs}`)
      }
    }
  }
  // A bound that is always infinite would hold as well.
  for (const mode of finite) if (entries[mode] === 0) faults.push(`the ${mode} bound is never finite`)
  return { cases: entries.static + entries.running, faults, ...noBoundOn(engine) }
}

function atRandomScales(form: Form): Check {
  return {
    group: 'bounds',
    name: `${form.subject.name} at random shapes and scales`,
    async run(engine, { evaluations, seed }) {
      // One case of a shape, so that few evaluations have several shapes; more of many, which is faster.
      const block = Math.min(64, Math.ceil(evaluations / 1024))
      const { entries, violations, leastSlack } = await boundFuzz(engine, form, { evaluations, seed, block })
      return { cases: entries, faults: violations.map(describeViolation), leastSlack, ...noBoundOn(engine) }
    },
  }
}

/** An engine without the running bound has none where the static one is infinite. */
function noBoundOn({ assumesFinite }: Engine): Pick<Outcome, 'nothing'> {
  return assumesFinite
    ? { nothing: 'no static bound was finite, and the running one is off on this engine' }
    : {}
}
