const headerBytes = 5;
const errorResponse = 'E'.charCodeAt(0);
const panic = Buffer.from('VPANIC\0');

/**
 * Watches a backend's answers for a PANIC, for example a full disk under the write-ahead log. A server restarts itself
 * then; the engine carries on and never answers again.
 */
export class PanicWatch {
  /** A message that is still incomplete: only error messages are kept, of others just the missing length. */
  #kept: Buffer = Buffer.alloc(0);
  #skip = 0;

  /** @returns the error's text when these bytes complete a PANIC, in whatever pieces they come. */
  read(chunk: Uint8Array): string | undefined {
    const skipped = Math.min(this.#skip, chunk.length);
    this.#skip -= skipped;
    const fresh = Buffer.from(chunk.buffer, chunk.byteOffset + skipped, chunk.length - skipped);
    let rest: Buffer = this.#kept.length === 0 ? fresh : Buffer.concat([this.#kept, fresh]);
    let found: string | undefined;
    while (rest.length >= headerBytes) {
      const length = 1 + rest.readInt32BE(1);
      const isError = rest[0] === errorResponse;
      if (rest.length < length) {
        if (isError) break;
        this.#skip = length - rest.length;
        rest = rest.subarray(rest.length);
        break;
      }
      if (isError) found ??= panicText(rest.subarray(headerBytes, length));
      rest = rest.subarray(length);
    }
    this.#kept = Buffer.from(rest);
    return found;
  }
}

/** Fields are a letter, text and a zero: V the severity, M the message. */
function panicText(fields: Buffer): string | undefined {
  if (!fields.includes(panic)) return undefined;
  const message = fields
    .toString('utf8')
    .split('\0')
    .find((field) => field.startsWith('M'));
  return message?.slice(1) ?? 'PANIC';
}
