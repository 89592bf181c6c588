import type { CaseData, ExaminedEvidence } from '../../../evidence/schema.ts'
import { inputFigures } from '../claim/decisive-case.ts'
import { fromHex } from '../../../program/hex-float.ts'
import { caseNumbers } from '../case-numbers.ts'
import type { PageContext } from '../context.ts'
import { html, type Content } from '../html.ts'
import { picture } from '../picture/picture.ts'
import { inWords } from '../picture/heat-map.ts'
import { withDigits } from '../picture/number-text.ts'

type Deviation = NonNullable<ExaminedEvidence['deviation']>

/** The first number that no honest implementation returns, with the inputs that lead to it. */
export function deviation(found: Deviation, page: PageContext): Content {
  const { family, of, at, returned, value, low, high, certificate } = found
  const number = (hex: string): string => withDigits(fromHex(hex), 9)
  const arrays = arraysOf(found)
  return html`<h4>The first deviation</h4>
    <p>
      Made as small as it could be; drawn from: ${family}. At ${of}${inWords(at, outputShape(found))}, by
      ${of === 'weights' ? 'head, query and key' : 'query, head and entry'}, it returned
      <b>${number(returned)}</b>. The definition says <b>${number(value)}</b>, and honest implementations
      answer between ${number(low)} and ${number(high)}.
    </p>
    ${certificate ? [picture(certificate, page.allowed), page.certificates.add(certificate)] : uncertified(arrays)}
    ${caseNumbers('Its numbers', arrays, true)}`
}

const uncertified = (arrays: CaseData): Content => [
  inputFigures(arrays),
  html`<p class="aside">Not certified: no arithmetic decides it.</p>`,
]

function arraysOf({ inputs, extents }: Deviation) {
  const { queries, keys, width, valueWidth, queryHeads, keyHeads } = extents
  const shapes = {
    q: [queries, queryHeads, width],
    k: [keys, keyHeads, width],
    v: [keys, keyHeads, valueWidth],
    mask: [queries, keys],
  }
  const names = (['q', 'k', 'v', 'mask'] as const).filter((name) => inputs[name] !== undefined)
  return Object.fromEntries(
    names.map((name) => [name, { shape: withoutHeads(shapes[name]), data: inputs[name]! }]),
  )
}

/** An axis of one head says nothing. */
const withoutHeads = (shape: number[]): number[] =>
  shape.length === 3 && shape[1] === 1 ? [shape[0], shape[2]] : shape

const outputShape = ({ of, extents }: Deviation): number[] =>
  of === 'weights'
    ? [extents.queryHeads, extents.queries, extents.keys]
    : [extents.queries, extents.queryHeads, extents.valueWidth]
