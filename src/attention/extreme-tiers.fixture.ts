import { lanesOf, type Batch } from '../arithmetic/batch.ts'
import { run as runOnDevice } from '../arithmetic/device/run.ts'
import { run as runInIntervals } from '../arithmetic/interval/run.ts'
import { saying, type Said } from '../arithmetic/said.ts'
import { judgeAtom } from '../arithmetic/scalar/atoms.ts'
import { ExactField } from '../arithmetic/scalar/exact/exact-field.ts'
import type { Field } from '../arithmetic/scalar/field.ts'
import { IntervalField } from '../arithmetic/scalar/interval-field.ts'
import { openMpfr } from '../arithmetic/scalar/mpfr/open-mpfr.ts'
import { evaluate } from '../arithmetic/scalar/run.ts'
import { MODES } from '../engine/conformance/both-arithmetics.ts'
import type { Engine } from '../engine/engine.ts'
import type { Program, Programs } from '../program/program.ts'

const mpfr = await openMpfr()
/** 400 bits, where there is mpfr. */
export const fine = 'reason' in mpfr ? undefined : mpfr.field(400)

const made = new Map<string, unknown>()

/** What does not depend on the engine, made for the first one. */
export function once<T>(key: string, make: () => T): T {
  if (!made.has(key)) made.set(key, make())
  return made.get(key) as T
}

/** What a field says of each lane. */
function saidBy<T>(field: Field<T> & { release?: () => void }, program: Program, batch: Batch): Said[] {
  return Array.from({ length: batch.lanes }, (_, lane) => {
    const values = evaluate(program.steps, lanesOf(batch, lane, lane + 1), field)
    const said = saying(program, 1, (atom) => judgeAtom(atom, values, field), undefined)
    field.release?.()
    return said
  })
}

export interface Truths {
  readonly tier: string
  readonly hypothesis: number
  readonly claim: number
  readonly regions: readonly number[]
}

/** What every arithmetic says of every lane. */
export async function tiersOf(
  { definition, implementation }: Programs,
  batch: Batch,
  engine: Engine,
  key: string,
): Promise<Truths[][]> {
  const device = await Promise.all(
    MODES.map(async (mode) => ({
      tier: `device, ${mode}`,
      said: (await runOnDevice(implementation, batch, engine, mode)).reals,
    })),
  )
  const enclosures = { tier: 'interval', said: runInIntervals(definition, batch) }
  const scalar = once(key, () => [
    { tier: 'one interval at a time', lanes: saidBy(new IntervalField(), definition, batch) },
    { tier: 'exact', lanes: saidBy(new ExactField(), definition, batch) },
    ...(fine ? [{ tier: '400 bits', lanes: saidBy(fine, definition, batch) }] : []),
  ])
  const at = (tier: string, { hypothesis, claim, regions }: Said, lane: number): Truths => ({
    tier,
    hypothesis: hypothesis[lane],
    claim: claim[lane],
    regions: regions.map((truth) => truth[lane]),
  })
  return Array.from({ length: batch.lanes }, (_, lane) => [
    ...[...device, enclosures].map(({ tier, said }) => at(tier, said, lane)),
    ...scalar.map(({ tier, lanes }) => at(tier, lanes[lane], 0)),
  ])
}
