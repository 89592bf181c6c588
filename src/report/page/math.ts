import temml from 'temml'
import { visible } from '../visible.ts'
import { html, type Html } from './html.ts'
import { MathStyles, mathIn } from './mathml.ts'

/** Characters of a formula that is typeset; longer ones are no formulas. */
const LONGEST = 10_000

/** Typesets TeX as MathML, which browsers draw by themselves. */
export class Typesetter {
  readonly #styles = new MathStyles()

  /** TeX as MathML, or as it stands where it is none. */
  formula(tex: string, display: boolean): Html {
    return this.#mathml(visible(tex), display) ?? html`<code class="tex">${tex}</code>`
  }

  /** The rules of style that the formulas so far need. */
  get style(): string {
    return this.#styles.rules
  }

  #mathml(tex: string, displayMode: boolean): Html | undefined {
    if (tex.length > LONGEST) return undefined
    try {
      // Without trust there are no links, classes and pictures.
      const guards = { throwOnError: true, trust: false, maxExpand: 1000 }
      return mathIn(temml.renderToString(tex, { displayMode, ...guards, maxSize: [50, 50] }), this.#styles)
    } catch {
      // Whatever it trips over, it is shown as it stands.
      return undefined
    }
  }
}
