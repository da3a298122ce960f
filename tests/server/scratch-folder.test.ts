import { existsSync, mkdirSync, mkdtempSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { lockFile } from '../../db/sqlite/folder-lock.ts'
import { withScratchFolder } from '../../server/scratch-folder.ts'
import { onStop } from '../../server/stop-signals.ts'
import { ownTemporaryFolder } from './support/own-temporary-folder.ts'
import { toldToStop } from './support/told-to-stop.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a folder that is removed again', () => {
  it('BK-02: is gone at the end, after a failure, and where the process is told to stop', async () => {
    const seen: string[] = []
    const use = (fn: () => Promise<void>) =>
      withScratchFolder('drill', (folder) => {
        seen.push(path.dirname(folder))
        writeFileSync(path.join(folder, 'data'), 'x')
        return fn()
      })
    await use(() => Promise.resolve())
    await expect(use(() => Promise.reject(new Error('disk')))).rejects.toThrow('disk')
    await use(async () => {
      expect(await toldToStop('SIGTERM')).toEqual(['SIGTERM'])
      expect(existsSync(seen[2] ?? '')).toBe(false)
    })
    expect(seen.filter((folder) => existsSync(folder))).toEqual([])
    expect(seen).toHaveLength(3)
  })

  it('BK-02: one that cannot be removed stops nothing, and what is a link to elsewhere stays', async () => {
    const temporary = ownTemporaryFolder()
    const elsewhere = path.join(temporary, 'elsewhere')
    mkdirSync(elsewhere)
    writeFileSync(path.join(elsewhere, 'owner.lock'), '')
    symlinkSync(elsewhere, path.join(temporary, 'hepatrial-upgrade-link'))
    // A folder where the lock should be: it cannot be opened.
    mkdirSync(path.join(temporary, 'hepatrial-upgrade-odd', 'owner.lock'), { recursive: true })
    await expect(withScratchFolder('upgrade', () => Promise.resolve('done'))).resolves.toBe('done')
    expect(existsSync(path.join(elsewhere, 'owner.lock'))).toBe(true)
  })

  it('BK-02: what killed processes left goes with the next run; that of a living one and a new one stay', async () => {
    ownTemporaryFolder()
    const left = (name: string) => mkdtempSync(path.join(tmpdir(), `hepatrial-upgrade-${name}`))
    const [killed, lives, begins, old] = ['killed', 'lives', 'begins', 'old'].map(left)
    writeFileSync(path.join(killed ?? '', 'owner.lock'), '')
    const unlock = lockFile(path.join(lives ?? '', 'owner.lock'))
    utimesSync(old ?? '', 1, 1)
    await withScratchFolder('upgrade', () => Promise.resolve())
    expect([killed, lives, begins, old].map((folder) => existsSync(folder ?? ''))).toEqual([
      ...[false, true, true, false],
    ])
    unlock?.()
  })
})

describe('a signal', () => {
  it('BK-02: waits for what is about to be done, then ends the rest', async () => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true)
    const removed: string[] = []
    const first = onStop(() => void removed.push('first'))
    const second = onStop(() => void removed.push('second'))
    second.tooLate()
    process.listeners('SIGHUP').at(-1)?.('SIGHUP')
    expect(removed).toEqual([])
    expect(kill).not.toHaveBeenCalled()
    second.release()
    await vi.waitFor(() => {
      expect(kill.mock.calls).toEqual([[process.pid, 'SIGHUP']])
    })
    expect(removed).toEqual(['first'])
    first.release()
  })

  it('BK-02: removes the last begun first; what fails keeps nothing from it', async () => {
    const removed: string[] = []
    const first = onStop(() => void removed.push('first'))
    const third = onStop(() => {
      removed.push('third')
      throw new Error('not mine')
    })
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    expect(await toldToStop('SIGHUP')).toEqual(['SIGHUP'])
    expect(removed).toEqual(['third', 'first'])
    for (const work of [first, third]) work.release()
  })
})
