import type { ItemDefinition } from '../../shared/forms/define.ts'
import { entryCheckOf, type EntryCheck } from '../../shared/forms/entry-faults.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { sentence } from '../../shared/texts/sentence.ts'
import { readFolder, type ReadFolder, type ValueCheck } from '../../shared/trial/read-folder.ts'
import { readCsvFiles } from './read-files.ts'

/** A folder on disk as a trial of this definition, with every fault found. */
export function loadFolder(folder: string, definition: ProtocolDefinition): ReadFolder {
  const { files, faults } = readCsvFiles(folder)
  const read = readFolder(files, definition, valueCheck())
  return { ...read, faults: [...faults, ...read.faults] }
}

/** Says in English why a cell cannot be a value of its item; each item's check is made once. */
function valueCheck(): ValueCheck {
  const checks = new Map<ItemDefinition, EntryCheck>()
  return (item, text) => {
    let check = checks.get(item)
    if (check === undefined) checks.set(item, (check = entryCheckOf(item)))
    const fault = check(text)
    return fault === null ? null : sentence('en', fault.key, fault.params)
  }
}
