import { Command } from 'commander';
import { registerScreen } from './screen.ts';
const p = new Command('anlan'); registerScreen(p);
await p.parseAsync();
