import { visible } from '../visible.ts'
import { Html } from './html.ts'

/**
 * Data for the page's script, as JSON that no browser runs and that no text in it can end.
 *
 * @param part by which the script finds it: a name of this program
 */
export const embeddedJson = (part: string, value: unknown): Html =>
  new Html(`<script type="application/json" data-part="${part}">${inert(JSON.stringify(value))}</script>`)

const inert = (json: string): string =>
  visible(json).replace(
    /[<>&]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
