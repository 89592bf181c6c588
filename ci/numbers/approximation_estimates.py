"""The numbers of the approximation theme that are estimates, by draws of their own."""
import numpy as np

from rows import sampled

NORMAL = 4.9
CHUNK = 4_000_000


def bernstein_limits(values):
    """The empirical Bernstein bound of Maurer and Pontil (arXiv 0907.3740), for values between 0 and 1."""
    count, logarithm = len(values), np.log(4e6)
    half = np.sqrt(2 * values.var(ddof=1) * logarithm / count) + 7 * logarithm / (3 * (count - 1))
    return values.mean() - half, values.mean() + half


def normal_limits(values):
    half = NORMAL * values.std() / np.sqrt(len(values))
    return values.mean() - half, values.mean() + half


def chunked(draw, draws, width):
    size = max(1, CHUNK // width)
    return np.concatenate([draw(min(size, draws - start)) for start in range(0, draws, size)])


def favor_weight(rng, m, count, q=1):
    """The weight of key 1 beside key 0; what the two kernels have in common is left out."""
    w = rng.standard_normal((count, m))
    first, second = np.exp(w * q).sum(1), np.exp(w * (q + 1) - 0.5).sum(1)
    return second / (first + second)


def mean_weights():
    rng = np.random.default_rng(1)
    for m, text, draws in ((4, "0.555", 2_000_000), (16, "0.648", 1_000_000), (64, "0.695", 300_000),
                           (256, "0.717", 100_000)):
        weights = chunked(lambda count: favor_weight(rng, m, count), draws, m)
        yield sampled("favor-attention-unbiased", f"mean weight on key 1, q = 1, m = {m}", text,
                      *bernstein_limits(weights), draws)


def kernel_estimates(draws=4_000_000):
    claim, rng = "favor-kernel-unbiased-mse", np.random.default_rng(1)
    x, y = np.array([0.3, 0.2]), np.array([0.1, 0.2])
    values = np.exp(rng.standard_normal((draws, 2)) @ (x + y) - (x @ x + y @ y) / 2)
    yield sampled(claim, "measured mean, normal approximation", "1.0727", *normal_limits(values), draws)
    yield sampled(claim, "measured variance, normal approximation", "0.43402",
                  *normal_limits((values - values.mean()) ** 2), draws)


def householder(matrices):
    """JAMA's QR: every column is reflected, the last one too, to minus the sign of its entry on the diagonal."""
    count, d, _ = matrices.shape
    rest, q = matrices.copy(), np.broadcast_to(np.eye(d), matrices.shape).copy()
    for k in range(d):
        v = rest[:, :, k].copy()
        v[:, :k] = 0
        v[:, k] += np.copysign(np.linalg.norm(v, axis=1), v[:, k])
        v *= np.sqrt(2 / np.sum(v * v, axis=1))[:, None]
        rest -= v[:, :, None] * np.einsum("ci,cij->cj", v, rest)[:, None]
        q -= np.einsum("cij,cj->ci", q, v)[:, :, None] * v[:, None]
    return q, rest


def projections(rng, decompose, sign_fix, count, d=4):
    """The first coordinates of d orthogonal directions of independent chi(d) lengths."""
    q, r = decompose(rng.standard_normal((count, d, d)))
    first = q[:, 0] * np.sign(np.diagonal(r, axis1=1, axis2=2)) if sign_fix else q[:, 0]
    return first * np.sqrt(rng.chisquare(d, (count, d)))


def positive(w):
    return np.exp(w - 0.25).mean(1)


def even(w):
    return np.cosh(w).mean(1) * np.exp(-0.25)


def plain_qr(draws=400_000):
    rng = np.random.default_rng(1)
    for name, decompose, sign_fix, feature, text in (
            ("LAPACK, without the sign fix", np.linalg.qr, False, positive, "1.064"),
            ("LAPACK, with the sign fix", np.linalg.qr, True, positive, "1.287"),
            ("LAPACK, even features without the fix", np.linalg.qr, False, even, "1.2834"),
            ("JAMA, without the sign fix", householder, False, positive, "1.066"),
            ("JAMA, with the sign fix", householder, True, positive, "1.288")):
        values = chunked(lambda count: feature(projections(rng, decompose, sign_fix, count)), draws, 64)
        yield sampled("orthogonal-via-plain-qr", f"mean at d = 4, z = e_1, {name}, normal approximation", text,
                      *normal_limits(values), draws)


def rows():
    for part in (mean_weights, kernel_estimates, plain_qr):
        yield from part()
