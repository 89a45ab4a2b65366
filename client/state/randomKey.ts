/** Not `randomUUID`, which pages without TLS do not have: a bureau's own network often has none. */
export function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
