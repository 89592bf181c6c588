import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
]
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]
const onPath = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))

/** A Chromium of this machine; `ci/browser` installs one, and fails where these tests would only be skipped. */
export const chromiumHere = process.env.CHROMIUM ?? [...onPath, ...PLACES].find((path) => existsSync(path))
/** For the names of tests that need it. */
export const IN_CHROMIUM = chromiumHere
  ? 'in Chromium'
  : 'in Chromium (SKIPPED: there is none here; ci/browser installs it, and CHROMIUM names one)'
