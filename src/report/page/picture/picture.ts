import { OverLimit, within } from '../../../auditor/limits.ts'
import type { Allowed } from '../../../auditor/certificate-check.ts'
import type { Certificate } from '../../../evidence/certificate-schema.ts'
import { OPERATIONS } from '../../../program/operations.ts'
import { comparedBy, type Statement } from '../../../program/statement.ts'
import { html, type Content } from '../html.ts'
import { decidingOf, type Deciding } from './deciding.ts'
import { figure } from './figure.ts'
import { formulaOf } from './formula.ts'
import { numberIn, ValueNames } from './names.ts'
import { sentenceOf } from './sentence.ts'
import { nearest, valuesIn, type Values } from './values.ts'

type Steps = Certificate['program']['steps']

/** Most arrays of a certificate that are drawn. */
const MOST = 10
const BITS = [192, 768, 3072]

/** What a certificate shows: the comparison that decides, in words, and the arrays that lead to it, with marks on it. */
export function picture(certificate: Certificate, allowed: Allowed): Content {
  try {
    return within(allowed.budget, () => drawn(certificate, allowed))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return html`<p class="aside">No picture: ${error instanceof OverLimit && 'it '}${why}.</p>`
  }
}

function drawn(certificate: Certificate, { limits }: Allowed): Content {
  let values: Values
  let deciding: readonly Deciding[] = []
  let tries = 0
  do {
    values = valuesIn(certificate, limits, BITS[tries])
    deciding = decided(certificate, values)
  } while (deciding.length === 0 && values.x.open.ever && ++tries < BITS.length)
  const { steps } = certificate.program
  const needed = neededBy(deciding, steps)
  const names = new ValueNames(steps, needed)
  return html`<p>
      ${deciding.length > 0 ? MEANING[meaningOf(certificate)] : 'What decides it was not found.'}
    </p>
    <ul class="deciding">
      ${deciding.map((one) => html`<li>${sentenceOf(one, names, values)}</li>`)}
    </ul>
    <div class="figures">
      ${valuesShown(steps, deciding, names).map((value) =>
        figure({
          name: names.name(value),
          formula: formulaOf(value, steps, names),
          shape: values.shapes[value],
          numbers: values.entries[value].map(nearest),
          marked: new Set(deciding.flatMap((one) => marksOn(one, value))),
        }),
      )}
    </div>`
}

type Meaning = 'false' | 'true' | 'obstructed'
const MEANING: Readonly<Record<Meaning, string>> = {
  false: 'The claim is false of it, because',
  true: 'The claim is true of it, because',
  obstructed: 'There is certainly no witness for it, because',
}
const meaningOf = ({ says, program }: Certificate): Meaning =>
  says === 'satisfied' ? 'true' : program.obstruction === undefined ? 'false' : 'obstructed'

function decided(certificate: Certificate, values: Values): Deciding[] {
  const { claim, obstruction } = certificate.program as { claim: Statement; obstruction?: Statement }
  const meaning = meaningOf(certificate)
  return decidingOf(meaning === 'obstructed' ? obstruction! : claim, meaning !== 'false', values)
}

const marksOn = ({ atom, places }: Deciding, value: number): number[] =>
  comparedBy(atom).flatMap((compared, side) => (compared === value ? (places[side] ?? []) : []))

/** What is compared, and all that it is computed from. */
function neededBy(deciding: readonly Deciding[], steps: Steps): ReadonlySet<number> {
  const needed = new Set(deciding.flatMap(({ atom }) => comparedBy(atom)))
  for (let value = steps.length - 1; value >= 0; value--)
    if (needed.has(value)) for (const operand of operandsOf(steps[value])) needed.add(operand)
  return needed
}

const operandsOf = ([name, ...of]: Steps[number]): number[] =>
  of.slice(0, OPERATIONS[name].operands) as number[]

/** The inputs, what is compared, and on the way there what attention has names for. */
function valuesShown(steps: Steps, deciding: readonly Deciding[], names: ValueNames): number[] {
  const compared = new Set(deciding.flatMap(({ atom }) => comparedBy(atom)))
  const all = steps.map((_, value) => value).filter((value) => numberIn(steps[value]) === undefined)
  const first = all.filter((value) => steps[value][0] === 'input' || compared.has(value))
  const between = all.filter((value) => names.isKnown(value) && !first.includes(value))
  return [...first, ...between].slice(0, MOST).sort((a, b) => a - b)
}
