import { join } from 'node:path'
import ts from 'typescript'
import { packageSources } from './package-sources.ts'

/** A method or a property. */
export interface Member {
  readonly name: string
  /** As it is written, without `readonly` and its body: `sum(axis?: number, keepDims = false): Real`. */
  readonly written: string
  readonly text: string
  /** Where; the same of what several types inherit. */
  readonly declared: string
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
  /** Of a name for another type, what it stands for; else empty. */
  readonly standsFor: string
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
    standsFor: standsFor(symbol, checker),
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

function standsFor(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const declaration = symbol.declarations?.find(ts.isTypeAliasDeclaration)
  return declaration ? typeWritten(declaration.type, checker) : ''
}

function membersOf(symbol: ts.Symbol, checker: ts.TypeChecker): Member[] {
  if (!(symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class))) return []
  return checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol)).flatMap((member): Member[] => {
    const declaration = member.declarations?.at(-1)
    if (!declaration || isHidden(member, declaration, checker)) return []
    const { name } = member
    return [
      {
        name,
        written: writtenAs(declaration, checker),
        text: textOf(member, checker),
        declared: `${declaration.getSourceFile().fileName}:${declaration.pos}`,
      },
    ]
  })
}

const isHidden = (member: ts.Symbol, declaration: ts.Declaration, checker: ts.TypeChecker): boolean =>
  member.getJsDocTags(checker).some(({ name }) => name === 'internal') ||
  (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Private) !== 0 ||
  declaration.getSourceFile().fileName.includes('/node_modules/')

function writtenAs(declaration: ts.Declaration, checker: ts.TypeChecker): string {
  const { text } = declaration.getSourceFile()
  if ((ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration)) && declaration.type)
    return (
      bare(text.slice(declaration.getStart(), declaration.type.pos)) +
      ' ' +
      typeWritten(declaration.type, checker)
    )
  const body = ts.isMethodDeclaration(declaration) ? declaration.body : undefined
  return bare(text.slice(declaration.getStart(), body?.getStart() ?? declaration.getEnd()))
}

/** As it stands in the source; but a type that is that of a value, as what it comes to. */
function typeWritten(type: ts.TypeNode, checker: ts.TypeChecker): string {
  const text = type.getText()
  if (!/\btypeof\b/.test(text)) return bare(text)
  const flags = ts.TypeFormatFlags.InTypeAlias | ts.TypeFormatFlags.NoTruncation
  return checker.typeToString(checker.getTypeFromTypeNode(type), undefined, flags).replaceAll('"', "'")
}

const bare = (text: string): string =>
  text
    .replaceAll(/\breadonly /g, '')
    .replaceAll(/NoInfer<Name>/g, 'Name')
    .replaceAll(/<Name>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
