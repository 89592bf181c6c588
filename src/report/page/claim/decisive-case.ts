import type { Certificate } from '../../../evidence/certificate-schema.ts'
import type { CaseData, DecisiveCase } from '../../../evidence/schema.ts'
import type { Goal } from '../../../judge/search/ground.ts'
import { fromHex } from '../../../program/hex-float.ts'
import { replayLine } from '../../replay-line.ts'
import { caseNumbers } from '../case-numbers.ts'
import type { PageContext } from '../context.ts'
import { copiedText } from '../copied-text.ts'
import { html, type Content } from '../html.ts'
import { figure } from '../picture/figure.ts'
import { picture } from '../picture/picture.ts'
import { programText } from './program-text.ts'

/** A case that decides a reading of a claim, as a picture and as numbers. @param walk what led to it, if a walk did */
export const decisiveCase = (
  claim: string,
  decisive: DecisiveCase,
  page: PageContext,
  walk?: Goal,
): Content => {
  const { case: named, subject, reading, tier, shrunk, original, certificate } = decisive
  return [
    html`<p>
      ${walk ? 'The case to which a walk leads from case' : 'Case'} ${named.index} of seed ${named.seed}, of
      ${subject}, made as small as it could be; decided by: ${tier}.
    </p>`,
    certificate ? certified(certificate, page) : uncertified(reading, shrunk),
    caseNumbers('Its numbers', shrunk, true),
    reading === 'reals' &&
      caseNumbers(walk ? 'Its numbers where the walk ended' : 'Its numbers as it was drawn', original, false),
    copiedText(
      'the replay line',
      replayLine(claim, named, { walk, engine: reading === 'float32' ? page.engine : undefined }),
    ),
  ]
}

const certified = (certificate: Certificate, page: PageContext): Content => [
  picture(certificate, page.allowed),
  page.certificates.add(certificate),
  html`<details>
    <summary>Its program, ${certificate.program.steps.length} steps</summary>
    ${copiedText('the program', programText(certificate))}
  </details>`,
]

const uncertified = (reading: 'reals' | 'float32', inputs: CaseData): Content => [
  inputFigures(inputs),
  html`<p class="aside">
    ${reading === 'float32' ? RETURNED : 'It has no certificate, so nothing checks it here.'}
  </p>`,
]
const RETURNED = 'No certificate says what the engine returned of it: the line below asks the engine again.'

/** The arrays of a case, drawn. */
export const inputFigures = (inputs: CaseData): Content =>
  html`<div class="figures">
    ${Object.entries(inputs).map(([name, { shape, data }]) =>
      figure({ name, shape, numbers: data.map(fromHex), marked: new Set() }),
    )}
  </div>`
