import { verify as verifyStore } from '../../audit/verify.ts'
import type { Command } from '../command.ts'
import { FaultyInputError } from '../fault.ts'
import { withStore } from '../open-store.ts'

/** Checks every audit chain, every record against its last entry, and the database itself. */
export const verify: Command = {
  name: 'verify',
  usage: 'verify',
  about: "checks the audit chain and the database's integrity",
  options: {},
  async run(invocation) {
    await withStore(invocation, async (store) => {
      const report = await verifyStore(store)
      for (const line of report.checked) invocation.print(`${line}\n`)
      if (report.faults.length > 0) throw new FaultyInputError(report.faults)
    })
  },
}
