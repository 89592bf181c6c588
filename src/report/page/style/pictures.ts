const levels = (side: 'above' | 'below'): string =>
  [1, 2, 3, 4, 5]
    .map((level) => `.${side}${level} { fill: rgb(var(--${side}) / ${0.05 + 0.11 * level}) }`)
    .join('\n')

/** Style of pictures: heat maps, bars, shapes. */
export const PICTURES = `
.figures { display: flex; flex-wrap: wrap; gap: .9rem 1.6rem; align-items: flex-start; margin: .6rem 0 }
figure { margin: 0; max-width: 100% }
figcaption { font-size: .88rem; color: var(--soft); max-width: 24rem }
figcaption b { color: var(--ink) }
.formula { font-size: .85rem; color: var(--soft); max-width: 24rem; margin: .15rem 0 }
.deciding { font-weight: 600; margin: .2rem 0 }
.framed { outline: 3px solid var(--bad); outline-offset: 2px; width: fit-content }
.scalar { font: 1.1rem ui-monospace, "DejaVu Sans Mono", monospace; margin: .2rem 0 }
svg { display: block; max-width: 100% }
.heat { margin: .2rem 0; overflow: visible }
.heat path { stroke: var(--line); stroke-width: .6 }
.heat text { font: 12px ui-monospace, "DejaVu Sans Mono", monospace; text-anchor: middle; fill: var(--ink) }
.heat .frame { fill: none; stroke: var(--bad); stroke-width: 3 }
.zero { fill: var(--paper) }
.unknown { fill: var(--line) }
${levels('above')}
${levels('below')}
.bar { width: 200px; height: 12px; margin-top: .35rem }
.key { display: inline-block; width: .7rem; height: .7rem; margin-right: .35rem; background: var(--line) }
.satisfied { fill: #2e8b57; background: #2e8b57 }
.consistent:not(.badge, .reading) { fill: #7bb99a; background: #7bb99a }
.violated { fill: #8e44ad; background: #8e44ad }
.undecided, .open { fill: #d69a1d; background: #d69a1d }
.not-finite { fill: #c0504d; background: #c0504d }
.discarded { fill: #9aa3ad; background: #9aa3ad }
.drawn { fill: rgb(var(--above)) }
.shapes rect { fill: none; stroke: rgb(var(--above)); stroke-width: 1.5 }
.shapes figcaption { max-width: 8rem }
`
