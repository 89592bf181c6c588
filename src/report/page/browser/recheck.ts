import type { Limits } from '../../../auditor/limits.ts'
import type { Answer, Asked } from './messages.ts'
import { data, part } from './parts.ts'

/** The auditor as the text of a worker; it is put in when the page is written. */
declare const AUDITOR: string

/** Of the work that a file may ask for, how much a certificate may take that is checked without being asked. */
const QUICK = 1 / 10
/** Problems of one certificate that are shown. */
const SHOWN = 5

type Found = 'stands' | 'wrong' | 'slow' | 'over'

/** Checks the certificates again: the quick ones at once, the others when somebody asks. */
export function recheck(): void {
  const certificates = data<readonly unknown[]>('certificates')
  if (certificates.length === 0) return
  const limits = data<Limits>('limits')
  const found = new Map<number, Found>()
  const all = certificates.map((certificate, number) => ({ number, certificate }))
  const more = part('check-more')!
  const tell = (): void => tellAll(found, all.length)
  const slow = (): Asked['certificates'] => all.filter(({ number }) => found.get(number) === 'slow')
  more.addEventListener('click', () => {
    more.hidden = true
    run({ certificates: slow(), limits, each: limits.work, together: Infinity }, found, 'over', tell)
  })
  run({ certificates: all, limits, each: QUICK * limits.work, together: limits.work }, found, 'slow', () => {
    tell()
    more.hidden = slow().length === 0
    more.textContent = `Check what takes longer too: ${slow().length}`
  })
}

/** @param beyond what a certificate is that takes more work than is allowed */
function run(asked: Asked, found: Map<number, Found>, beyond: Found, done: () => void): void {
  const [bar, going] = [part('check-bar') as HTMLProgressElement, part('check-going')!]
  let answered = 0
  going.hidden = false
  bar.max = asked.certificates.length
  bar.value = 0
  const worker = startWorker()
  if (!worker) return
  worker.addEventListener('message', ({ data: answer }: MessageEvent<Answer>) => {
    found.set(answer.number, 'usedUp' in answer ? beyond : answer.problems.length > 0 ? 'wrong' : 'stands')
    tellOne(answer, found.get(answer.number)!)
    bar.value = ++answered
    if (answered < asked.certificates.length) return
    worker.terminate()
    going.hidden = true
    done()
  })
  worker.addEventListener('error', ({ message }) => fail(message))
  say(`${asked.certificates.length} certificates are being checked again …`)
  worker.postMessage(asked)
}

function startWorker(): Worker | undefined {
  try {
    return new Worker(URL.createObjectURL(new Blob([AUDITOR], { type: 'text/javascript' })))
  } catch (error) {
    fail(String(error))
    return undefined
  }
}

const say = (text: string): void => {
  part('check-result')!.textContent = text
}
const fail = (why: string): void => {
  part('check-going')!.hidden = true
  part('check')!.dataset.state = 'open'
  say(`The certificates could not be checked in this browser: ${why}`)
}

const WORDS: Readonly<Record<Found, string>> = {
  stands: 'checked again in this browser: it stands',
  wrong: 'checked again in this browser: it does NOT stand',
  slow: 'not checked yet: it takes longer',
  over: 'not checked: it takes more work than the limit',
}

/** Writes beside a certificate what was found of it. */
function tellOne(answer: Answer, found: Found): void {
  const place = document.querySelector<HTMLElement>(`[data-certificate="${answer.number}"]`)!
  place.dataset.state = found
  const problems = 'problems' in answer ? answer.problems : []
  const more = problems.length > SHOWN ? `; and ${problems.length - SHOWN} more` : ''
  const said = problems.length > 0 ? `: ${problems.slice(0, SHOWN).join('; ')}${more}` : ''
  place.querySelector('[data-found]')!.textContent = WORDS[found] + said
}

/** Writes what was found of all. */
function tellAll(found: ReadonlyMap<number, Found>, all: number): void {
  const count = (of: Found): number => [...found.values()].filter((one) => one === of).length
  const [wrong, slow, over] = [count('wrong'), count('slow'), count('over')]
  const parts = [`Checked again in this browser: ${count('stands')} of ${all} certificates stand.`]
  if (wrong > 0) parts.push(`NOT standing: ${wrong}.`)
  if (slow > 0) parts.push(`Not checked yet, as that takes longer: ${slow}.`)
  if (over > 0) parts.push(`Not checked, as that takes more work than the limit: ${over}.`)
  say(parts.join(' '))
  part('check')!.dataset.state = wrong > 0 ? 'wrong' : slow + over > 0 ? 'open' : 'stands'
  const list = part('check-wrong')!
  list.hidden = wrong === 0
  list.replaceChildren(...[...found].filter(([, one]) => one === 'wrong').map(([number]) => linkTo(number)))
}

/** Leads to a certificate that does not stand. */
function linkTo(number: number): HTMLElement {
  const [item, link] = [document.createElement('li'), document.createElement('button')]
  const place = document.querySelector<HTMLElement>(`[data-certificate="${number}"]`)!
  link.type = 'button'
  link.className = 'link'
  link.textContent = `Certificate ${number + 1}, of ${place.closest('article')?.id ?? 'the examination'}`
  link.addEventListener('click', () => {
    for (let at = place.closest('details'); at; at = at.parentElement?.closest('details') ?? null)
      at.open = true
    place.scrollIntoView({ block: 'center' })
    place.tabIndex = -1
    place.focus()
  })
  item.append(link)
  return item
}
