import { html, type Content } from './html.ts'

/** Names with what they are; those of which there is nothing are left out. */
export const facts = (of: Readonly<Record<string, Content>>): Content =>
  html`<dl class="facts">
    ${Object.entries(of)
      .filter(
        ([, value]) => value !== '' && value !== undefined && !(Array.isArray(value) && value.length === 0),
      )
      .map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
  </dl>`
