import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A value by which a device is known again as one on which the account of this name has been signed in. */
export function makeDeviceMark(secret: string, name: string): string {
  const device = randomBytes(12).toString('base64url');
  return `${device}.${sign(secret, name, device)}`;
}

/** The device that a mark names; undefined where the mark is not ours or of another account. */
export function readDeviceMark(secret: string, name: string, mark: string): string | undefined {
  const [device = '', signature = ''] = mark.split('.');
  const given = Buffer.from(signature);
  const right = Buffer.from(sign(secret, name, device));
  return given.length === right.length && timingSafeEqual(given, right) ? device : undefined;
}

function sign(secret: string, name: string, device: string): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify(['device', name, device]))
    .digest('base64url');
}
