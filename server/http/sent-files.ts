import { Readable } from 'node:stream';
import busboy from 'busboy';
import type { Request } from 'express';
import { text } from '../../data/text.ts';
import { invalidParameter, ProblemError } from '../problems.ts';

/** Stores a file; the request goes on when it has it all. */
type Take = (name: string, content: Readable, field: string) => Promise<void>;

const rawTypes = ['application/octet-stream', 'image/tiff', 'application/zip', 'application/x-zip-compressed'];
const mostFiles = 1000;

/**
 * Hands over the files of a request one after the other as they come, without holding any in memory: the parts of a
 * form, or the body itself as the one file that the parameter `file` names.
 *
 * @throws ProblemError `unsupported_media_type`, `invalid_parameter`, `malformed_body`, and whatever `take` throws
 */
export async function takeFiles(request: Request, file: string | undefined, take: Take): Promise<void> {
  if (request.is('multipart/form-data')) {
    if (file !== undefined) {
      throw invalidParameter(
        'file',
        file,
        text('表单中的文件各有其名，请去掉此参数', 'the files of a form have names of their own; leave it out'),
      );
    }
    return await takeParts(request, take);
  }
  if (!request.is(rawTypes) || request.get('content-encoding')) throw wrongType(request);
  if (file === undefined) {
    throw new ProblemError(
      'invalid_parameter',
      text('请用参数 file 给出文件名，如 file=dem.tif', 'Name the file with the parameter file, such as file=dem.tif'),
      { parameter: 'file' },
    );
  }
  // Left open on the way out: closing it would close the connection before the client could read why.
  await take(file, Readable.from(request.iterator({ destroyOnReturn: false }), { objectMode: false }), '');
}

function takeParts(request: Request, take: Take): Promise<void> {
  return new Promise((resolve, reject) => {
    let form: busboy.Busboy;
    try {
      form = busboy({
        headers: request.headers,
        // Names of files come in UTF-8 from every browser.
        defParamCharset: 'utf8',
        limits: { files: mostFiles },
      });
    } catch (error) {
      reject(malformed(error));
      return;
    }
    const taken: Promise<void>[] = [];
    const fail = (error: unknown) => {
      request.unpipe(form);
      reject(error);
    };
    form.on('file', (field, content, { filename }) => {
      const one = take(filename ?? '', content, field);
      one.catch(fail);
      taken.push(one);
    });
    form.on('field', (name) => fail(fieldGiven(name)));
    form.on('filesLimit', () => fail(tooMany()));
    form.on('error', (error) => fail(malformed(error)));
    form.on('close', () => {
      if (taken.length === 0) fail(noFile());
      else Promise.all(taken).then(() => resolve(), fail);
    });
    request.on('aborted', () => fail(malformed(undefined)));
    request.on('error', (error) => fail(malformed(error)));
    request.pipe(form);
  });
}

function wrongType(request: Request): ProblemError {
  const given = [request.get('content-type') ?? '—', request.get('content-encoding')].filter(Boolean).join(', ');
  return new ProblemError(
    'unsupported_media_type',
    text(
      `不支持 Content-Type: ${given}；请用 multipart/form-data 提交一个或多个文件，或以 application/octet-stream 提交单个文件并用参数 file 给出文件名`,
      `Content-Type ${given} is not supported; send one or several files as multipart/form-data, or one as application/octet-stream named by the parameter file`,
    ),
  );
}

function fieldGiven(name: string): ProblemError {
  const shown = name.slice(0, 60);
  return new ProblemError(
    'invalid_parameter',
    text(
      `表单中只能有文件；“${shown}”请写在地址的参数中`,
      `The form can hold files alone; give "${shown}" as a parameter of the address`,
    ),
    { parameter: shown },
  );
}

function noFile(): ProblemError {
  return new ProblemError('malformed_body', text('表单中没有文件。', 'The form holds no file.'));
}

function tooMany(): ProblemError {
  return new ProblemError(
    'malformed_body',
    text(`一次最多 ${mostFiles} 个文件。`, `At most ${mostFiles} files at once.`),
  );
}

function malformed(cause: unknown): ProblemError {
  return new ProblemError(
    'malformed_body',
    text('表单没有传完或无法解析，未导入。', 'The form broke off or cannot be read; nothing was imported.'),
    cause === undefined ? {} : { cause },
  );
}
