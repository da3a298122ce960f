import { ANNOUNCED_FORMATS } from '../../../shared/exports/registry.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { exportToFolder } from '../../exporting/service.ts'
import { cliActor } from '../actor.ts'
import type { Command } from '../command.ts'
import { UsageError } from '../fault.ts'
import { withStore } from '../open-store.ts'
import { loadSnapshot, loadStudy } from '../study.ts'

/** Writes a study's data into a folder, in one of the export formats. */
export const exportCommand: Command = {
  name: 'export',
  usage: 'export --study ID --format F --out DIR [--snapshot NAME]',
  about: 'writes the study as files; the same data give the same bytes',
  options: {
    study: { type: 'string', required: true },
    format: { type: 'string', required: true },
    out: { type: 'string', required: true },
    snapshot: { type: 'string' },
  },
  async run(invocation) {
    const format = formatOf(invocation.value('format') ?? '')
    const studyKey = invocation.value('study') ?? ''
    const folder = invocation.value('out') ?? ''
    await withStore(invocation, async (store) => {
      const named = invocation.value('snapshot')
      const study =
        named === undefined
          ? await loadStudy(store, studyKey)
          : await loadSnapshot(store, studyKey, named)
      const files = await exportToFolder(store, cliActor(), { ...study, format }, folder)
      for (const { name, rows } of files) invocation.print(`${name}\t${rows} rows\n`)
    })
  },
}

function formatOf(key: string) {
  const format = builtInFamilies.exports.find(key)
  if (format !== undefined) return format
  const announced: readonly string[] = ANNOUNCED_FORMATS
  const known = builtInFamilies.exports.keys.join(', ')
  throw new UsageError(
    announced.includes(key)
      ? `The format ${key} is not available in this version. Available: ${known}.`
      : `There is no format ${key}. Available: ${known}.`,
  )
}
