import { markdownText } from '../markdown-text.ts'
import { inOneLine } from '../visible.ts'
import type { EvidenceDiff } from './evidence-diff.ts'
import { sectionsOf, summaryOf } from './sections.ts'

/** In which formats a comparison is told. */
export const DIFF_FORMATS = ['text', 'markdown', 'json'] as const
export type DiffFormat = (typeof DIFF_FORMATS)[number]

/** A comparison as a text that ends with a newline. JSON holds what `EvidenceDiff` does. */
export const diffText = (diff: EvidenceDiff, format: DiffFormat): string => WRITERS[format](diff)

const WRITERS: Record<DiffFormat, (diff: EvidenceDiff) => string> = {
  json: (diff) => `${JSON.stringify(diff, null, 2)}\n`,
  text: (diff) =>
    [
      ...sectionsOf(diff).flatMap(({ title, entries }) => [
        title,
        ...entries.flatMap(({ about, lines }) => [
          `  ${inOneLine(about)}`,
          ...lines.map((line) => `    ${inOneLine(line)}`),
        ]),
        '',
      ]),
      summaryOf(diff),
      '',
    ].join('\n'),
  markdown: (diff) =>
    [
      `**${summaryOf(diff)}**`,
      '',
      ...sectionsOf(diff).flatMap(({ title, entries }) => [
        `### ${title}`,
        '',
        ...entries.flatMap(({ about, lines }) => [
          `- ${markdownText(about)}`,
          ...lines.map((line) => `  - ${markdownText(line)}`),
        ]),
        '',
      ]),
    ].join('\n'),
}
