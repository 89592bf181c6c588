import { createRequire } from 'node:module'
import { attention } from '../../src/index.ts'

/*
 * MultiHeadAttention of TensorFlow.js' layers with identities for projections, which leave plain softmax attention. The
 * package is found by NODE_PATH; it computes on the engine of the examination.
 */
const HEADS = 4
const require = createRequire(import.meta.url)
const { MultiHeadAttention } = require('@tensorflow/tfjs-layers/dist/layers/nlp/multihead_attention.js')
