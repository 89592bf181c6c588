import { visible } from '../visible.ts'

/** What XML 1.0 has no way to write, other than the control characters that `visible` shows. */
const UNWRITABLE = /\p{Cs}|[\uFFFE\uFFFF]/gu

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // In an attribute a reader makes a space of them.
  '\n': '&#10;',
  '\t': '&#9;',
}

/** Text for XML 1.0: what it cannot hold, and what terminals obey, is shown as `\u001b`. */
export const xmlText = (text: string): string =>
  visible(text)
    .replace(UNWRITABLE, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`)
    .replace(/[&<>]/g, (character) => ENTITIES[character])

/** An element. @param content escaped already; attributes that are undefined are left out */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content = '',
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${xmlText(String(value)).replace(/["\n\t]/g, (c) => ENTITIES[c])}"`)
  return content === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${content}</${name}>`
}
