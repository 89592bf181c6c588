import tseslint from 'typescript-eslint'

export default tseslint.config(
  { ignores: ['dist', 'evidence', 'node_modules'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-globals': ['error', { name: 'isFinite', message: 'use Number.isFinite' }],
      eqeqeq: 'error',
    },
  },
)
