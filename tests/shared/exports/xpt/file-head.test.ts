import { describe, expect, it } from 'vitest'
import { fileHead, padding, RECORD_BYTES } from '../../../../shared/exports/xpt/file-head.ts'

const head = Buffer.from(
  fileHead({
    name: 'AE',
    label: 'Adverse Events',
    stateAt: '2026-03-09T14:30:05.123Z',
    variables: [
      { name: 'STUDYID', label: 'Study Identifier', kind: 'text', length: 4 },
      { name: 'AESEQ', label: 'Sequence Number', kind: 'number', length: 8 },
      { name: 'ASTDT', label: 'Start Date', kind: 'number', length: 8, isDate: true },
    ],
  }),
)
const record = (at: number): string =>
  head.subarray(at * RECORD_BYTES, (at + 1) * RECORD_BYTES).toString('latin1')
const blanks = (count: number): string => ' '.repeat(count)

// SAS technical note TS-140, "The record layout of a data set in SAS transport (XPORT) format".
describe('the head of a transport file', () => {
  it('is made of records of 80 bytes', () => {
    expect(head.length % RECORD_BYTES).toBe(0)
    expect([padding(0), padding(80), padding(81), padding(159)]).toEqual([0, 0, 79, 1])
  })

  it.each([
    [0, 'HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!000000000000000000000000000000  '],
    [1, `SAS     SAS     SASLIB  9.4     HEPATRIA${blanks(24)}09MAR26:14:30:05`],
    [2, `09MAR26:14:30:05${blanks(64)}`],
    [3, 'HEADER RECORD*******MEMBER  HEADER RECORD!!!!!!!000000000000000001600000000140  '],
    [4, 'HEADER RECORD*******DSCRPTR HEADER RECORD!!!!!!!000000000000000000000000000000  '],
    [5, `SAS     AE      SASDATA 9.4     HEPATRIA${blanks(24)}09MAR26:14:30:05`],
    [6, `09MAR26:14:30:05${blanks(16)}Adverse Events${blanks(26)}${blanks(8)}`],
    [7, 'HEADER RECORD*******NAMESTR HEADER RECORD!!!!!!!000000000300000000000000000000  '],
    // Three descriptions of 140 bytes are 420, and with the blanks behind them six records.
    [14, 'HEADER RECORD*******OBS     HEADER RECORD!!!!!!!000000000000000000000000000000  '],
  ])('holds in record %d what the layout says', (at, text) => {
    expect(record(at)).toBe(text)
  })

  it('describes each variable in 140 bytes: type, length, number, name, label, format, place', () => {
    const described = (at: number): Buffer => head.subarray(640 + at * 140, 640 + (at + 1) * 140)
    const of = (at: number) => {
      const bytes = described(at)
      return {
        type: bytes.readInt16BE(0),
        length: bytes.readInt16BE(4),
        number: bytes.readInt16BE(6),
        name: bytes.toString('latin1', 8, 16),
        label: bytes.toString('latin1', 16, 56).trimEnd(),
        format: bytes.toString('latin1', 56, 64),
        width: bytes.readInt16BE(64),
        place: bytes.readInt32BE(84),
      }
    }
    const none = { format: blanks(8), width: 0 }
    expect([of(0), of(1), of(2)]).toEqual([
      {
        ...{ type: 2, length: 4, number: 1, name: 'STUDYID ', label: 'Study Identifier' },
        ...{ ...none, place: 0 },
      },
      {
        ...{ type: 1, length: 8, number: 2, name: 'AESEQ   ', label: 'Sequence Number' },
        ...{ ...none, place: 4 },
      },
      {
        ...{ type: 1, length: 8, number: 3, name: 'ASTDT   ', label: 'Start Date' },
        ...{ format: 'DATE    ', width: 9, place: 12 },
      },
    ])
  })

  it('refuses a name, a label or a character that does not fit, rather than cut it', () => {
    const variable = { name: 'A', label: 'A', kind: 'text', length: 1 } as const
    const made = (other: object) => () =>
      fileHead({
        ...{ name: 'AE', label: 'x', stateAt: '2026-03-09T14:30:05Z' },
        variables: [{ ...variable, ...other }],
      })
    expect(made({})).not.toThrow()
    expect(made({ name: 'ABCDEFGHI' })).toThrow(RangeError)
    expect(made({ label: 'x'.repeat(41) })).toThrow(RangeError)
    expect(made({ label: '标签' })).toThrow(RangeError)
  })
})
