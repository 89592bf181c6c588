const NAMES =
  /^(TF_(ENABLE|DISABLE|SET|USE|NUM|CUDNN|CUBLAS|XLA|ONEDNN|DETERMINISTIC)_|(ONEDNN|DNNL|MKL|OMP|KMP|CUBLAS|CUDNN)_|CUDA_VISIBLE_DEVICES$)/

/**
 * Whether a variable of the environment is a switch of TensorFlow's, or of a library in it, that changes what is computed, or
 * where. Not all of `TF_`: Terraform's begin so too, and may be secrets.
 */
export const isSwitch = (name: string): boolean => NAMES.test(name)
