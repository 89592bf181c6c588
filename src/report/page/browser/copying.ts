/** Puts a button beside texts that are there to be copied. */
export function letCopy(): void {
  for (const text of document.querySelectorAll<HTMLElement>('[data-copy]')) {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = 'Copy'
    button.setAttribute('aria-label', `Copy ${text.dataset.copy ?? ''}`)
    button.addEventListener('click', () => void copy(text, button))
    text.after(button)
  }
}

async function copy(text: HTMLElement, button: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text.textContent)
    button.textContent = 'Copied'
  } catch {
    // Where a page may not write the clipboard, it selects the text.
    getSelection()?.selectAllChildren(text)
    button.textContent = 'Selected'
  }
  setTimeout(() => (button.textContent = 'Copy'), 2000)
}
