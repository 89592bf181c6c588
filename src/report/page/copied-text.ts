import { html, type Html } from './html.ts'

/** Text to be copied; the page's script puts a button beside it. @param what the text is, for the button */
export const copiedText = (what: string, text: string): Html =>
  html`<div class="copied"><pre data-copy="${what}">${text}</pre></div>`
