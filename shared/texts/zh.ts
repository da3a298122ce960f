import type { TextKey } from './keys.ts'
import { definition } from './zh/definition.ts'
import { entry } from './zh/entry.ts'
import { frame } from './zh/frame.ts'
import { manage } from './zh/manage.ts'
import { report } from './zh/report.ts'
import { subjects } from './zh/subjects.ts'
import { tumour } from './zh/tumour.ts'
import { work } from './zh/work.ts'

/** Every sentence a person reads, in simplified Chinese; exactly the keys of the English ones. */
export const zh: Readonly<Record<TextKey, string>> = {
  ...definition,
  ...entry,
  ...frame,
  ...manage,
  ...report,
  ...subjects,
  ...tumour,
  ...work,
}
