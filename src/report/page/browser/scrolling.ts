/** Lets keys reach what is wider than its place, and only that. */
export function letScroll(): void {
  const look = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight
      if (scrolls) target.setAttribute('tabindex', '0')
      else target.removeAttribute('tabindex')
    }
  })
  for (const target of document.querySelectorAll('.wide, .statement, .formula-block, pre'))
    look.observe(target)
}
