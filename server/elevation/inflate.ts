import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { addDecoder, BaseDecoder } from 'geotiff';

const inflated = promisify(inflate);

/** Node's own inflate, on its threads: twice as fast as that of geotiff, and requests go on meanwhile. */
class NodeInflate extends BaseDecoder {
  override async decodeBlock(packed: ArrayBufferLike): Promise<ArrayBufferLike> {
    const { buffer, byteOffset, byteLength } = await inflated(new Uint8Array(packed));
    return buffer.slice(byteOffset, byteOffset + byteLength);
  }
}

/** TIFF's two numbers for it. */
const deflateCompressions = [8, 32_946];

/** Makes geotiff use it. */
export function registerNodeInflate(): void {
  addDecoder(deflateCompressions, async () => NodeInflate);
}
