import { checkCertificate } from '../../../auditor/certificate-check.ts'
import { Budget } from '../../../auditor/limits.ts'
import type { Asked, Answer } from './messages.ts'

declare const addEventListener: (type: 'message', listener: (event: { readonly data: Asked }) => void) => void
declare const postMessage: (answer: Answer) => void

addEventListener('message', ({ data: { certificates, limits, each, together } }) => {
  let left = together
  for (const { number, certificate } of certificates) {
    const budget = new Budget(Math.min(each, left))
    const problems = checkCertificate(certificate, { limits, budget })
    const usedUp = budget.left < 0
    left -= Math.max(0, budget.limit - budget.left)
    postMessage(usedUp ? { number, usedUp } : { number, problems })
  }
})
