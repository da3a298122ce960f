import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemActor } from '../../../server/http/actor.ts'
import { openStore, openToWork } from '../../../server/open-store.ts'
import { hepatrial, temporaryFolder } from '../cli/run-hepatrial.ts'

const actor = systemActor({ part: 'start', studyId: null })

describe('what an installation is for', () => {
  it('VA-06: is kept with the data, once, with an entry; no program that opens them later says otherwise', async () => {
    const dataDir = path.join(temporaryFolder(), 'data')
    const before = await openStore({ dataDir })
    expect(before.installation).toBe('production')
    await before.close()
    for (const installation of ['test', undefined] as const) {
      const said = installation === undefined ? {} : { installation }
      const store = await openToWork({ dataDir, ...said }, actor)
      expect(store.installation).toBe('test')
      expect(await store.forHeavyReads()).toBe(store)
      const entries = await store.read.select().from(store.t.auditEntry)
      expect(entries).toMatchObject([
        { chain: 'system', act: 'setting.environment', after: '{"environment":"test"}' },
      ])
      await store.close()
    }
    await expect(openStore({ dataDir, installation: 'production' })).rejects.toThrow(
      /HEPATRIAL_ENVIRONMENT says production.*which it stays/,
    )
  })

  it('VA-06: goes with a backup: what is restored stays a test installation, and is refused to production', async () => {
    const folder = temporaryFolder()
    const data = path.join(folder, 'data')
    await (await openToWork({ dataDir: data, installation: 'test' }, actor)).close()
    const file = path.join(folder, 'all.hbk')
    expect(await hepatrial('backup', '--to', file, '--data', data)).toMatchObject({ code: 0 })
    const other = path.join(folder, 'other')
    const restored = await hepatrial('restore', '--from', file, '--data', other)
    expect(restored.out).toContain('installation\ttest\n')
    const store = await openStore({ dataDir: other })
    expect(store.installation).toBe('test')
    await store.close()

    process.env['HEPATRIAL_ENVIRONMENT'] = 'production'
    onTestFinished(() => {
      Reflect.deleteProperty(process.env, 'HEPATRIAL_ENVIRONMENT')
    })
    const third = path.join(folder, 'third')
    const refused = await hepatrial('restore', '--from', file, '--data', third)
    expect(refused.code).not.toBe(0)
    expect(refused.err).toContain('is of a test installation')
    expect(existsSync(third)).toBe(false)
    expect((await hepatrial('verify', '--data', other)).err).toContain('which it stays')
  })
})
