import type { GeoTIFFImage } from 'geotiff';
import { text } from '../../data/text.ts';
import { StartError } from '../start-error.ts';

/** The tiles or strips that a file is made of. */
export interface StoredBlocks {
  /** Cells. */
  readonly width: number;
  readonly height: number;
  isWritten(column: number, row: number): boolean;
}

/**
 * @throws StartError where the file ends before its last block: an unfinished copy, whose missing cells would otherwise
 * be read as height 0.
 */
export async function storedBlocks(image: GeoTIFFImage, file: string, fileBytes: number): Promise<StoredBlocks> {
  const width = image.getTileWidth();
  const height = image.getTileHeight();
  const columns = Math.ceil(image.getWidth() / width);
  const directory = image.fileDirectory;
  const [offsets, sizes] = await Promise.all(
    image.isTiled
      ? [directory.loadValue('TileOffsets'), directory.loadValue('TileByteCounts')]
      : [directory.loadValue('StripOffsets'), directory.loadValue('StripByteCounts')],
  );
  const bytes = Array.from(sizes ?? [], Number);
  const end = Array.from(offsets ?? [], Number).reduce(
    (last, offset, i) => Math.max(last, offset + (bytes[i] ?? 0)),
    0,
  );
  if (end > fileBytes) {
    throw new StartError(
      'elevation_cut_short',
      text(
        `高程文件 ${file} 不完整：应有 ${end} 字节，实有 ${fileBytes} 字节；请重新复制`,
        `${file} is incomplete: ${end} bytes are wanted, ${fileBytes} are there; copy it again`,
      ),
    );
  }
  return { width, height, isWritten: (column, row) => (bytes[row * columns + column] ?? 0) > 0 };
}
