import { html, type Content, type Html } from './html.ts'

/** How a part looks. */
interface Look {
  readonly open?: boolean
  /** The level of its heading: 4 where none is given. */
  readonly level?: number
}

/** A part that can be opened; what stands beside its heading tells whether that is worth it. */
export const details = (title: string, aside: Content, content: Content, look: Look = {}): Html => {
  const level = look.level ?? 4
  const open = look.open === true && html` open=""`
  const beside = aside !== undefined && html` <span class="aside">${aside}</span>`
  return html`<details${open}><summary><h${level}>${title}</h${level}>${beside}</summary><div class="inner">${content}</div></details>`
}
