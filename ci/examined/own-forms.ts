import type { Batch } from '../../src/arithmetic/batch.ts'
import { compute } from '../../src/arithmetic/device/compute.ts'
import { FEATURE_MAPS } from '../../src/attention/feature-map.ts'
import { softmaxAttention } from '../../src/attention/softmax.ts'
import { FORMS, asking, striped, type Ask } from '../../src/engine/conformance/subject-list.ts'
import type { Subject } from '../../src/attention/attention.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { declaredFrom } from '../../src/examine/declared-from.ts'
import type { Declared } from '../../src/examine/declared.ts'
import type { Definition } from '../../src/examine/definition.ts'
import type { Examined } from '../../src/examine/examined.ts'
import type { Lanes } from '../../src/examine/lanes.ts'
import { recordFormula, type Formula } from '../../src/program/formula.ts'

/** A mechanism of this project in one of its forms, and what it is said to be. */
export interface OwnForm {
  readonly subject: Subject
  readonly declared: Declared
}

const SCALES = ['none', 'inverse-sqrt-width', 0.3] as const

/** Softmax in words of `assay examine`, by the names of its subjects. */
const SOFTMAX: ReadonlyMap<string, Definition> = new Map(
  SCALES.flatMap((scale) =>
    (['none', 'causal'] as const).map((mask) => [
      softmaxAttention({ scale, mask }).name,
      { as: 'softmax', scale, mask },
    ]),
  ),
)

/** Every form that can be declared: all but what `assay examine` does not know, and masks of the project's tests. */
export const OWN_FORMS: readonly OwnForm[] = FORMS.flatMap(({ subject }) => {
  const { linear } = subject
  if (linear && (linear.mask === striped || !FEATURE_MAPS.includes(linear.map))) return []
  const definition = linear
    ? ({
        as: `linear(${linear.map.name}${linear.normalised ? '' : ', unnormalised'})`,
        mask: linear.mask === 'causal' ? 'causal' : 'none',
      } as Definition)
    : SOFTMAX.get(subject.name)
  return definition ? [{ subject, declared: declaredFrom(definition) }] : []
})

/** A form as an attention under examination, computed on an engine in float32. */
export function examinedForm({ subject }: OwnForm, engine: Engine): Examined {
  const programs = new Map<string, Formula>()
  const ask = async (which: Ask, { lanes, queries, keys, width, valueWidth, q, k, v }: Lanes) => {
    const shapes = { q: [queries, width], k: [keys, width], v: [keys, valueWidth] }
    const key = `${which} ${JSON.stringify(shapes)}`
    const program = programs.get(key) ?? recordFormula(shapes, asking(subject, which), 'implementation')
    programs.set(key, program)
    const batch: Batch = { lanes, names: ['q', 'k', 'v'], shapes, data: { q, k, v } }
    return Float32Array.from((await compute(program, batch, engine)).values)
  }
  return {
    name: subject.name,
    device: engine.device,
    gives: { weights: true, output: true },
    answer: async (lanes) => ({ output: await ask('output', lanes), weights: await ask('weights', lanes) }),
    close: async () => undefined,
  }
}
