import { join } from 'node:path'
import ts from 'typescript'
import { packageSources } from './package-sources.ts'

/** A method or a property. */
export interface Member {
  readonly name: string
  /** As it is written, without `readonly` and its body: `sum(axis?: number, keepDims = false): Real`. */
  readonly written: string
  readonly text: string
}

/** An export of the package, with what its TSDoc says. */
export interface Documented {
  readonly name: string
  /** What it is imported from. */
  readonly from: string
  readonly kind: 'function' | 'value' | 'type'
  /** Without its tags; lines as they are broken there. */
  readonly text: string
  /** The code in its `@example`s. */
  readonly examples: readonly string[]
  /** Of an interface or a class, those that it inherits before its own; none that are `@internal`. */
  readonly members: readonly Member[]
}

/** How the package's sources, and files that import it by its name, are compiled. */
export function compilerOptions(root: string): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path))
  const { options } = ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, root)
  return { ...options, paths: packageSources(root), noEmit: true, allowImportingTsExtensions: true }
}

/** All that can be imported from the package, or from one of its parts, in the order of the sources. */
export function documentedExports(root: string, parts: (name: string) => boolean = () => true): Documented[] {
  const sources = Object.entries(packageSources(root)).filter(([name]) => parts(name) && !name.includes('*'))
  const program = ts.createProgram(
    sources.map(([, [path]]) => path),
    compilerOptions(root),
  )
  const checker = program.getTypeChecker()
  return sources.flatMap(([from, [path]]) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(path)!)!
    return checker.getExportsOfModule(module).map((symbol) => documented(symbol, from, checker))
  })
}

function documented(exported: ts.Symbol, from: string, checker: ts.TypeChecker): Documented {
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
  const isValue = (symbol.flags & ts.SymbolFlags.Value) !== 0 && !onlyTypeOf(exported)
  const callable = isValue && checker.getTypeOfSymbol(symbol).getCallSignatures().length > 0
  return {
    name: exported.name,
    from,
    kind: callable ? 'function' : isValue ? 'value' : 'type',
    text: textOf(symbol, checker),
    examples: symbol
      .getJsDocTags(checker)
      .filter(({ name }) => name === 'example')
      .map(({ text }) => ts.displayPartsToString(text).replace(/^```\w*\n|\n?```\s*$/g, '')),
    members: membersOf(symbol, checker),
  }
}

/** Whether it is exported by `export type`, so that what is a class is no value here. */
const onlyTypeOf = (exported: ts.Symbol): boolean =>
  exported.declarations?.some(
    (declaration) => ts.isExportSpecifier(declaration) && ts.isTypeOnlyImportOrExportDeclaration(declaration),
  ) ?? false

const textOf = (symbol: ts.Symbol, checker: ts.TypeChecker): string =>
  ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim()

function membersOf(symbol: ts.Symbol, checker: ts.TypeChecker): Member[] {
  if (!(symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class))) return []
  return checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol)).flatMap((member): Member[] => {
    const declaration = member.declarations?.at(-1)
    if (!declaration || isHidden(member, declaration, checker)) return []
    return [{ name: member.name, written: writtenAs(declaration), text: textOf(member, checker) }]
  })
}

const isHidden = (member: ts.Symbol, declaration: ts.Declaration, checker: ts.TypeChecker): boolean =>
  member.getJsDocTags(checker).some(({ name }) => name === 'internal') ||
  (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Private) !== 0 ||
  declaration.getSourceFile().fileName.includes('/node_modules/')

function writtenAs(declaration: ts.Declaration): string {
  const body = ts.isMethodDeclaration(declaration) ? declaration.body : undefined
  const text = declaration
    .getSourceFile()
    .text.slice(declaration.getStart(), body?.getStart() ?? declaration.getEnd())
  return text
    .replaceAll(/\breadonly /g, '')
    .replaceAll(/NoInfer<Name>/g, 'Name')
    .replaceAll(/<Name>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
