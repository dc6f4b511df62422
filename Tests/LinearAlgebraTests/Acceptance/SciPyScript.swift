/// Reads problems as JSON from its first argument, lets SciPy solve them, and writes the answers as
/// JSON to its second argument.
///
/// A matrix is `{rows, columns, real, imaginary}` with its elements by columns; `imaginary` is empty
/// for real matrices. Every answer is a list of matrices; vectors and numbers are matrices, too.
let sciPyScript = #"""
  import json, sys, warnings
  import numpy as np, scipy.linalg as la, scipy.optimize, scipy.sparse.linalg as sla
  warnings.simplefilter("ignore")

  def read(m):
    a = np.array(m["real"], dtype=float)
    if m["imaginary"]: a = a + 1j * np.array(m["imaginary"], dtype=float)
    return a.reshape((m["rows"], m["columns"]), order="F")

  def write(x):
    a = np.atleast_1d(np.asarray(x))
    if a.ndim == 1: a = a[:, None]
    a = a.astype(complex)
    flat = a.ravel(order="F")
    return {"rows": a.shape[0], "columns": a.shape[1], "real": flat.real.tolist(),
      "imaginary": flat.imag.tolist()}

  def lu(a):
    p, l, u = la.lu(a)
    return l, u, p

  def ldl_inertia(a):
    l, d, p = la.ldl(a, hermitian=True)
    values = la.eigvalsh(d)
    return [(values > 0).sum(), (values < 0).sum()]

  def pivoted_rank(a):
    r = np.abs(np.diag(la.qr(a, pivoting=True, mode="economic")[1]))
    return (r > max(a.shape) * np.finfo(float).eps * r[0]).sum()

  def polar_left(a): return la.polar(a, side="left")

  def banded(a, b):
    n = len(a)
    ab = np.zeros((4, n), dtype=a.dtype)
    for i in range(n):
      for j in range(n):
        if -2 <= j - i <= 1: ab[1 + i - j, j] = a[i, j]
    return la.solve_banded((2, 1), ab, b)

  def hermitian_banded(a, b):
    n = len(a)
    ab = np.zeros((min(n, 2), n), dtype=a.dtype)
    for j in range(n):
      for i in range(j, min(n, j + 2)): ab[i - j, j] = a[i, j]
    return la.solveh_banded(ab, b, lower=True)

  def constrained(a, b, c, d):
    f = la.get_lapack_funcs("gglse", (a, b))
    return np.stack([f(a, b, c[:, j], d[:, j])[3] for j in range(c.shape[1])], axis=1)

  def gauss_markov(a, b, d):
    w = la.inv(b @ b.conj().T)
    x = la.solve(a.conj().T @ w @ a, a.conj().T @ w @ d)
    return x, la.lstsq(b, d - a @ x)[0]

  def coupled_sylvester(a, d, b, e, c, f):
    m, n = c.shape
    z = np.block([[np.kron(np.eye(n), a), -np.kron(b.T, np.eye(m))],
      [np.kron(np.eye(n), d), -np.kron(e.T, np.eye(m))]])
    x = la.solve(z, np.concatenate([c.ravel("F"), f.ravel("F")]))
    return x[:m * n].reshape(c.shape, order="F"), x[m * n:].reshape(c.shape, order="F")

  def rotmg(d1, d2, x, y):
    p = la.blas.drotmg(*(v[0, 0].real for v in (d1, d2, x, y)))
    h = {-2: [1, 0, 0, 1], -1: p[1:], 0: [1, p[2], p[3], 1], 1: [p[1], -1, 1, p[4]]}[int(p[0])]
    u, v = la.blas.drotm(np.array([1.0, 2.0]), np.array([3.0, -1.0]), p)
    return [np.reshape(h, (2, 2), order="F"), u, v]

  def one(f): return lambda *arguments: [f(*arguments)]
  cutoff = lambda a: max(a.shape) * np.finfo(float).eps
  operations = {
    "solve": one(la.solve), "det": one(la.det), "inv": one(la.inv),
    "slogdet": lambda a: np.linalg.slogdet(a), "lu": lu,
    "qr": lambda a: [np.abs(la.qr(a, mode="economic")[1])],
    "rq": lambda a: [np.abs(la.rq(a, mode="economic")[0])],
    "pivoted rank": one(pivoted_rank), "cholesky": lambda a: [la.cholesky(a, lower=True)],
    "ldl inertia": one(ldl_inertia), "svd": one(la.svdvals),
    "lstsq": lambda a, b: [la.lstsq(a, b, cond=cutoff(a))[i] for i in (0, 2)],
    "pinv": lambda a: [la.pinv(a, rtol=cutoff(a))], "null space": lambda a: [la.null_space(a).shape[1]],
    "orth": lambda a: [la.orth(a) @ la.orth(a).conj().T],
    "eigh": one(la.eigvalsh), "eigh pair": one(la.eigvalsh), "eig": one(la.eigvals),
    "eigh product": lambda a, b: [la.eigh(a, b, type=2, eigvals_only=True)],
    "eig pair": one(la.eigvals), "schur": lambda a: [np.diag(la.schur(a, output="complex")[0])],
    "hessenberg": lambda a: [np.abs(la.hessenberg(a))],
    "qz": lambda a, b: [(lambda s, t: np.diag(s) / np.diag(t))(*la.qz(a, b, output="complex")[:2])],
    "expm": one(la.expm), "logm": one(la.logm), "sqrtm": one(la.sqrtm), "signm": one(la.signm),
    "power": lambda a, p: [la.fractional_matrix_power(a, p[0, 0].real)],
    "integer power": lambda a, p: [np.linalg.matrix_power(a, int(p[0, 0].real))],
    "cosm": one(la.cosm), "sinm": one(la.sinm), "tanm": one(la.tanm), "coshm": one(la.coshm),
    "sinhm": one(la.sinhm), "tanhm": one(la.tanhm),
    "funm": lambda a: [la.funm(a, lambda x: np.cos(x))],
    "expm frechet": lambda a, e: la.expm_frechet(a, e), "expm multiply": one(sla.expm_multiply),
    "polar": lambda a: la.polar(a), "polar left": polar_left,
    "procrustes": lambda a, b: la.orthogonal_procrustes(a, b),
    "subspace angles": one(la.subspace_angles),
    "sylvester": one(la.solve_sylvester), "lyapunov": one(la.solve_continuous_lyapunov),
    "discrete lyapunov": one(la.solve_discrete_lyapunov), "riccati": one(la.solve_continuous_are),
    "discrete riccati": one(la.solve_discrete_are),
    "riccati cross": lambda a, b, q, r, s: [la.solve_continuous_are(a, b, q, r, s=s)],
    "riccati descriptor": lambda a, b, q, r, e, s: [la.solve_continuous_are(a, b, q, r, e=e, s=s)],
    "discrete riccati descriptor":
      lambda a, b, q, r, e, s: [la.solve_discrete_are(a, b, q, r, e=e, s=s)],
    "coupled sylvester": coupled_sylvester, "gglse": one(constrained), "ggglm": gauss_markov,
    "rotmg": rotmg,
    "kron": one(np.kron), "toeplitz": lambda c, r: [la.toeplitz(c[:, 0], r[:, 0])],
    "hermitian toeplitz": lambda c: [la.toeplitz(c[:, 0])],
    "hankel": lambda c, r: [la.hankel(c[:, 0], r[:, 0])], "circulant": lambda c: [la.circulant(c[:, 0])],
    "companion": lambda c: [la.companion(c[:, 0])],
    "leslie": lambda b, s: [la.leslie(b[:, 0], s[:, 0])],
    "convolution": lambda k: [la.convolution_matrix(k[:, 0], 4)],
    "vandermonde": lambda x: [np.vander(x[:, 0], increasing=True)],
    "fiedler": lambda x: [la.fiedler(x[:, 0])],
    "hilbert": lambda n: [la.hilbert(int(n[0, 0].real))],
    "inverse hilbert": lambda n: [la.invhilbert(int(n[0, 0].real))],
    "pascal": lambda n: [la.pascal(int(n[0, 0].real))],
    "helmert": lambda n: [la.helmert(int(n[0, 0].real), full=True)],
    "hadamard": lambda n: [la.hadamard(8)], "dft": lambda n: [la.dft(int(n[0, 0].real))],
    "norms": lambda a: [[la.norm(a, 1), la.norm(a, np.inf), la.norm(a), la.norm(a, 2),
      la.norm(a, "nuc"), np.abs(a).max()]],
    "cond": lambda a: [[np.linalg.cond(a), np.linalg.cond(a, 1), np.linalg.cond(a, np.inf)]],
    "banded": one(banded), "hermitian banded": one(hermitian_banded),
    "triangular": lambda a, b: [la.solve_triangular(a, b, lower=True)],
    "triangular adjoint": lambda a, b: [la.solve_triangular(a, b, lower=True, trans="C")],
    "toeplitz solve": lambda c, r, b: [la.solve_toeplitz((c[:, 0], r[:, 0]), b)],
    "nnls": lambda a, b: [scipy.optimize.nnls(a, b[:, 0])[0]],
  }
  with open(sys.argv[1]) as file: problems = json.load(file)
  answers = []
  for problem in problems:
    try:
      arguments = [read(m) for m in problem["arguments"]]
      answers.append([write(x) for x in operations[problem["operation"]](*arguments)])
    except Exception as error:
      print(problem["operation"], repr(error), file=sys.stderr)
      answers.append([])
  with open(sys.argv[2], "w") as file: json.dump(answers, file)
  """#
