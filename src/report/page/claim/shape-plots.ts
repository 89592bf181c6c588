import { html, type Content } from '../html.ts'

/** Shapes in text are `q[1×2] k[3×2]`, with all arrays of a case. */
const ARRAY = /([^\s[\]]+)\[([\d×]*)\]/g
/** Beyond so many, shapes stand in their text alone. */
const MOST = 200

/** For each input the shapes that it had, drawn as outlines on each other, and all in text. */
export function shapePlots(shapes: readonly string[]): Content {
  const byName = new Map<string, Set<string>>()
  for (const text of shapes.slice(0, MOST))
    for (const [, name, shape] of text.matchAll(ARRAY))
      byName.set(name, (byName.get(name) ?? new Set()).add(shape))
  return html` <p>Shapes of the inputs:</p>
    <div class="figures">${[...byName].map(([name, found]) => shapePlot(name, [...found]))}</div>
    <details>
      <summary>All ${shapes.length} combinations of shapes</summary>
      <p>${shapes.join('; ')}</p>
    </details>`
}

const SIZE = 72

function shapePlot(name: string, shapes: readonly string[]): Content {
  const extents = shapes.map((shape) => (shape === '' ? [] : shape.split('×').map(Number)))
  const matrices = extents.map((shape) => [shape.at(-2) ?? 1, shape.at(-1) ?? 1])
  // A size that doubles is a step further.
  const largest = Math.max(1, ...matrices.flat().map(step))
  const outlines = matrices.map(
    ([rows, columns]) => html`<rect width="${side(columns, largest)}" height="${side(rows, largest)}" />`,
  )
  const said = shapes.map((shape) => shape.replaceAll('×', ' × ') || 'a number').join(', ')
  return html`<figure class="shapes">
    <svg
      role="img"
      aria-label="${name}: ${said}"
      width="${SIZE + 4}"
      height="${SIZE + 4}"
      viewBox="-2 -2 ${SIZE + 4} ${SIZE + 4}"
    >
      ${outlines}
    </svg>
    <figcaption><b>${name}</b> ${rangesText(extents)}</figcaption>
  </figure>`
}

const step = (extent: number): number => Math.log2(extent + 1)
const side = (extent: number, largest: number): string => ((SIZE * step(extent)) / largest).toFixed(1)

/** From the smallest to the largest extent of each axis. */
function rangesText(extents: readonly (readonly number[])[]): string {
  const axes = Math.max(...extents.map(({ length }) => length))
  if (axes === 0) return 'a number'
  return Array.from({ length: axes }, (_, axis) => {
    const all = extents.map((shape) => shape[axis]).filter((extent) => extent !== undefined)
    const [low, high] = [Math.min(...all), Math.max(...all)]
    return low === high ? String(low) : `${low}…${high}`
  }).join(' × ')
}
