import { Html } from './html.ts'

/** An element of MathML, or text between two. */
type Node = string | Element
interface Element {
  readonly name: string
  attributes: string
  readonly inner: Node[]
}

const ELEMENTS = new Set(
  (
    'math mrow mi mo mn ms mtext mspace msub msup msubsup munder mover munderover mfrac msqrt mroot mstyle mpadded ' +
    'mphantom mtable mtr mtd mmultiscripts mprescripts none menclose'
  ).split(' '),
)
const ATTRIBUTES = new Set(
  (
    'display class form stretchy symmetric lspace rspace width height depth voffset movablelimits ' +
    'largeop minsize maxsize linethickness scriptlevel displaystyle mathvariant accent accentunder columnalign ' +
    'columnspacing rowspacing columnlines rowlines mathcolor mathbackground notation'
  ).split(' '),
)
const PROPERTIES =
  /^(display|math-depth|math-style|(margin|padding)(-left|-right)?|color|border|text-align|width):[-\w.#% ]+$/
const TOKEN = /<(\/?)([a-z]+)((?: [a-z]+="[^"<>]*")*)>|((?:[^<>&]|&(?:lt|gt|amp|quot|#\d+);)+)/y

/** Styles of elements, as classes: the page allows no style in an attribute. */
export class MathStyles {
  readonly #classes = new Map<string, string>()

  classOf(style: string): string {
    const allowed = style.split(';').filter((declaration) => PROPERTIES.test(declaration.trim()))
    const rule = allowed.join(';')
    if (!this.#classes.has(rule)) this.#classes.set(rule, `m${this.#classes.size}`)
    return this.#classes.get(rule)!
  }

  get rules(): string {
    return [...this.#classes].map(([rule, name]) => `.${name}{${rule}}`).join('')
  }
}

/**
 * What a typesetter made, read anew: elements and attributes of MathML that draw, and nothing else. A long row can go on
 * in the next line, where a comma, a space or a relation allows it.
 *
 * @throws {Error} when it holds anything else
 */
export function mathIn(text: string, styles: MathStyles): Html {
  const [math] = parsed(text, styles)
  if (typeof math !== 'object' || math.name !== 'math') throw new Error('it is no formula')
  const [only] = math.inner
  const row = math.inner.length === 1 && typeof only === 'object' && ROWS.includes(only.name) ? only : math
  const lines = textIn(row).length > SHORT ? lineParts(row.inner) : [row.inner]
  const within =
    row.name === 'mstyle' ? (inner: Node[]): Node[] => [{ ...row, inner }] : (inner: Node[]) => inner
  return new Html(lines.map((line) => `<math>${within(line).map(written).join('')}</math>`).join('<wbr>'))
}

/** What holds a whole formula. */
const ROWS = ['mrow', 'mstyle']

/** Characters that are kept in one line. */
const SHORT = 20
const textIn = (node: Node): string => (typeof node === 'string' ? node : node.inner.map(textIn).join(''))

function parsed(text: string, styles: MathStyles): Node[] {
  const open: Element[] = [{ name: '', attributes: '', inner: [] }]
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const [, closing, name, attributes, between] = TOKEN.exec(text) ?? unexpected()
    if (between !== undefined) open.at(-1)!.inner.push(between)
    else if (closing) {
      const element = open.pop()!
      if (element.name !== name) unexpected()
      leaveOutForms(element.inner)
    } else {
      if (!ELEMENTS.has(name)) unexpected()
      const element = { name, attributes: attributesOf(attributes, styles), inner: [] }
      open.at(-1)!.inner.push(element)
      open.push(element)
    }
  }
  return open.length === 1 ? open[0].inner : unexpected()
}

/** At the ends of a row a sign has the form that it would say. */
function leaveOutForms(row: readonly Node[]): void {
  if (row.length < 2) return
  for (const [node, form] of [
    [row[0], ' form="prefix"'],
    [row.at(-1)!, ' form="postfix"'],
  ] as const)
    if (typeof node === 'object') node.attributes = node.attributes.replace(form, '')
}

const unexpected = (): never => {
  throw new Error('it is more than a formula')
}

function attributesOf(text: string, styles: MathStyles): string {
  const found = new Map([...text.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]))
  const style = found.get('style')
  if (style !== undefined)
    found.set('class', [found.get('class'), styles.classOf(style)].filter(Boolean).join(' '))
  found.delete('style')
  // The sign itself says these.
  found.delete('fence')
  found.delete('separator')
  return [...found]
    .map(([name, value]) => (ATTRIBUTES.has(name) ? ` ${name}="${value}"` : unexpected()))
    .join('')
}

const written = (node: Node): string =>
  typeof node === 'string'
    ? node
    : `<${node.name}${node.attributes}>${node.inner.map(written).join('')}</${node.name}>`

const RELATIONS = /^(=|&lt;|&gt;|[≤≥≠∈∼≈⟺⟹⇒⇔→])$/

/** The nodes of a row, in parts between which a line may end. */
function lineParts(row: readonly Node[]): Node[][] {
  const parts: Node[][] = [[]]
  row.forEach((node, i) => {
    const joins = isSign(node, RELATIONS) || (isSign(node, SUMS) && !isSign(row[i - 1], /./))
    if (joins && parts.at(-1)!.length > 0) parts.push([])
    parts.at(-1)!.push(node)
    if (endsALine(node)) parts.push([])
  })
  return parts.filter((part) => part.length > 0)
}
/** Where they stand between two numbers. */
const SUMS = /^[+−]$/
const signOf = ({ inner }: Element): string => inner.map(String).join('')
const isSign = (node: Node | undefined, sign: RegExp): boolean =>
  typeof node === 'object' && node.name === 'mo' && sign.test(signOf(node))
const endsALine = (node: Node): boolean => {
  if (typeof node !== 'object') return false
  const { name, attributes } = node
  if (name === 'mspace') return /width="[12]em"/.test(attributes)
  return isSign(node, /^[,;:]$/) || (name === 'mtext' && signOf(node).trim() === '')
}
