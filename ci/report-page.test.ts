import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe, { type AxeResults } from 'axe-core'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { allowed, checkCertificate } from '../src/auditor/certificate-check.ts'
import { Budget, limitsTimes } from '../src/auditor/limits.ts'
import { plantedClaim, plantedEvidence } from '../src/evidence/planted-evidence.fixture.ts'
import { readEvidence } from '../src/evidence/read.ts'
import type { ClaimEvidence } from '../src/evidence/schema.ts'
import { plantedPage, REFUTED, refutedClaim } from '../src/report/page/planted-page.fixture.ts'
import type { PageOptions } from '../src/report/page/report-page.ts'
import { reportOf } from '../src/cli/report-run.ts'
import { chromiumHere, IN_CHROMIUM } from './chromium.fixture.ts'

const EVIL = '</script><img src="http://a.b/x" onerror="window.pwned=1"><script>window.pwned=1</script>'
const folder = mkdtempSync(join(tmpdir(), 'assay-page-'))
let browser: Browser
let page: Page
/** What the page asked for beside its file, and what it was denied. */
let requests: string[]
let denials: string[]

describe.skipIf(!chromiumHere)(`the page, ${IN_CHROMIUM},`, () => {
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumHere!, args: ['--no-sandbox'] })
  })
  afterEach(() => page.context().close())
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  /** Opens a page from a file, without network. */
  async function open(html: string, { hash = '', width = 1000, dark = false } = {}): Promise<void> {
    const file = join(folder, 'report.html')
    writeFileSync(file, html)
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      colorScheme: dark ? 'dark' : 'light',
      offline: true,
    })
    // Things end by themselves, or by the test's own limit: a slow machine is no failure.
    context.setDefaultTimeout(0)
    page = await context.newPage()
    requests = []
    denials = []
    page.on('request', (request) => requests.push(request.url()))
    page.on('console', (message) => void (message.type() === 'error' && denials.push(message.text())))
    page.on('pageerror', ({ message }) => denials.push(message))
    page.on('dialog', (dialog) => void denials.push(`a dialog: ${dialog.message()}`))
    await page.goto(pathToFileURL(file).href + hash)
  }
  const planted = (claims: ClaimEvidence[], options: Partial<PageOptions> = {}): Promise<string> =>
    plantedPage(plantedEvidence(claims), options)
  const goTo = (id: string) =>
    page.evaluate(`location.hash = '#' + encodeURIComponent(${JSON.stringify(id)})`)
  const allDetails = (open: boolean): string =>
    `document.querySelectorAll('details').forEach((one) => { one.open = ${open} })`
  const checked = (...states: string[]) =>
    page.waitForSelector(states.map((state) => `[data-part="check"][data-state="${state}"]`).join(', '))
  const result = () => page.textContent('[data-part="check-result"]')
  const visibleIds = () => page.locator('article:visible').evaluateAll((all) => all.map(({ id }) => id))

  test('opens from a file without the network, and checks all certificates again', async () => {
    await open(await planted([refutedClaim('a'), refutedClaim('b'), plantedClaim('c')]))
    await checked('stands')
    expect(await result()).toBe('Checked again in this browser: 2 of 2 certificates stand.')
    expect(await page.textContent('#a .certificate')).toMatch(/checked again in this browser: it stands\s*$/)
    expect(requests.filter((url) => !/^(file|blob):/.test(url))).toEqual([])
    expect(requests.filter((url) => url.startsWith('file:'))).toHaveLength(1)
    expect(denials).toEqual([])
  })

  test('a certificate that was altered by one digit turns red, and a button leads to it', async () => {
    const html = await planted([refutedClaim('a'), refutedClaim('b')])
    const at = html.lastIndexOf('"0x1.136561454ba84p-2"')
    await open(`${html.slice(0, at)}"0x1.136561464ba84p-2"${html.slice(at + 22)}`)
    await checked('wrong')
    expect(await result()).toBe('Checked again in this browser: 1 of 2 certificates stand. NOT standing: 1.')
    const red = page.locator('#b .certificate')
    expect(await red.textContent()).toMatch(/it does NOT stand: entry 1 of value 8 does not lie in/)
    const [, r, g, b] = /rgb\((\d+), (\d+), (\d+)\)/.exec(
      await red
        .locator('[data-found]')
        .evaluate((found) => (globalThis as unknown as Styles).getComputedStyle(found).backgroundColor),
    )!
    expect(Number(r)).toBeGreaterThan(3 * Math.max(Number(g), Number(b)))
    await page.evaluate(allDetails(false))
    await page.getByRole('button', { name: 'Certificate 2, of b' }).press('Enter')
    expect(await red.isVisible()).toBe(true)
    expect(await red.evaluate((one) => one.matches(':focus'))).toBe(true)
  })

  test('a slow certificate waits for a click; one beyond the limit is not called checked', async () => {
    const budget = new Budget(1e6)
    expect(checkCertificate(REFUTED, { ...allowed(), budget })).toEqual([])
    const used = budget.limit - budget.left
    for (const [work, state, said] of [
      [5 * used, 'stands', 'Checked again in this browser: 1 of 1 certificates stand.'],
      [
        used / 2,
        'open',
        'Checked again in this browser: 0 of 1 certificates stand. Not checked, as that takes more work than the limit: 1.',
      ],
    ] as const) {
      if (state === 'open') await page.context().close()
      await open(await planted([refutedClaim('a')], { limits: { ...limitsTimes(1), work } }))
      await checked('open')
      expect(await result()).toContain('Not checked yet, as that takes longer: 1.')
      const more = page.getByRole('button', { name: 'Check what takes longer too: 1' })
      await more.click()
      await expect.poll(result).toBe(said)
      expect(await more.isVisible()).toBe(false)
    }
  })

  test('filters by theme, verdict and text, by keyboard', async () => {
    await open(
      await planted([
        refutedClaim('a-refuted'),
        plantedClaim('b-other', { theme: 'other' }),
        plantedClaim('c'),
      ]),
    )
    expect(await visibleIds()).toEqual(['a-refuted', 'b-other', 'c'])
    await page.getByLabel('Theme').selectOption('other')
    expect(await visibleIds()).toEqual(['b-other'])
    expect(await page.locator('tbody tr[data-row]:visible').count()).toBe(1)
    expect(await page.textContent('[data-part="shown"]')).toBe('1 of 3 claims')
    await page.getByRole('button', { name: 'Clear' }).press('Enter')
    await expect.poll(visibleIds).toHaveLength(3)
    await page.getByLabel('Over the reals').selectOption('refuted')
    expect(await visibleIds()).toEqual(['a-refuted'])
    await page.getByLabel('Text').fill('nothing like it')
    expect(await page.isVisible('text=No claim is left by these filters.')).toBe(true)
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.getByLabel('Text').focus()
    await page.keyboard.type('B-OTHER')
    expect(await visibleIds()).toEqual(['b-other'])
    // From the text over five choices and the button to the claim.
    for (let i = 0; i < 7; i++) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(new URL(page.url()).hash).toBe('#b-other')
    expect(await page.evaluate('document.activeElement.id')).toBe('b-other')
  })

  test('a link leads to its claim, also where a filter hides it, whatever its name', async () => {
    const name = 'a "b" <c> %41&é'
    await open(await planted([plantedClaim('z'), plantedClaim(name)]), {
      hash: `#${encodeURIComponent(name)}`,
    })
    expect(await page.evaluate('document.activeElement.id')).toBe(name)
    await page.getByLabel('Text').fill('the claim z')
    expect(await visibleIds()).toEqual(['z'])
    await goTo('z')
    await goTo(name)
    await expect.poll(visibleIds).toHaveLength(2)
  })

  test('evidence full of scripts runs none of them', async () => {
    const hostile = JSON.parse(
      JSON.stringify(refutedClaim('x')).replace(
        '"q":',
        '"__proto__": {"shape": [], "data": ["0x0p+0"]}, "q":',
      ),
    ) as ClaimEvidence
    const claims = [
      {
        ...hostile,
        id: `x${EVIL}`,
        title: EVIL,
        theme: EVIL,
        statement: `${EVIL} \\href{javascript:window.pwned=1}{x}`,
      },
      plantedClaim('certificates', {
        title: '<svg onload=window.pwned=1>',
        statement: String.raw`\class{a"onclick="window.pwned=1}{x}`,
        source: { attribution: 'published', note: EVIL, arxiv: 'javascript:window.pwned=1' },
        inputs: {
          shapes: [`${EVIL}[2]`],
          distributions: JSON.parse('{"__proto__": 1, "constructor": 2}') as Record<string, number>,
          coverage: [],
        },
      }),
    ]
    const note = {
      path: EVIL,
      text: `# a\n\n${EVIL}\n\n[x](javascript:window.pwned=1) <a href="javascript:window.pwned=1">y</a>`,
    }
    await open(await planted(claims, { file: EVIL, doubt: EVIL, noteOf: () => note }))
    await page.waitForSelector('[data-part="check"][data-state]')
    for (const link of await page.locator('a').all())
      expect(await link.getAttribute('href')).toMatch(/^(#|https:)/)
    expect(
      await page.evaluate('({ pwned: "pwned" in window, polluted: Object.keys(Object.prototype) })'),
    ).toEqual({
      pwned: false,
      polluted: [],
    })
    expect(requests.filter((url) => !/^(file|blob):/.test(url))).toEqual([])
    expect(denials).toEqual([])
  })

  test('what got into the page by mistake would not run either', async () => {
    const html = await planted([plantedClaim('a')])
    await open(
      html.replace(
        '<main',
        `${EVIL.slice('</script>'.length)}<style>main { display: none }</style><a id="evil" href="javascript:window.pwned=1">x</a><main`,
      ),
    )
    await page.click('#evil')
    expect(await page.evaluate('"pwned" in window')).toBe(false)
    expect(await page.isVisible('main')).toBe(true)
    expect(denials.filter((text) => text.includes('Content Security Policy')).length).toBeGreaterThan(3)
  })

  test.each([
    [380, false],
    [900, true],
    [1440, false],
  ])('is accessible and no wider than %d, dark: %s', async (width, dark) => {
    const claims = [
      refutedClaim('a'),
      plantedClaim('b', {
        asExpected: false,
        statement: String.raw`\forall x:\ ${'x_1 + '.repeat(60)} 1 = 1`,
      }),
    ]
    const note = {
      path: 'proofs-notes/a/b.md',
      text: '# b\n\n**Proof.** $x = x$, `code`, [a](a.md)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n',
    }
    await open(await planted(claims, { noteOf: () => note }), { width, dark })
    await checked('stands')
    await page.evaluate(allDetails(true))
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate<AxeResults>('axe.run({ resultTypes: ["violations"] })')
    expect(
      violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .map(({ html: text }) => text)
            .slice(0, 3)
            .join(' | ')}`,
      ),
    ).toEqual([])
  })

  test('on paper all parts are open, and closed again afterwards', async () => {
    await open(await planted([plantedClaim('a')]))
    const open_ = () => page.locator('details[open]').count()
    const before = await open_()
    await page.evaluate('dispatchEvent(new Event("beforeprint"))')
    expect(await page.locator('details:not([open])').count()).toBe(0)
    await page.evaluate('dispatchEvent(new Event("afterprint"))')
    expect(await open_()).toBe(before)
    await page.emulateMedia({ media: 'print' })
    expect(await page.isVisible('[data-part="filters"]')).toBe(false)
  })

  const evidence = process.env.EVIDENCE ?? ''
  test.skipIf(evidence === '')('of a default run has less than 40 kB a claim, and stands', async () => {
    const html = await reportOf(evidence, 1)
    expect(Buffer.byteLength(html)).toBeLessThan(40_000 * readEvidence(evidence).claims.length)
    await open(html, { width: 380 })
    await checked('stands', 'open', 'wrong')
    // By its place: finding a role and a name reads the whole of a large page.
    const more = page.locator('[data-part="check-more"]')
    if (await more.isVisible()) await more.click()
    await checked('stands', 'wrong')
    expect(await result()).toMatch(/^Checked again in this browser: (\d+) of \1 certificates stand\.$/)
    expect(await page.locator('.certificate[data-state="stands"]').count()).toBeGreaterThan(50)
    await page.evaluate(allDetails(true))
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(380)
    expect(denials).toEqual([])
  })

  test('copies a text, or selects it', async () => {
    await open(await planted([refutedClaim('a')]))
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    const button = page.locator('#a').getByRole('button', { name: 'Copy the replay line' }).first()
    await button.press('Enter')
    await expect.poll(() => button.textContent()).toMatch(/^(Copied|Selected)$/)
    const copied = await page.evaluate(
      'navigator.clipboard.readText().then((text) => text || String(getSelection()))',
    )
    expect(copied).toBe('assay replay a --seed 1 --case 0')
  })
})

/** What a page has, of which the types of Node know nothing. */
interface Styles {
  getComputedStyle(of: unknown): { backgroundColor: string }
}
