import { unreachable } from '../../../shared/kernel/unreachable.ts'
import type { Fault } from '../../audit/faults.ts'
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
    const { report, heads } = await withStore(invocation, async (store) => ({
      report: await verifyStore(store),
      heads: await store.read.select().from(store.t.chainHead),
    }))
    const { chains, entries, records, faults } = report
    invocation.print(
      `Checked ${chains} audit chains, ${entries} entries, ${records} records and the database's own integrity: ${faults.length} faults.\n`,
    )
    // Kept elsewhere, a head proves later that nothing before it was replaced.
    for (const { chain, seq, hash } of heads) invocation.print(`${chain}\t${seq}\t${hash}\n`)
    if (faults.length > 0) throw new FaultyInputError(faults.map(faultText))
  },
}

function faultText(fault: Fault): string {
  switch (fault.kind) {
    case 'entry-altered':
      return `${fault.chain}:${fault.seq}: the entry was altered after it was written`
    case 'entry-missing':
      return `${fault.chain}:${fault.seq}: the entry is missing`
    case 'entry-unlinked':
      return `${fault.chain}:${fault.seq}: the entry does not follow the one before it`
    case 'head-differs':
      return `${fault.chain}:${fault.seq}: the chain's head is not its last entry`
    case 'record-differs':
      return `record ${fault.recordId}: its values are not those of its last entry`
    case 'record-unaudited':
      return `record ${fault.recordId}: no entry tells how it came about`
    case 'record-missing':
      return `record ${fault.recordId}: the trail knows it, the data do not`
    case 'definition-differs':
      return `study version ${fault.versionId}: its definition is not the one that was pinned`
    case 'signature-altered':
      return `signature ${fault.signatureId}: its row is not what was signed`
    case 'signature-unaudited':
      return `signature ${fault.signatureId}: no entry tells that it was given`
    case 'signature-stale':
      return `signature ${fault.signatureId}: it stands as valid, and what it covers is not what was signed`
    case 'signature-missing':
      return `signature ${fault.signatureId}: the trail knows it, the data do not`
    case 'database':
      return `database: ${fault.message}`
    default:
      return unreachable(fault)
  }
}
