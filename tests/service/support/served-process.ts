import { readConfig } from '../../../server/config.ts';
import { startService } from '../../../server/main.ts';

// The service as it runs, for tests that kill it: prints its address.
const { url } = await startService(readConfig(process.env), { demo: false, onProgress: () => {} });
console.log(url);
