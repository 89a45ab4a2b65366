import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followEvents } from '../../../client/api/events.ts';

/** A stream whose connection the test makes and breaks. */
class Line extends EventTarget {
  readyState = 0;
  ended = false;
  close = () => {
    this.ended = true;
  };
  stands(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  drops(): void {
    this.readyState = 0;
    this.dispatchEvent(new Event('error'));
  }
  isRefused(): void {
    this.readyState = 2;
    this.dispatchEvent(new Event('error'));
  }
  tells(data: string, lastEventId: string): void {
    this.dispatchEvent(new MessageEvent('change', { data, lastEventId }));
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function following() {
  const lines: Line[] = [];
  const asked: (string | undefined)[] = [];
  const heard: string[] = [];
  const end = followEvents({
    open: (since) => {
      asked.push(since);
      const line = new Line();
      lines.push(line);
      return line as unknown as EventSource;
    },
    onChange: (data) => heard.push(data),
    onWarning: () => heard.push('warning'),
    onReturn: () => heard.push('returned'),
    onDown: (down) => heard.push(down ? 'down' : 'up'),
  });
  const last = () => {
    const line = lines.at(-1);
    if (!line) throw new Error('no stream was opened');
    return line;
  };
  return { lines, asked, heard, end, last };
}

test('the first connection renews nothing and says nothing', () => {
  const { last, heard } = following();
  last().stands();
  last().tells('a', 'roads:1');
  vi.advanceTimersByTime(60_000);
  expect(heard).toEqual(['a']);
});

test('a connection that comes back by itself renews everything, without a word where it was short', () => {
  const { last, heard, lines } = following();
  last().stands();
  last().drops();
  vi.advanceTimersByTime(3000);
  last().stands();
  expect(heard.filter((word) => word !== 'up')).toEqual(['returned']);
  expect(lines).toHaveLength(1);
});

test('a refused connection is opened again and again, from the place last seen, and said to be down meanwhile', () => {
  const { last, heard, lines, asked } = following();
  last().stands();
  last().tells('a', 'roads:7');
  last().isRefused();
  for (let time = 0; time < 20; time++) {
    vi.advanceTimersByTime(30_000);
    expect(lines).toHaveLength(time + 2);
    last().isRefused();
  }
  expect(heard).toEqual(['a', 'down']);
  vi.advanceTimersByTime(30_000);
  last().stands();
  expect(heard).toEqual(['a', 'down', 'up', 'returned']);
  expect(new Set(asked.slice(1))).toEqual(new Set(['roads:7']));
});

test('what is ended opens nothing more', () => {
  const { last, lines, end } = following();
  last().isRefused();
  end();
  vi.advanceTimersByTime(120_000);
  expect(lines).toHaveLength(1);
  expect(last().ended).toBe(true);
});
