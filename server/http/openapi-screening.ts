import { gradeCodes, hazardCodes } from '../../data/layers/codes.ts';
import { type Language, text } from '../../data/text.ts';
import { jobStatuses } from '../jobs/job.ts';
import { proposalStates } from '../proposals/read-proposals.ts';
import { geoJson, type Json, json, operation, problemAnswer } from './openapi-operation.ts';

const requestBody = { required: true, content: { 'application/json': { schema: { type: 'object' } } } };

/** A process that becomes a job. */
export function jobProcessPaths(id: string): Json {
  const prefer = {
    name: 'Prefer',
    in: 'header',
    required: false,
    schema: { type: 'string', enum: ['respond-async'] },
  };
  const created = {
    description: 'statusInfo',
    headers: { Location: { schema: { type: 'string' } } },
    content: { 'application/json': { schema: { type: 'object' } } },
  };
  return {
    [`/processes/${id}`]: { get: operation(`describe_process_${id}`, 'processes', json(id)) },
    [`/processes/${id}/execution`]: {
      post: { ...operation(`execute_${id}`, 'processes', { 201: created }), parameters: [prefer], requestBody },
    },
  };
}

export function jobPaths(): Json {
  const jobId = { name: 'jobId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
  return {
    '/jobs': {
      get: {
        ...operation('get_jobs', 'processes', json('jobs')),
        parameters: [
          query('limit', { type: 'integer', minimum: 1, maximum: 1000 }),
          query('status', { type: 'string', enum: [...jobStatuses] }),
          query('processID', { type: 'string' }),
          query('cursor', { type: 'string' }),
        ],
      },
    },
    '/jobs/{jobId}': {
      get: { ...operation('get_job', 'processes', json('statusInfo')), parameters: [jobId] },
      delete: { ...operation('dismiss_job', 'processes', json('statusInfo')), parameters: [jobId] },
    },
    '/jobs/{jobId}/results': {
      get: { ...operation('get_job_results', 'processes', json('results')), parameters: [jobId] },
    },
  };
}

export function proposalPaths(language: Language): Json {
  const id = { name: 'proposalId', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } };
  const ifMatch = { $ref: '#/components/parameters/ifMatch' };
  const title = text('筛查建议', 'Proposal')[language];
  const one = (operationId: string) => operation(operationId, 'screening', geoJson(title, { type: 'object' }));
  const decision = (operationId: string, required: boolean) => ({
    post: { ...one(operationId), parameters: [id, ifMatch], requestBody: { ...requestBody, required } },
  });
  const bulk = (operationId: string) => ({
    post: { ...operation(operationId, 'screening', json(title)), requestBody },
  });
  return {
    '/proposals': {
      get: {
        ...operation('get_proposals', 'screening', {
          ...geoJson(title, { $ref: '#/components/schemas/featureCollection' }),
          ...problemAnswer,
        }),
        parameters: [
          { $ref: '#/components/parameters/limit' },
          { $ref: '#/components/parameters/bbox' },
          { $ref: '#/components/parameters/cursor' },
          query('hazard', { type: 'string', enum: [...hazardCodes.map(({ value }) => value), 'insufficient_data'] }),
          query('grade', { type: 'string', enum: gradeCodes.map(({ value }) => value) }),
          query('state', { type: 'string', enum: [...proposalStates] }),
          query('road_code', { type: 'string' }),
          query('road_id', { type: 'integer', minimum: 1 }),
          query('run', { type: 'integer', minimum: 1 }),
          query('attention', { type: 'boolean' }),
        ],
      },
    },
    '/proposals/{proposalId}': { get: { ...one('get_proposal'), parameters: [id] } },
    '/proposals/{proposalId}/accept': decision('accept_proposal', false),
    '/proposals/{proposalId}/reject': decision('reject_proposal', true),
    '/proposals/{proposalId}/reopen': { post: { ...one('reopen_proposal'), parameters: [id, ifMatch] } },
    '/proposals/accept': bulk('accept_proposals'),
    '/proposals/reject': bulk('reject_proposals'),
  };
}

function query(name: string, schema: Json): Json {
  return { name, in: 'query', required: false, schema, style: 'form', explode: false };
}
