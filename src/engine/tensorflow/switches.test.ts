import { expect, test } from 'vitest'
import { isSwitch } from './switches.ts'

test.each([
  'TF_ENABLE_ONEDNN_OPTS',
  'TF_SET_ONEDNN_FPMATH_MODE',
  'ONEDNN_DEFAULT_FPMATH_MODE',
  'DNNL_MAX_CPU_ISA',
  'OMP_NUM_THREADS',
  'CUDA_VISIBLE_DEVICES',
])('%s stands in the evidence', (name) => {
  expect(isSwitch(name)).toBe(true)
})

test.each(['TF_VAR_password', 'TF_TOKEN_example_com', 'TF_CLI_CONFIG_FILE', 'CUDA_HOME', 'PATH'])(
  '%s does not',
  (name) => {
    expect(isSwitch(name)).toBe(false)
  },
)
