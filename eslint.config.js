import { createNodeResolver, importX } from 'eslint-plugin-import-x'
import tseslint from 'typescript-eslint'

/** The folders of src/, each of which imports from those before it only; see docs/architecture.md. */
const LAYERS = [
  'program',
  'statistics',
  'arithmetic',
  'attention',
  'generate',
  'claim',
  'engine',
  'auditor',
  'evidence',
  'judge',
  'matrix',
  'examine',
  'recount',
  'papers',
  'open',
  'report',
  'bench',
  'testing',
  'cli',
]

const layer = (name, at) => ({
  files: [`src/${name}/**/*.ts`],
  ignores: ['**/*.test.ts', '**/*.fixture.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(\\.\\./)+(${LAYERS.slice(at + 1).join('|')})/`,
            message: `${name} imports from the layers before it only: ${LAYERS.slice(0, at).join(', ')}`,
          },
        ],
      },
    ],
  },
})

export default tseslint.config(
  { ignores: ['api', 'dist', 'evidence', 'examples', 'node_modules'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts'] })],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'no-restricted-globals': ['error', { name: 'isFinite', message: 'use Number.isFinite' }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.ts', 'properties/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.fixture.ts'],
    rules: {
      'max-lines': ['error', 250],
      'max-lines-per-function': ['error', 60],
    },
  },
  {
    files: ['**/*.test.ts', '**/*.fixture.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['mock', 'doMock'].map((property) => ({
          object: 'vi',
          property,
          message:
            'test files share a process, where the module is loaded already: spy on it (`import * as`)',
        })),
      ],
    },
  },
  ...LAYERS.slice(0, -1).map(layer),
)
