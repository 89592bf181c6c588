/** An element of the page, by the name that only this program gives: ids are those of claims. */
export const part = (name: string): HTMLElement | undefined =>
  document.querySelector<HTMLElement>(`[data-part="${name}"]`) ?? undefined

/** Data that the page holds. */
export const data = <T>(name: string): T => JSON.parse(part(name)?.textContent ?? 'null') as T
