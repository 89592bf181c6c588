import { CLAIMS } from './claims.ts'
import { PAPER } from './paper.ts'
import { PICTURES } from './pictures.ts'

/** The style of the page: light and dark, wide and narrow, on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --panel: #f4f5f7; --line: #c9ced6; --ink: #16191d; --soft: #4d5661; --link: #0b57c4;
  --good: #12662f; --good-panel: #e3f3e7; --bad: #a3161b; --bad-panel: #fde8e7; --open: #704c00; --open-panel: #fbf0d4;
  --false: #6a2a97; --false-panel: #f2e8fa;
  --above: 21 101 192; --below: 201 94 0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --panel: #1f242a; --line: #414a55; --ink: #e8ebee; --soft: #b0b9c3; --link: #8ab8ff;
    --good: #86dc9f; --good-panel: #16301f; --bad: #ff9d97; --bad-panel: #3d1a1b; --open: #f1c765; --open-panel: #372c10;
    --false: #d9b3f7; --false-panel: #2f1f3d;
    --above: 66 133 212; --below: 206 110 28;
  }
}
* { box-sizing: border-box }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100% }
body { margin: 0 auto; max-width: 76rem; padding: 0 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; overflow-wrap: break-word }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 1.5rem 0 .5rem }
h2 { font-size: 1.3rem; margin: 2rem 0 .5rem }
h3 { font-size: 1.15rem; line-height: 1.35; margin: 1.5rem 0 .4rem }
h4, h5, h6 { font-size: 1rem; margin: 1rem 0 .25rem }
p { margin: .4rem 0 }
a { color: var(--link) }
a:focus-visible, button:focus-visible, summary:focus-visible, input:focus-visible, select:focus-visible, pre:focus-visible,
[tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
code, pre { font: .88em/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace }
ul { padding-left: 1.3rem; margin: .4rem 0 }
[hidden] { display: none !important }
.skip { position: absolute; left: -999rem }
.skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .3rem .6rem; z-index: 1 }
.lead { font-size: 1.05rem }
.aside { color: var(--soft); font-size: .92rem; font-weight: normal }
.alarm { border-left: 4px solid var(--bad); background: var(--bad-panel); padding: .5rem .8rem }
.wide { overflow-x: auto; margin: .6rem 0 }
table { border-collapse: collapse; font-size: .92rem }
th, td { text-align: left; vertical-align: top; padding: .3rem .7rem .3rem 0; border-bottom: 1px solid var(--line) }
thead th { color: var(--soft); font-weight: 600 }
tbody th { font-weight: normal }
.number, .counts td { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.facts { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .25rem 1.2rem; margin: .6rem 0 }
.facts dt { color: var(--soft); max-width: 20rem }
.facts dd { margin: 0; min-width: 0 }
button, input, select { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: .3rem; padding: .25rem .6rem }
button { cursor: pointer; background: var(--panel) }
button.link { border: 0; background: none; color: var(--link); text-decoration: underline; padding: 0 }
.badge { display: inline-block; border-radius: .3rem; padding: 0 .45rem; font-size: .88rem; white-space: nowrap; font-weight: 600;
  background: var(--panel); color: var(--ink) }
.badge.proved, .badge.certified, .badge.supported, .badge.fine { background: var(--good-panel); color: var(--good) }
.badge.refuted { background: var(--false-panel); color: var(--false) }
.badge.inconclusive, .badge.consistent, .badge.doubtful { background: var(--open-panel); color: var(--open) }
.badge.wrong { background: var(--bad-panel); color: var(--bad) }
${[
  ['.fine, .proved, .certified, .supported', '✓'],
  ['.wrong', '!'],
  ['.refuted', '✗'],
  ['.inconclusive', '?'],
  ['.consistent', '≈'],
]
  .map(([of, sign]) => `.badge:is(${of})::before { content: "${sign} " / "" }`)
  .join('\n')}
.check { border: 2px solid var(--line); border-radius: .5rem; padding: .2rem 1rem .7rem; margin: 1rem 0; background: var(--panel) }
.check h2 { margin: .6rem 0 .3rem; font-size: 1.1rem }
.check [role="status"] { font-size: 1.15rem; font-weight: 600 }
.check[data-state="stands"] { border-color: var(--good); background: var(--good-panel) }
.check[data-state="wrong"] { border-color: var(--bad); background: var(--bad-panel) }
.check[data-state="open"] { border-color: var(--open); background: var(--open-panel) }
progress { width: 100%; accent-color: var(--link) }
${CLAIMS}${PICTURES}${PAPER}`
