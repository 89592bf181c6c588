import { inOneLine } from './visible.ts'

/** Accents by the combining character that Unicode has for them. */
const ACCENTS: Readonly<Record<string, string>> = {
  '\u0300': '`',
  '\u0301': "'",
  '\u0302': '^',
  '\u0303': '~',
  '\u0304': '=',
  '\u0306': 'u',
  '\u0307': '.',
  '\u0308': '"',
  '\u030a': 'r',
  '\u030b': 'H',
  '\u030c': 'v',
  '\u0323': 'd',
  '\u0327': 'c',
}

const LETTERS =
  'α alpha β beta γ gamma δ delta ε varepsilon ϵ epsilon ζ zeta η eta θ theta ϑ vartheta ι iota κ kappa λ lambda ' +
  'μ mu µ mu ν nu ξ xi π pi ρ rho σ sigma ς varsigma τ tau υ upsilon φ varphi ϕ phi χ chi ψ psi ω omega ' +
  'Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega'
const SYMBOLS =
  '≤ leq ≥ geq ≠ neq ≈ approx ≡ equiv ∼ sim ≃ simeq ≪ ll ≫ gg ∝ propto ± pm ∓ mp × times ÷ div · cdot ⋅ cdot ∘ circ ' +
  '⊗ otimes ⊕ oplus ∞ infty √ surd ∑ sum ∏ prod ∫ int ∂ partial ∇ nabla ∈ in ∋ ni ⊂ subset ⊆ subseteq ∪ cup ∩ cap ' +
  '∅ emptyset ∀ forall ∃ exists ¬ neg ∧ wedge ∨ vee ⇒ Rightarrow ⇐ Leftarrow ⇔ Leftrightarrow → rightarrow ← leftarrow ' +
  '↔ leftrightarrow ↦ mapsto ⊤ top ⊥ bot ⟨ langle ⟩ rangle ⌈ lceil ⌉ rceil ⌊ lfloor ⌋ rfloor ‖ Vert ℓ ell ∣ mid ⋯ cdots'

const named = (list: string): [string, string][] =>
  [...list.matchAll(/(\S+) (\w+)/g)].map(([, character, name]) => [character, `\\ensuremath{\\${name}}`])
/** Characters that are others, raised or lowered. */
const moved = (from: string, to: string, sign: '^' | '_'): [string, string][] =>
  [...from].map((character, i) => [character, String.raw`\ensuremath{${sign}{${to[i]}}}`])

/** What stands for a character; braces are counted by BibTeX, so they stand here in pairs only. */
const WRITTEN: ReadonlyMap<string, string> = new Map([
  ...[...'#$%&_'].map((character): [string, string] => [character, `\\${character}`]),
  ...[...'<>|'].map((character): [string, string] => [character, String.raw`\ensuremath{${character}}`]),
  ...named(LETTERS),
  ...named(SYMBOLS),
  ...moved('⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱᵀ', '0123456789+-niT', '^'),
  ...moved('₀₁₂₃₄₅₆₇₈₉₊₋ᵢⱼₖₙₘ', '0123456789+-ijknm', '_'),
  ...[...'ℝRℕNℤZℚQℂC'.matchAll(/(.)(\w)/gu)].map(([, character, letter]): [string, string] => [
    character,
    String.raw`\ensuremath{\mathbf{${letter}}}`,
  ]),
  ['\\', String.raw`\textbackslash{}`],
  ['{', String.raw`\textbraceleft{}`],
  ['}', String.raw`\textbraceright{}`],
  ['^', String.raw`\textasciicircum{}`],
  ['~', String.raw`\textasciitilde{}`],
  // These would be commands in some languages of babel.
  ['"', String.raw`\char34{}`],
  ['`', String.raw`\char96{}`],
  ['−', String.raw`\ensuremath{-}`],
  ['–', String.raw`\textendash{}`],
  ['—', String.raw`\textemdash{}`],
  ['‘', String.raw`\textquoteleft{}`],
  ['’', String.raw`\textquoteright{}`],
  ['“', String.raw`\textquotedblleft{}`],
  ['”', String.raw`\textquotedblright{}`],
  ['…', String.raw`\dots{}`],
  ['§', String.raw`\S{}`],
  ['°', String.raw`\ensuremath{^{\circ}}`],
  ['ß', String.raw`\ss{}`],
  ['æ', String.raw`\ae{}`],
  ['Æ', String.raw`\AE{}`],
  ['ø', String.raw`\o{}`],
  ['Ø', String.raw`\O{}`],
  ['ł', String.raw`\l{}`],
  ['Ł', String.raw`\L{}`],
  ['œ', String.raw`\oe{}`],
  ['Œ', String.raw`\OE{}`],
  ['\u00a0', '~'],
  ['\t', ' '],
])

/**
 * Text as LaTeX sets it, of printable ASCII characters only, on one line: nothing in it is a command, a comment or a
 * ligature. For any engine, without packages; characters that these do not know are told by their numbers.
 */
export const latexText = (text: string): string =>
  [...inOneLine(text).normalize('NFC')]
    .map(
      (character) => WRITTEN.get(character) ?? plain(character) ?? accented(character) ?? byNumber(character),
    )
    .join('')
    .replace(/([-',])(?=\1)/g, '$1{}')
    // A digest is no word that TeX could break.
    .replace(/[0-9a-f]{16}(?=[0-9a-f])/g, String.raw`$&\allowbreak{}`)

const plain = (character: string): string | undefined => (/^[ -~]$/.test(character) ? character : undefined)

function accented(character: string): string | undefined {
  const [letter, accent, more] = character.normalize('NFD')
  if (more !== undefined || !/[A-Za-z]/.test(letter) || !(accent in ACCENTS)) return undefined
  return `\\${ACCENTS[accent]}{${letter === 'i' || letter === 'j' ? `\\${letter}` : letter}}`
}

const byNumber = (character: string): string =>
  String.raw`{\ttfamily U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}}`
