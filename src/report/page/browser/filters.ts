import { part } from './parts.ts'

/**
 * Lets people choose among the claims.
 *
 * @returns shows all of them again
 */
export function letFilter(): () => void {
  const form = part('filters') as HTMLFormElement | undefined
  if (!form) return () => undefined
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
  const articles = [...document.querySelectorAll<HTMLElement>('[data-claim]')]
  const texts = articles.map(({ textContent }) => textContent.toLowerCase())
  const apply = (): void => {
    const chosen = [...new FormData(form)].map(([name, value]) => [name, String(value)] as const)
    let shown = 0
    rows.forEach((row, i) => {
      const fits = chosen.every(([name, value]) =>
        name === 'text'
          ? texts[i].includes(value.trim().toLowerCase())
          : value === '' || row.dataset[name] === value,
      )
      row.hidden = articles[i].hidden = !fits
      if (fits) shown++
    })
    part('shown')!.textContent =
      shown === rows.length ? `${shown} claims` : `${shown} of ${rows.length} claims`
    part('none')!.hidden = shown > 0
  }
  form.hidden = false
  form.addEventListener('input', apply)
  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('reset', () => setTimeout(apply))
  return () => {
    form.reset()
    apply()
  }
}
