import { againstEnclosures, describeEscape } from './against-enclosures.ts'
import { CASES } from './all-cases.ts'
import type { OperationCase, OperationName } from './cases-of.ts'
import { noBoundOn, type Check, type ConformanceOptions, type Outcome } from './check.ts'
import { COMPOUNDS } from './compound-cases.ts'
import { arrayInIntervals } from './in-intervals.ts'
import { drawn, inputsOf, KIND_NAMES } from './numbers.ts'
import { arrayOnDevice, MODES, type Mode } from './on-device.ts'
import { OPERATIONS } from './operation-cases.ts'
import type { Engine } from '../engine.ts'

/** Every operation of `Real`, and formulas of several, within its bounds of its enclosure. */
export const operationChecks: readonly Check[] = [
  ...(Object.keys(OPERATIONS) as OperationName[]).map((name) => checkOf(name, CASES[name], MODES)),
  ...COMPOUNDS.map((formula) => checkOf(formula.title, [formula], [])),
]

/** @param finite the bounds that must not be infinite for all that is tried */
function checkOf(name: string, cases: readonly OperationCase[], finite: readonly Mode[]): Check {
  return { group: 'operations', name, run: (engine, options) => withinBounds(engine, cases, finite, options) }
}

async function withinBounds(
  engine: Engine,
  cases: readonly OperationCase[],
  finite: readonly Mode[],
  options: Required<ConformanceOptions>,
): Promise<Outcome> {
  const faults: string[] = []
  const bounded = { static: 0, running: 0 }
  for (const { title, shapes, of } of cases) {
    for (const kind of KIND_NAMES) {
      for (const lanes of new Set([1, options.lanes])) {
        const batch = drawn(shapes, kind, lanes, options.seed)
        const truth = arrayInIntervals(batch, of)
        for (const mode of MODES) {
          const result = await arrayOnDevice(engine, mode, batch, of)
          const found = againstEnclosures(result, truth, lanes)
          bounded[mode] += found.bounded
          for (const escape of found.escapes) {
            const where = `${title}, ${kind} numbers, ${lanes} lanes, ${mode} bound`
            faults.push(`${where}: ${describeEscape(escape)}; ${inputsOf(batch, escape.lane)}`)
          }
        }
      }
    }
  }
  // A bound that is always infinite would hold as well.
  for (const mode of finite) if (bounded[mode] === 0) faults.push(`the ${mode} bound is never finite`)
  return { cases: bounded.static + bounded.running, faults, ...noBoundOn(engine) }
}
