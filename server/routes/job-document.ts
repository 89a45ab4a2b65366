import type { Request } from 'express';
import type { Language } from '../../data/text.ts';
import type { Link } from '../http/feature-collection.ts';
import { baseUrl, jsonType } from '../http/negotiate.ts';
import type { Job } from '../jobs/job.ts';

export function jobAddress(request: Request, id: string): string {
  return `${baseUrl(request)}/api/jobs/${id}`;
}

/** The `statusInfo` of OGC API – Processes. */
export function statusInfo(request: Request, job: Job, language: Language) {
  const address = jobAddress(request, job.id);
  const links: Link[] = [
    { rel: 'self', href: address, type: jsonType },
    { rel: 'up', href: `${baseUrl(request)}/api/jobs`, type: jsonType },
    ...(job.status === 'successful'
      ? [{ rel: 'http://www.opengis.net/def/rel/ogc/1.0/results', href: `${address}/results`, type: jsonType }]
      : []),
  ];
  return {
    processID: job.process,
    type: 'process',
    jobID: job.id,
    status: job.status,
    ...(job.message && { message: job.message[language] }),
    // Whole percents; a hundred only when all is done.
    progress: job.status === 'successful' ? 100 : Math.min(99, Math.floor(job.progress)),
    created: job.createdAt,
    ...(job.startedAt && { started: job.startedAt }),
    ...(job.finishedAt && { finished: job.finishedAt }),
    updated: job.updatedAt,
    ...(job.problem && { problem: { code: job.problem.code, detail: job.problem.detail[language] } }),
    inputs: job.inputs,
    user_name: job.author.name,
    links,
  };
}
