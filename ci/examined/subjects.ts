/** An implementation that nobody here wrote, and how `assay examine` is asked about it. */
export interface OthersSubject {
  /** As in the table. */
  readonly name: string
  /** Arguments behind `assay examine`; `{python}`, `{here}` and `{models}` stand for an interpreter and two folders. */
  readonly args: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
}

const python = (script: string, ...args: string[]) => [
  '--command',
  `"{python}" "{here}/${script}" ${args.join(' ')}`,
]
const ruvector = (form: string): OthersSubject => ({
  name: `ruvector-attention-wasm, ${form}`,
  args: ['{here}/ruvector-attention.ts'],
  environment: { FORM: form },
})

export const OTHERS_SUBJECTS: readonly OthersSubject[] = [
  {
    name: 'Keras MultiHeadAttention, causal, 2 heads',
    args: [...python('keras_multi_head_attention.py', '2', 'causal'), '--mask', 'causal', '--heads', '2'],
  },
  {
    name: 'Keras MultiHeadAttention, attention_mask',
    args: [...python('keras_multi_head_attention.py', '1'), '--mask', 'given'],
  },
  {
    name: 'jax.nn.dot_product_attention, causal, 4 heads over 2',
    args: [...python('jax_dot_product_attention.py', '4 2 causal'), '--mask', 'causal', '--heads', '4:2'],
  },
  {
    name: 'jax.nn.dot_product_attention, mask',
    args: [...python('jax_dot_product_attention.py', '1 1'), '--mask', 'given'],
  },
  {
    name: 'PyTorch scaled_dot_product_attention, causal, 4 heads over 2',
    args: [
      ...python('torch_scaled_dot_product_attention.py', '4 2 causal'),
      '--mask',
      'causal',
      '--heads',
      '4:2',
    ],
  },
  {
    name: 'PyTorch scaled_dot_product_attention, attn_mask',
    args: [...python('torch_scaled_dot_product_attention.py', '1 1'), '--mask', 'given'],
  },
  {
    name: 'PyTorch scaled_dot_product_attention, bfloat16',
    args: [...python('torch_scaled_dot_product_attention.py', '1 1 bfloat16'), '--precision', 'bfloat16'],
  },
  { name: 'NumPy, all at once', args: python('numpy_two_orders.py', 'all-at-once') },
  { name: 'NumPy, key by key', args: python('numpy_two_orders.py', 'key-by-key') },
  {
    name: 'ONNX Runtime for Python, MatMul and Softmax',
    args: python('onnxruntime_graph.py', '"{models}/elementary.onnx"'),
  },
  {
    name: 'ONNX Runtime for Python, operator Attention',
    args: python('onnxruntime_graph.py', '"{models}/attention.onnx"'),
  },
  { name: 'ONNX Runtime Web, MatMul and Softmax', args: ['{models}/elementary.onnx', '--inputs', 'q,k,v'] },
  ...['scaled', 'unscaled', 'flash', 'heads'].map(ruvector),
]
