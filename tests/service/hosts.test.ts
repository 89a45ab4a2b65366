import { expect, test } from 'vitest';
import { testService } from './support/service.ts';

const service = testService();

test('a request under a name that is not this machine’s is refused', async () => {
  for (const host of ['evil.example', 'evil.example:8080', '127.0.0.1.evil.example', 'localhost.evil.example:1']) {
    const answer = await service.get('/conformance').set('Host', host);
    expect(answer.status, host).toBe(421);
    expect(answer.body.code).toBe('foreign_host');
  }
});

test('this machine’s own names are served', async () => {
  for (const host of ['localhost', 'LOCALHOST:8080', '127.0.0.1:1', '[::1]:8080']) {
    expect((await service.get('/conformance').set('Host', host)).status, host).toBe(200);
  }
});
