import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

test('the auditor needs the language and its own folder: no other file, no package, nothing of Node or a browser', () => {
  const folder = fileURLToPath(new URL('.', import.meta.url))
  const program = ts.createProgram([`${folder}/certificate-check.ts`], {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.NodeNext,
    allowImportingTsExtensions: true,
    types: [],
  })
  const problems = ts.getPreEmitDiagnostics(program)
  expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([])
  const files = program.getSourceFiles().filter((file) => !program.isSourceFileDefaultLibrary(file))
  expect(
    files.map(({ fileName }) => relative(folder, fileName)).filter((name) => name.includes('/')),
  ).toEqual([])
})
