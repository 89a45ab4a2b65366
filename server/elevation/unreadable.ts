import { type Text, text } from '../../data/text.ts';
import { StartError } from '../start-error.ts';

/** Of an elevation file that cannot be read: which, why in words of the reader's language, and what to do. */
export function unreadable(file: string, cause: unknown): StartError {
  const { zh, en } = reasonOf(cause);
  return new StartError(
    'elevation_unreadable',
    text(`无法读取高程文件 ${file}：${zh}`, `the elevation file ${file} cannot be read: ${en}`),
    { cause },
  );
}

/** By the system's code, or by words that the libraries which unpack files use in English alone. */
function reasonOf(cause: unknown): Text {
  const message = cause instanceof Error ? cause.message : String(cause);
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const known = byCode[code] ?? byWords.find(([words]) => words.test(message))?.[1];
  if (known) return known;
  return text(
    '文件已损坏，或采用了不支持的压缩方式或存储格式；可用 gdal_translate -co COMPRESS=DEFLATE 重新生成',
    `it is damaged, or stored in a way that is not supported (${message}); write it anew with gdal_translate -co COMPRESS=DEFLATE`,
  );
}

const byCode: Readonly<Record<string, Text>> = {
  ENOENT: text('没有这个文件', 'there is no such file'),
  ENOTDIR: text('没有这个文件', 'there is no such file'),
  EISDIR: text('这是文件夹，请给出其中的文件', 'it is a folder; name the files in it'),
  EACCES: text('没有读取权限', 'reading it is not permitted'),
  EPERM: text('没有读取权限', 'reading it is not permitted'),
  EMFILE: text('打开的文件过多，请分批导入', 'too many files are open; import them in parts'),
  EIO: text('磁盘读取出错', 'the disk could not be read'),
};

const byWords: readonly (readonly [RegExp, Text])[] = [
  [/byte order|magic number|not a tiff/i, text('不是 GeoTIFF 文件', 'it is no GeoTIFF')],
  [/invalid zip|zip data/i, text('不是可用的 zip 压缩包', 'it is no zip that can be used')],
  [
    /unexpected eof|out of bounds|outside the bounds|offset|ends at byte|buffer error|unexpected end/i,
    text('文件不完整，请重新复制', 'it is cut short; copy it again'),
  ],
];
