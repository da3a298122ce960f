import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { qrMatrix } from '../../client/sign-in/qr.ts'

const uriOf = (username: string): string =>
  `otpauth://totp/Hepatrial:${username}?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ` +
  '&issuer=Hepatrial&algorithm=SHA1&digits=6&period=30'

describe('a QR code', () => {
  // Rows of 0 and 1 as uqr 0.1.3 draws them: encode(text, { ecc: 'M', border: 0, boostEcc: false }).
  it.each([
    ['ada', 45, 'e22568cc1cdc5dae4cd28b9f3cc9ba0880c3ad2e915b37dfe402960aa31ac6cb'],
    ['anna.li', 49, 'f7227d34cd8ab18eed8c4ba26d541e4de7006b863d25403b1b7036a9dccda451'],
  ])('AC-10: of the secret of %s is the one that another program draws', (username, size, hash) => {
    const rows = qrMatrix(uriOf(username))
    expect(rows).toHaveLength(size)
    const text = rows.map((row) => row.map((dark) => (dark ? '1' : '0')).join('')).join('\n')
    expect(createHash('sha256').update(text).digest('hex')).toBe(hash)
  })

  it('grows with its text, and refuses one that is too long', () => {
    expect(qrMatrix('a')).toHaveLength(21)
    expect(qrMatrix('a'.repeat(213))).toHaveLength(57)
    expect(() => qrMatrix('a'.repeat(214))).toThrow(RangeError)
    expect(qrMatrix(uriOf('a'.repeat(40)))).toHaveLength(53)
  })
})
