import type { Documented, Member } from './documented.ts'
import { ELSEWHERE, OUTLINE, type Section } from './vocabulary-outline.ts'

const HEAD = `# Vocabulary

All that a claim can say, on one page. It is written by \`npm run vocabulary\` from the comments in the sources, and a test
compares it with them; every example is run by a test. Names come from \`attention-assay\`, those marked ᵖ from
\`attention-assay/predicate\`. A whole story is told in [tutorial.md](tutorial.md); what verdicts mean, in
[verdicts.md](verdicts.md). \`npm run api\` makes a reference of all types.`

/**
 * The page, from what can be imported by claims.
 *
 * @throws {Error} when the outline names what there is not, or leaves something out
 */
export function vocabulary(exports: readonly Documented[]): string {
  const named = new Set(
    OUTLINE.flatMap(({ told = [], listed = [], members = [] }) => [...told, ...listed, ...members]),
  )
  for (const name of [...named, ...ELSEWHERE])
    if (!exports.some((one) => one.name === name))
      throw new Error(`the outline of the vocabulary names ${name}, which is not exported`)
  for (const { name } of exports)
    if (!named.has(name) && !ELSEWHERE.includes(name))
      throw new Error(`${name} has no place in the outline of the vocabulary (ci/vocabulary-outline.ts)`)
  const find = (name: string): Documented => exports.find((one) => one.name === name)!
  return [HEAD, ...OUTLINE.map((section) => sectionText(section, find))].join('\n\n') + '\n'
}

const sectionText = (
  { title, introduction, told = [], listed = [], members = [], words }: Section,
  find: (name: string) => Documented,
): string =>
  [
    `## ${title}`,
    ...(introduction ? [wrapped(introduction)] : []),
    ...told.map((name) => toldText(find(name))),
    ...(listed.length > 0 ? [listedText(listed.map(find))] : []),
    ...membersTexts(members.map(find)),
    ...(words
      ? [
          table(
            [words.for, ''],
            words.say.map(([word, says]) => [code(word), inCell(says)]),
          ),
        ]
      : []),
  ].join('\n\n')

const marked = ({ name, from }: Documented): string => `\`${name}\`${from.endsWith('/predicate') ? 'ᵖ' : ''}`

const toldText = (one: Documented): string =>
  [
    wrapped(`**${marked(one)}** ${said(one)}`),
    ...one.examples.map((code) => `\`\`\`ts\n${code}\n\`\`\``),
  ].join('\n\n')

const listedText = (all: readonly Documented[]): string =>
  table(
    ['', '', 'for example, or what it stands for'],
    all.map((one) => [
      marked(one),
      inCell(said(one)),
      (one.examples[0] ?? one.standsFor).split('\n').filter(Boolean).map(code).join('<br>'),
    ]),
  )

/** Types one after the other; of a later one without what it inherits as an earlier one does. */
function membersTexts(types: readonly Documented[]): string[] {
  const told = new Set<string>()
  return types.flatMap(({ name, members }) => {
    const fresh = members.filter((member) => member.name !== 'kind' && !told.has(member.declared))
    for (const { declared } of fresh) told.add(declared)
    return fresh.length === 0 ? [] : [table([`of \`${name}\``, ''], fresh.map(memberRow))]
  })
}

const memberRow = ({ written, text }: Member): string[] => [code(written), inCell(text)]

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** What it throws stands in the reference. */
const said = ({ text }: Documented): string => text.replace(' Throws as `arrays` does.', '')

/** Paragraphs in lines of at most 120 characters. */
const wrapped = (text: string): string =>
  text
    .split('\n\n')
    .map((paragraph) =>
      paragraph
        .split(/\s+/)
        .reduce((lines: string[], word) => {
          const longer = [lines.at(-1) ?? '', word].join(' ').trim()
          return longer.length > 120 ? [...lines, word] : [...lines.slice(0, -1), longer]
        }, [])
        .join('\n'),
    )
    .join('\n\n')

const inCell = (text: string): string => escaped(text.replaceAll('\n\n', '<br>').replaceAll('\n', ' '))
const escaped = (text: string): string => text.replaceAll('|', '\\|')
const code = (text: string): string => `\`${escaped(text.trim())}\``
