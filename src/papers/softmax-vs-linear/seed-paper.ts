/** arXiv identifier of the seed paper. */
export const SEED_PAPER_ARXIV = '2310.11685'

/** Its two versions, which differ in title and authors. */
export const SEED_PAPER_VERSIONS =
  'version 1 of October 2023, "Superiority of Softmax: Unveiling the Performance Edge Over Linear Attention", and version 2 of March 2026, with Kaijun Yuan, "Why Softmax Attention Outperforms Linear Attention"'

/** How whatever is reconstructed from the seed paper cites it. */
export const SEED_PAPER = `Deng, Song, Zhou, arXiv ${SEED_PAPER_ARXIV} (${SEED_PAPER_VERSIONS})`
