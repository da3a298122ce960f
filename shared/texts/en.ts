import { definition } from './en/definition.ts'
import { entry } from './en/entry.ts'
import { frame } from './en/frame.ts'
import { manage } from './en/manage.ts'
import { report } from './en/report.ts'
import { subjects } from './en/subjects.ts'
import { tumour } from './en/tumour.ts'
import { work } from './en/work.ts'

/** Every sentence a person reads, in English. Its keys are the keys of every language. */
export const en = {
  ...definition,
  ...entry,
  ...frame,
  ...manage,
  ...report,
  ...subjects,
  ...tumour,
  ...work,
} as const
