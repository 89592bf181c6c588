/** What is wrong, and where. */
export interface Finding {
  readonly where: string
  readonly what: string
}

/** Collects what checks find. A check that cannot be done, because what it looks at is malformed, is a finding too. */
export class Findings {
  readonly all: Finding[] = []

  add(where: string, whats: readonly string[]): void {
    this.all.push(...whats.map((what) => ({ where, what })))
  }

  /** @param part what the check is about @returns its result, unless it could not be done */
  async check<T extends readonly string[] | { readonly findings: readonly string[] }>(
    where: string,
    part: string,
    check: () => T | Promise<T>,
  ): Promise<T | undefined> {
    try {
      const result = await check()
      this.add(where, 'findings' in result ? result.findings : result)
      return result
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      this.add(where, [`${part} cannot be checked: ${message}`])
      return undefined
    }
  }
}
