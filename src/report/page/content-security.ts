import { createHash } from 'node:crypto'
import { html, Html } from './html.ts'

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/**
 * What a page may do, for its head: run this script and wear this style, start a worker from text of its own, and
 * nothing else. It can reach no network, and no script of a text runs that came into it by mistake.
 */
export const contentSecurity = (script: string, style: string): Html =>
  html`<meta
    http-equiv="Content-Security-Policy"
    content="${new Html(
      [
        "default-src 'none'",
        `script-src ${hashOf(script)}`,
        `style-src ${hashOf(style)}`,
        'worker-src blob:',
        "base-uri 'none'",
        "form-action 'none'",
      ].join('; '),
    )}"
  />`
