import { parseArgs } from 'node:util'
import { startEngine } from '../../src/engine/start.ts'
import { declaredFrom } from '../../src/examine/declared-from.ts'
import type { Declared } from '../../src/examine/declared.ts'
import type { Definition } from '../../src/examine/definition.ts'
import type { Examined } from '../../src/examine/examined.ts'
import { compareAll } from '../../src/examine/examine.ts'
import { examinationBatches } from '../../src/examine/families/examination-batches.ts'
import { freeExtentsOf } from '../../src/examine/families/free-extents.ts'
import { examineProcess } from '../../src/examine/transports/examine-process.ts'
import { examinedForm, OWN_FORMS } from './own-forms.ts'

/*
 * Counts false alarms: how many lanes of honest implementations are called deviating. Either of all forms of this project on
 * an engine (--engine wasm), or of a process (--command …, with --as, --scale, --mask, --heads). A line for each, and one
 * for all together; any deviation is exit code 1.
 */
const { values } = parseArgs({
  options: {
    ...{ engine: { type: 'string' }, command: { type: 'string' } },
    ...{
      as: { type: 'string' },
      scale: { type: 'string' },
      mask: { type: 'string' },
      heads: { type: 'string' },
    },
    ...{ lanes: { type: 'string', default: '1000000' }, tokens: { type: 'string', default: '16' } },
    seed: { type: 'string', default: '1' },
  },
})
const maxTokens = Number(values.tokens)
let [allLanes, allNumbers, allDeviating] = [0, 0, 0]

async function count(examined: Examined, declared: Declared, lanes: number): Promise<void> {
  const free = { ...freeExtentsOf(examined.takes ?? {}), maxTokens }
  const batches = examinationBatches(declared, { ...free, seed: Number(values.seed), lanes })
  const began = performance.now()
  const { counts, first, failed } = await compareAll({ examined, declared, batches })
  await examined.close()
  if (failed !== undefined) throw new Error(failed)
  const rate = counts.lanes / ((performance.now() - began) / 1000)
  told(
    [examined.name, examined.version ?? examined.device ?? ''].join(', '),
    counts,
    `${Math.round(rate)} lanes/s`,
  )
  if (first) console.log(`  the first: ${first.family}`, first.lanes, first.deviation)
  allLanes += counts.lanes
  allNumbers += counts.numbers
  allDeviating += counts.deviatingLanes
}

const told = (
  who: string,
  counts: { lanes: number; numbers: number; deviatingLanes: number },
  rate: string,
) =>
  console.log(
    `${who}: ${counts.lanes} lanes, ${counts.numbers} numbers, ${counts.deviatingLanes} deviating; ${rate}`,
  )

if (values.command === undefined) {
  const { engine } = await startEngine(values.engine ?? 'auto')
  const each = Math.ceil(Number(values.lanes) / OWN_FORMS.length)
  for (const form of OWN_FORMS) await count(examinedForm(form, engine), form.declared, each)
} else {
  const { as = 'softmax', scale, mask, heads } = values
  const words = { as, ...(scale && { scale }), ...(mask && { mask }), ...(heads && { heads }) } as Definition
  const declared = declaredFrom(words)
  await count(await examineProcess(values.command, { declared }), declared, Number(values.lanes))
}
told(
  `all together, at most ${maxTokens} tokens`,
  { lanes: allLanes, numbers: allNumbers, deviatingLanes: allDeviating },
  '',
)
process.exitCode = allDeviating > 0 ? 1 : 0
