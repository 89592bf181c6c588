export interface SvgElement {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  /** Classes of the elements around it and of itself. */
  readonly classes: readonly string[]
  /** Where its origin is in the figure, in px, from the `translate` of all around it. */
  readonly x: number
  readonly y: number
  /** With the texts of its children, a line each. */
  text: string
}

/** Every element of an SVG text, read without a browser. Throws where tags don't match. */
export function svgElements(svg: string): SvgElement[] {
  const all: SvgElement[] = []
  const open: SvgElement[] = []
  for (const [token, closing, tag, rest, slash] of svg.matchAll(/<(\/?)([a-z]+)([^>]*?)(\/?)>|[^<]+/gi)) {
    if (tag === undefined) {
      if (/[<>]|&(?!(amp|lt|gt|quot);)/.test(token)) throw new Error(`unescaped text: ${token}`)
      for (const element of open) element.text += unescaped(token)
    } else if (closing === '/') {
      if (open.pop()?.tag !== tag) throw new Error(`${token} closes something else`)
    } else {
      const attributes = Object.fromEntries(
        [...rest.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name, value]) => [name, unescaped(value)]),
      )
      const around = open.at(-1)
      const [, x = '0', y = '0'] = /^translate\(([^,]+),([^)]+)\)/.exec(attributes.transform ?? '') ?? []
      const element = {
        tag,
        attributes,
        classes: [...(around?.classes ?? []), ...(attributes.class ?? '').split(' ')],
        x: (around?.x ?? 0) + Number(x),
        y: (around?.y ?? 0) + Number(y),
        text: '',
      }
      if (tag === 'tspan' && around && around.text !== '') for (const outer of open) outer.text += '\n'
      all.push(element)
      if (slash === '') open.push(element)
    }
  }
  if (open.length > 0) throw new Error(`${open.length} elements stay open`)
  return all
}

function unescaped(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
}
