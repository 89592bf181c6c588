import { Budget, type Limits } from '../../auditor/limits.ts'
import type { Evidence } from '../../evidence/schema.ts'
import { cite } from '../cite.ts'
import { Certificates } from './certificates.ts'
import { claimArticle } from './claim/article.ts'
import { details } from './details.ts'
import { contentSecurity } from './content-security.ts'
import type { PageContext } from './context.ts'
import { embeddedJson } from './embedded-json.ts'
import { examinedSection } from './examined/section.ts'
import { html, textOf } from './html.ts'
import { Typesetter } from './math.ts'
import type { Note } from './note-file.ts'
import { overview, type Anchored } from './overview.ts'
import { pageScript } from './page-script.ts'
import { checkSection } from './run/check-section.ts'
import { runSection } from './run/run-section.ts'
import { summary } from './run/summary.ts'
import { words } from './run/words.ts'
import { STYLE } from './style/style.ts'

export interface PageOptions {
  /** The name of the file of evidence. */
  readonly file: string
  /** What certificates may ask for, here and in the browser. */
  readonly limits: Limits
  /** Why the file is not to be believed, in words whose subject it is. */
  readonly doubt: string | undefined
  noteOf(theme: string, id: string): Note | undefined
}

/** Evidence as a page of one file, which needs no network; all of its text is shown, and none of it obeyed. */
export async function reportPage(evidence: Evidence, options: PageOptions): Promise<string> {
  const { file, limits, doubt, noteOf } = options
  const { claims, examined, engine } = evidence
  const typesetter = new Typesetter()
  const certificates = new Certificates()
  const ids = new Set(claims.map(({ id }) => id))
  const allowed = { limits, budget: new Budget(limits.work) }
  const page: PageContext = {
    typesetter,
    certificates,
    allowed,
    ids,
    file,
    engine: engine.name,
    noteOf,
    cite: (id) => (doubt === undefined ? cite(evidence, id, 'text') : undefined),
  }
  const anchored = anchorsOf(claims)
  const articles = anchored.map(({ claim, anchor }) => claimArticle(claim, anchor, page))
  const section = examined && examinedSection(examined, page)
  const [script, style] = [await pageScript(), STYLE + typesetter.style]
  const title = examined ? `${examined.subject}, examined` : `Evidence of ${claims.length} claims`
  const head = [
    '<meta charset="utf-8" />',
    textOf(contentSecurity(script, style)),
    '<meta name="viewport" content="width=device-width, initial-scale=1" />',
    '<meta name="color-scheme" content="light dark" />',
    '<meta name="referrer" content="no-referrer" />',
    textOf(html`<title>${title}</title>`),
    `<style>${style}</style>`,
  ]
  const body = html`<a class="skip" href="#found:">Skip to what was found</a>
    <header>
      <h1>${title}</h1>
      ${summary(evidence, doubt)} ${checkSection(certificates.all.length)}
      ${details('How to read this page', undefined, words(evidence), { level: 2 })}
      ${details('What was run, and on what', undefined, runSection(evidence), { level: 2 })}
    </header>
    <main id="found:" tabindex="-1">${section} ${claims.length > 0 && overview(anchored)} ${articles}</main>
    ${embeddedJson('certificates', certificates.all)} ${embeddedJson('limits', limits)}`
  return [
    ...['<!doctype html>', '<html lang="en">', '<head>', ...head, '</head>', '<body>', textOf(body)],
    ...[`<script>${script}</script>`, '</body>', '</html>', ''],
  ].join('\n')
}

/** Each claim with its id, by which a link leads to it; a second one of the same id with a number. */
function anchorsOf(claims: Evidence['claims']): Anchored[] {
  const seen = new Map<string, number>()
  return claims.map((claim) => {
    const before = seen.get(claim.id) ?? 0
    seen.set(claim.id, before + 1)
    return { claim, anchor: before === 0 ? claim.id : `${claim.id}:${before + 1}` }
  })
}
