import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { postgresOriginal } from '../../../db/postgres/original.ts'
import { makeTemporarySchema } from '../../../db/postgres/temporary-schema.ts'
import { sqliteOriginal } from '../../../db/sqlite/original.ts'
import { onDisk, refuseSmallDisk } from '../../../server/upgrade/room.ts'

const original = sqliteOriginal('/srv/data/hepatrial.sqlite')
const failed = (code: string, more = {}) => Object.assign(new Error('failed'), { code, ...more })

describe('a disk without room', () => {
  it('BK-04: is refused before anything is written, with what is needed, what is free, and where', async () => {
    await refuseSmallDisk({ folder: tmpdir(), bytes: 1, doing: 'upgrade' })
    const wish = { folder: tmpdir(), bytes: 1e18 }
    await expect(refuseSmallDisk({ ...wish, doing: 'rehearsal' })).rejects.toThrow(
      /The rehearsal needs 1000000000000 MB in .* MB are free.*TMPDIR.*Nothing was changed/,
    )
    await expect(refuseSmallDisk({ ...wish, doing: 'upgrade' })).rejects.toThrow(
      /The upgrade needs/,
    )
  })

  it('BK-04: is told as what it is where it fills up meanwhile, and blames the disk that did', () => {
    const full = failed('SQLITE_FULL')
    expect(String(onDisk(full, { original, doing: 'upgrade' }))).toMatch(
      /UpgradeRefusedError: The disk of \/srv\/data became full during the upgrade, which was undone/,
    )
    expect(String(onDisk(full, { original, doing: 'rehearsal' }))).toContain(`disk of ${tmpdir()}`)
    const server = postgresOriginal('postgres://someone:secret@database/hepatrial')
    const wrapped = new Error('query', { cause: failed('53100') })
    expect(String(onDisk(wrapped, { original: server, doing: 'rehearsal' }))).toMatch(
      /disk of PostgreSQL database\/hepatrial became full/,
    )
    const closed = failed('EACCES', { path: '/srv/data/server.lock' })
    expect(String(onDisk(closed, { original, doing: 'upgrade' }))).toMatch(
      /\/srv\/data\/server\.lock cannot be written to \(EACCES\)/,
    )
    const other = new Error('a bug')
    expect(onDisk(other, { original, doing: 'upgrade' })).toBe(other)
  })

  it('BK-04: a connection that is no URL has a place, and no schema is named in it', async () => {
    expect(postgresOriginal('/run/postgresql hepatrial').place).toBe('PostgreSQL')
    await expect(makeTemporarySchema('/run/postgresql hepatrial')).rejects.toThrow(/postgres:\/\/…/)
  })
})
