/** Style of the claims and of what chooses among them. */
export const CLAIMS = `
.filters { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: end; margin: .6rem 0 }
.filters label { display: flex; flex-direction: column; font-size: .85rem; color: var(--soft) }
.filters input, .filters select, .filters button { height: 2.2rem }
.filters input, .filters select { font-size: 1rem; color: var(--ink); max-width: 13rem }
.filters output { font-weight: 600; padding-bottom: .3rem }
.overview { width: 100% }
.overview tbody th { min-width: 13rem }
@media (max-width: 62rem) {
  .spare { display: none }
}
.overview th code { color: var(--soft); display: block; font-size: .82rem }
article { border-top: 3px solid var(--line); margin-top: 2.2rem; padding-top: .2rem }
article[tabindex]:focus-visible, main[tabindex]:focus-visible { outline: none }
article:target > h3 { background: var(--open-panel) }
.permalink { text-decoration: none; font-weight: normal }
.tags { display: flex; flex-wrap: wrap; gap: .3rem .8rem; align-items: center; color: var(--soft) }
.statement { overflow-x: auto; padding: .7rem .9rem; margin: .6rem 0; background: var(--panel); border-radius: .4rem; font-size: 1.1rem; line-height: 2.1 }
.statement .tex { line-height: 1.5; overflow-wrap: anywhere }
math { font-family: "Latin Modern Math", "STIX Two Math", "Cambria Math", "Noto Sans Math", "DejaVu Math TeX Gyre", math; font-size: 1.08em }
.statement math, .formula-block math { math-style: normal }
.tml-sml-pad { padding-left: .05em }
.tml-med-pad { padding-left: .1em }
.tml-lrg-pad { padding-left: .15em }
.formula-block { overflow-x: auto; padding: .3rem 0 }
p:has(math) { overflow-x: auto }
.readings { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: .8rem; margin: .7rem 0 }
.reading { border: 1px solid var(--line); border-left-width: 5px; border-radius: .3rem; padding: .1rem .8rem .4rem }
.reading h4 { margin: .4rem 0 0 }
.reading.proved, .reading.certified, .reading.supported { border-left-color: var(--good) }
.reading.refuted { border-left-color: var(--false) }
.reading.inconclusive, .reading.consistent { border-left-color: var(--open) }
details { margin: .35rem 0 }
summary { cursor: pointer; padding: .15rem 0 }
summary :is(h2, h4) { display: inline; margin: 0; font-size: 1rem }
.inner { border-left: 2px solid var(--line); padding: .1rem 0 .3rem .9rem; margin-left: .2rem }
.variant { margin: .7rem 0 1rem }
.properties { list-style: none; padding: 0 }
.properties li { margin: .6rem 0 }
.certificate { font-size: .92rem; color: var(--soft) }
.certificate [data-found] { font-weight: 600; color: var(--open) }
.certificate[data-state="stands"] [data-found] { color: var(--good) }
.certificate[data-state="wrong"] [data-found] { color: var(--paper); background: var(--bad); padding: 0 .3rem }
.copied { display: flex; gap: .5rem; align-items: start; margin: .3rem 0; max-width: 100% }
.copied pre { margin: 0; padding: .35rem .6rem; background: var(--panel); border-radius: .3rem; overflow: auto; max-height: 20rem; flex: 0 1 auto; min-width: 0 }
.copied button { font-size: .85rem; flex: none }
.inner pre { overflow-x: auto }
tr.doubtful { background: var(--open-panel) }
@media (max-width: 44rem) {
  body { padding: 0 .9rem 3rem }
  .facts { grid-template-columns: 1fr; gap: 0 }
  .facts dt { margin-top: .4rem }
  .inner { padding-left: .6rem }
  .filters label { flex: 1 1 40% }
  .filters input, .filters select { max-width: none; width: 100% }
}
`
