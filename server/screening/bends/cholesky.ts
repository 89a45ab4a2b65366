import { at } from '../arrays.ts';

/**
 * Solves the symmetric positive definite system a·x = b of order n in place: `a` (row-major, lower half used) becomes
 * its Cholesky factor, `b` the solution. False where `a` is not positive definite.
 */
export function factorise(a: Float64Array, n: number): boolean {
  for (let j = 0; j < n; j += 1) {
    for (let i = j; i < n; i += 1) {
      let sum = at(a, i * n + j);
      for (let k = 0; k < j; k += 1) sum -= at(a, i * n + k) * at(a, j * n + k);
      if (i === j) {
        if (!(sum > 0)) return false;
        a[j * n + j] = Math.sqrt(sum);
      } else {
        a[i * n + j] = sum / at(a, j * n + j);
      }
    }
  }
  return true;
}

export function solve(factor: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i += 1) {
    let sum = at(b, i);
    for (let k = 0; k < i; k += 1) sum -= at(factor, i * n + k) * at(b, k);
    b[i] = sum / at(factor, i * n + i);
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    let sum = at(b, i);
    for (let k = i + 1; k < n; k += 1) sum -= at(factor, k * n + i) * at(b, k);
    b[i] = sum / at(factor, i * n + i);
  }
}
