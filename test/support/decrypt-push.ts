import assert from 'node:assert/strict';
import { createDecipheriv, type ECDH, hkdfSync } from 'node:crypto';

/** What a push says, as a browser reads it (RFC 8291 and RFC 8188): one record of aes128gcm. */
export function decryptPush(body: Buffer, pair: ECDH, auth: Buffer): Record<string, unknown> {
  const salt = body.subarray(0, 16);
  const keyLength = body.readUInt8(20);
  const sender = body.subarray(21, 21 + keyLength);
  const record = body.subarray(21 + keyLength);
  const input = hkdfSync('sha256', pair.computeSecret(sender), auth, Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), sender]), 32);
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(input), salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', Buffer.from(input), salt, 'Content-Encoding: nonce\0', 12));
  const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  assert.equal(padded.at(-1), 2, 'the delimiter of the last record');
  return JSON.parse(padded.subarray(0, -1).toString('utf8')) as Record<string, unknown>;
}
