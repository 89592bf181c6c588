import { batchOf } from '../../arithmetic/batch.ts'
import { gaussian, sequences } from '../../generate/generate.ts'
import { caseAt } from '../../generate/stream.ts'
import { againstEnclosures, describeEscape } from './against-enclosures.ts'
import { boundFuzz, describeViolation } from './bound-fuzz.ts'
import { noBoundOn, type Check } from './check.ts'
import { arrayInIntervals } from './in-intervals.ts'
import { arrayOnDevice, MODES } from './on-device.ts'
import { asked, ASKS, FORMS, type Form } from './subject-list.ts'

const LANES = 16
/** Cases of a shape: one, so that few evaluations have several shapes, and more of many, which is faster. */
const blockOf = (evaluations: number): number => Math.min(64, Math.ceil(evaluations / 1024))
const SHAPES = [
  [1, 1],
  [3, 2],
  [6, 4],
] as const

/** Every subject in every form: its computation on the device within its bounds of its definition. */
export const subjectChecks: readonly Check[] = [...FORMS.map(atUnitScale), ...FORMS.map(atRandomScales)]

function atUnitScale({ subject }: Form): Check {
  return {
    group: 'subjects',
    name: subject.name,
    async run(engine, { seed }) {
      const faults: string[] = []
      let cases = 0
      let running = 0
      for (const [tokens, width] of SHAPES) {
        const inputs = sequences({ tokens: [tokens], width: [width], from: gaussian(1) })
        const of = (lane: number) => caseAt(inputs, subject.name, seed, lane)
        const batch = batchOf(Array.from({ length: LANES }, (_, lane) => of(lane)))
        for (const ask of ASKS) {
          const truth = arrayInIntervals(batch, (numbers, x) => asked(subject.definition(x), ask, numbers))
          for (const mode of MODES) {
            const where = `${ask} of ${tokens} tokens of width ${width}, ${mode} bound`
            const result = await arrayOnDevice(engine, mode, batch, (numbers, x) =>
              asked(subject.implementation(x), ask, numbers),
            )
            const { bounded, escapes } = againstEnclosures(result, truth, LANES)
            if (mode === 'running') running += bounded
            cases += bounded
            faults.push(...escapes.map((escape) => `${where}: ${describeEscape(escape)}`))
          }
        }
      }
      // A bound that is always infinite would hold as well.
      if (running === 0) faults.push('the running bound is never finite')
      return { cases, faults }
    },
  }
}

function atRandomScales(form: Form): Check {
  return {
    group: 'bounds',
    name: `${form.subject.name} at random shapes and scales`,
    async run(engine, { evaluations, seed }) {
      const { entries, violations, leastSlack } = await boundFuzz(engine, form, {
        evaluations,
        seed,
        block: blockOf(evaluations),
      })
      return { cases: entries, faults: violations.map(describeViolation), leastSlack, ...noBoundOn(engine) }
    },
  }
}
