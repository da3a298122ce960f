import { Registry } from 'prom-client'
import { expect, it } from 'vitest'
import type { Store } from '../../../db/store.ts'
import { systemGauges, type StatusServices } from '../../../server/system-status/service.ts'

it('BK-07: figures stay readable while the database does not answer, and it is asked again', async () => {
  let asked = 0
  const store = {
    now() {
      asked += 1
      throw new Error('the database does not answer')
    },
  } as unknown as Store
  const registry = new Registry()
  systemGauges({ store, dataDir: '/', jobs: null as unknown as StatusServices['jobs'] })(registry)
  expect(await registry.metrics()).toMatch(/^hepatrial_status_readable 0$/m)
  expect(asked).toBe(1)
  expect(await registry.metrics()).not.toMatch(/^hepatrial_backup_failed/m)
  expect(asked).toBe(2)
})
