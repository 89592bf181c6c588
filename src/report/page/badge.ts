import { html, type Html } from './html.ts'

const VERDICTS = ['proved', 'certified', 'supported', 'consistent', 'inconclusive', 'refuted']

/** A verdict; style puts a sign beside its word. */
export const verdictBadge = (status: string): Html =>
  html`<span class="badge ${VERDICTS.includes(status) ? status : 'inconclusive'}">${status}</span>`

/** Whether something is as it should be, in words. */
export const badge = (fine: boolean, words: string): Html =>
  html`<span class="badge ${fine ? 'fine' : 'wrong'}">${words}</span>`

export const expectedBadge = (fine: boolean): Html => badge(fine, fine ? 'as expected' : 'not as expected')
