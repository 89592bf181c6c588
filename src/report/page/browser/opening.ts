/** Shows the claim that a link leads to, whatever hides it, and all parts of all claims on paper. */
export function openWhatIsShown(showAll: () => void): void {
  const follow = (): void => {
    const target = document.getElementById(named(location.hash.slice(1)))
    if (!target) return
    if (target.hidden) showAll()
    target.scrollIntoView()
    target.focus({ preventScroll: true })
  }
  addEventListener('hashchange', follow)
  if (location.hash.length > 1) follow()
  let closed: HTMLDetailsElement[] = []
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')]
    for (const one of closed) one.open = true
  })
  addEventListener('afterprint', () => {
    for (const one of closed) one.open = false
  })
}

/** What a link names. */
function named(hash: string): string {
  try {
    return decodeURIComponent(hash)
  } catch {
    return hash
  }
}
